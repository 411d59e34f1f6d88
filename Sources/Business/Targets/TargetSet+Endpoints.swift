import Blueprint
import Kernel
import Sales
import Team

extension TargetSet {
  static let endpoints: [Endpoint] = [list, adding, agreement, node, changing, moving, panel]

  private static let list = Endpoint(
    .get, "/targets", "Targets and how far they are, in your part of the tree", allow: .viewer
  ) { (wanted: TargetBook.Wanted, context) in
    try await context.read { try TargetBook.read(wanted, context, $0) }
  }.page(TargetBook.list).table(TargetBook.file)

  private static let node = Endpoint(
    .get, "/targets/nodes/{id}", "One target with all below it, its periods and its arithmetic",
    allow: .viewer
  ) { (wanted: TargetBook.WantedNode, context) in
    try await context.read { db in
      let set = try holding(wanted.id, db)
      return try TargetBook.read(.init(set: set.id, below: wanted.id), context, db)
    }
  }.page(TargetBook.node).table(TargetBook.file)

  private static let panel = Endpoint(
    .get, "/accounts/{id}/target", "An account's targets and how far they are", allow: .viewer
  ) { (wanted: AccountTargets.Wanted, context) in
    try await context.read { try AccountTargets.read(wanted, context, $0) }
  }.page(AccountTargets.draw)

  private static let adding = Endpoint(
    .post, "/targets", "Set the targets of a year and hand them down", allow: .director
  ) { (input: New, context) in try await add(input, context) }
  .form(
    Form(
      at: "/targets/new", "Set targets", submit: "Hand the target down", section: "targets",
      fields: [
        .init("year", "Fiscal year", .number, required: true),
        .init(
          "metric", "Metric",
          .choice { _ in TargetMetric.allCases.map { .init($0.rawValue, $0.metric.name) } }, required: true),
        .init(
          "basis", "Held against",
          .choice { _ in SalesSource.Kind.allCases.map { .init($0.rawValue, $0.label) } }, required: true),
        .init(
          "growth", "Growth on the last 52 weeks, percent", .number,
          hint: "Such as 15. Or give the amount itself."),
        .init(
          "amount", "The company's target", .number,
          hint: "Plain digits, such as 20000000. Left empty: from the growth."),
        .init(
          "holdBack", "Held back at every level, percent", .number,
          hint: "Kept openly at each place, to relieve or to reward."),
        .init("lastYear", "Weight of the last 52 weeks", .number, hint: "The three weights come to 100."),
        .init("recent", "Weight of the last 13 weeks", .number),
        .init("even", "Weight of an even split", .number),
        .init("categories", "Split each account's target by category", .flag),
      ],
      initial: { _, context in
        let company = try await context.read { try Company.current($0) }
        return [
          "year": String(company.calendar.fiscalYear(of: context.today)), "metric": "value", "basis": "pos",
          "holdBack": "3", "lastYear": "70", "recent": "20", "even": "10",
        ]
      }))

  private static let agreement = Endpoint(
    .post, "/targets/{id}/agreement", "Agree the targets: from then on they change by request",
    allow: .director
  ) { (input: Agreement, context) in try await agree(input, context) }
  .form(
    Form(
      at: "/targets/{id}/agreement/new", "Agree the targets", submit: "Agree", section: "targets", fields: [])
  )

  private static let changing = Endpoint(
    .patch, "/targets/nodes/{id}", "Give one place another target", allow: .director
  ) { (input: Change, context) in try await change(input, context) }
  .form(
    Form(
      at: "/targets/nodes/{id}/edit", "Change a target", submit: "Change the target", section: "targets",
      fields: [
        .init("amount", "Target", .number, hint: "What hangs below changes in proportion.", required: true),
        .init(
          "from", "Where it comes from",
          .choice { _ in TargetSource.allCases.map { .init($0.rawValue, $0.label) } }, required: true),
      ],
      done: { _, fields in "/targets/nodes/\(fields.text("id") ?? "")" },
      initial: { fields, context in
        let wanted = try fields.decode(TargetBook.WantedNode.self)
        return try await context.read { db in
          let set = try holding(wanted.id, db)
          let tree = try TargetTree(TargetNode.all(of: set.id, for: context.actor, db))
          guard tree.nodes[wanted.id] != nil else { throw TargetRefusal.notThere("target") }
          return [
            "amount": set.unit.plain(tree.total(of: wanted.id)), "from": TargetSource.holdBack.rawValue,
            "version": String(set.version),
          ]
        }
      }))

  private static let moving = Endpoint(
    .post, "/targets/nodes/{id}/place", "Hang a place elsewhere with its target", allow: .director
  ) { (input: Move, context) in try await move(input, context) }
}
