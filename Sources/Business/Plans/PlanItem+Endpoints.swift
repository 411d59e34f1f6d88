import Accounts
import Blueprint
import Foundation
import Kernel
import Storage

extension PlanItem {
  /// For each kind: add, change, remove.
  static let endpoints: [Endpoint] = Kind.allCases.flatMap { kind in
    [adding(kind), changing(kind), removing(kind)]
  }

  private static func adding(_ kind: Kind) -> Endpoint {
    Endpoint(
      .post, "/plans/{plan}/\(kind.path)", "Add \(kind.named) to a plan", allow: .manager
    ) { (input: New, context) in try await add(input, kind, context) }
    .form(
      Form(
        at: "/plans/{plan}/\(kind.path)/new", "Add \(kind.named)",
        submit: "Add the \(kind.label.lowercased())", section: "plans", fields: fields(kind, isNew: true),
        done: { _, fields in "/plans/\(fields.text("plan") ?? "")#\(kind.path)" },
        initial: { fields, _ in
          [
            "mark": kind.marks.first?.rawValue ?? "", "standing": kind.standings[0].rawValue,
            "parent": fields.text("parent") ?? "", "deal": fields.text("deal") ?? "",
            "title": fields.text("title") ?? "",
          ]
        }))
  }

  private static func changing(_ kind: Kind) -> Endpoint {
    Endpoint(
      .patch, "/plans/{plan}/\(kind.path)/{id}", "Change \(kind.named) of a plan",
      allow: .manager
    ) { (input: Change, context) in try await change(input, kind, context) }
    .form(
      Form(
        at: "/plans/{plan}/\(kind.path)/{id}/edit", "Change the \(kind.label.lowercased())", submit: "Save",
        section: "plans", fields: fields(kind, isNew: false),
        done: { _, fields in "/plans/\(fields.text("plan") ?? "")#\(kind.path)" },
        initial: { fields, context in
          let wanted = try fields.decode(Wanted.self)
          return try await context.read { db in
            let plan = try Plan.find(wanted.plan, for: context.actor, db)
            return try find(wanted.id, kind, of: plan.id, db).written(plan)
          }
        }))
  }

  private static func removing(_ kind: Kind) -> Endpoint {
    Endpoint(
      .delete, "/plans/{plan}/\(kind.path)/{id}", "Take \(kind.named) out of a plan",
      allow: .manager
    ) { (input: Wanted, context) in
      try await remove(input, kind, context)
      return Done()
    }
    .form(
      Form(
        at: "/plans/{plan}/\(kind.path)/{id}/removal", "Take it out of the plan", submit: "Take it out",
        section: "plans", fields: [], done: { _, fields in "/plans/\(fields.text("plan") ?? "")" }))
  }

  /// As its form shows it.
  private func written(_ plan: Plan) -> [String: String] {
    func decimal(_ number: Int64?, _ decimals: Int) -> String {
      number.map { DecimalText.plain($0, decimals: decimals) } ?? ""
    }
    func points(_ share: BasisPoints?) -> String {
      share.map { DecimalText.plain(Int64($0.count), decimals: 2) } ?? ""
    }
    let scale = (mark ?? .typed).decimals(plan.currency), money = plan.currency.decimals
    return [
      "title": title, "note": note, "mark": mark?.rawValue ?? "", "standing": standing.rawValue,
      "parent": parent?.text ?? "", "deal": deal?.text ?? "", "owner": owner?.text ?? "",
      "due": due?.description ?? "",
      "doneOn": doneOn?.description ?? "", "amount": decimal(amount, money), "percent": points(percent),
      "residualAmount": decimal(residualAmount, money), "residualPercent": points(residualPercent),
      "base": decimal(base, scale), "aim": decimal(aim, scale), "reached": decimal(reached, scale),
      "shared": isShared ? "true" : "false", "version": String(version),
    ]
  }

  private static func fields(_ kind: Kind, isNew: Bool) -> [Form.Field] {
    var fields: [Form.Field] = [.init("title", titleLabel(kind), required: true)]
    if !kind.marks.isEmpty {
      fields.append(
        .init(
          "mark", markLabel(kind),
          .choice { _ in kind.marks.map { .init($0.rawValue, kind == .keyResult ? $0.measure : label($0)) } },
          required: true))
    }
    // What it hangs below comes with the link that opens the form.
    if kind.above != nil { fields.append(.init("parent", "Below", .hidden)) }
    if kind == .initiative { fields.append(.init("deal", "Deal", .hidden)) }
    if kind.standings.count > 1, !isNew || kind == .goal {
      fields.append(
        .init(
          "standing", "State",
          .choice { _ in kind.standings.map { .init($0.rawValue, Words.title($0.rawValue)) } }, required: true
        ))
    }
    fields += figures(kind, isNew: isNew)
    fields.append(.init("note", noteLabel(kind), .area))
    if [.promise, .gain, .objective].contains(kind) {
      fields.append(.init("shared", "The customer may read it", .flag))
    }
    return fields
  }

  private static func figures(_ kind: Kind, isNew: Bool) -> [Form.Field] {
    let owner = Form.Field("owner", "Who answers for it", .choice(people)),
      due = Form.Field("due", "Due", .day)
    let done =
      isNew ? [] : [Form.Field("doneOn", "Done on", .day, hint: "Left empty: the day it is marked done.")]
    switch kind {
    case .keyResult:
      return [
        .init("base", "Start", .number, hint: "Left empty: read from the 52 weeks before the plan."),
        .init("aim", "Aim", .number, required: true),
        .init("reached", "Now", .number, hint: "Only for a number entered by hand; others are read."), due,
        owner,
      ]
    case .initiative:
      return [
        .init("amount", "Worth in the plan", .money),
        .init("percent", "Chance, percent", .number, hint: "Left empty: certain."),
        due, owner,
      ] + done
    case .risk:
      return [
        .init("percent", "Chance, percent", .number), .init("amount", "Impact", .money),
        .init("residualPercent", "Chance after mitigation, percent", .number),
        .init("residualAmount", "Impact after mitigation", .money), due, owner,
      ]
    case .promise: return [.init("amount", "Value", .money), due, owner] + done
    case .gain: return [.init("amount", "A year", .money)]
    case .competitor: return [.init("percent", "Share, percent", .number)]
    case .role: return [.init("owner", "Who", .choice(people))]
    case .goal: return [due]
    case .swot: return []
    case .objective: return [due, owner]
    case .action: return [due, owner] + done
    }
  }

  private static func titleLabel(_ kind: Kind) -> String {
    switch kind {
    case .goal: "What the customer wants to reach"
    case .role: "Role or person"
    case .competitor: "Who"
    case .promise: "What is promised"
    case .gain: "What is gained"
    default: "What"
    }
  }

  private static func markLabel(_ kind: Kind) -> String {
    switch kind {
    case .keyResult: "Measured by"
    case .promise: "Whose promise"
    case .gain: "Whose gain"
    default: "Part"
    }
  }

  private static func noteLabel(_ kind: Kind) -> String {
    switch kind {
    case .goal, .promise: "Evidence"
    case .risk: "Mitigation"
    case .competitor: "Position and our answer"
    default: "Note"
    }
  }

  private static func label(_ mark: Mark) -> String {
    switch mark {
    case .ours: "Ours"
    case .theirs: "The customer's"
    default: Words.title(mark.rawValue)
    }
  }

  @Sendable private static func people(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try Account.owners($0) }
  }
}
