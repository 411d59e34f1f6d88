import Blueprint
import Kernel

/// What a change does to an item, before anything is saved.
extension PlanItem {
  /// A new one: the same rules as for a change of an empty one.
  static func made(_ input: New, _ kind: Kind, _ plan: Plan, _ context: Context) throws(PlanRefusal)
    -> PlanItem
  {
    let empty = PlanItem(kind, "", of: plan.id, at: context.now)
    var change = Change(empty.id, of: plan.id)
    change.title = input.title
    change.parent = .set(input.parent)
    change.note = .set(input.note)
    change.mark = input.mark
    change.standing = input.standing
    change.owner = .set(input.owner)
    change.due = .set(input.due)
    change.doneOn = .set(input.doneOn)
    change.amount = .set(input.amount)
    change.percent = .set(input.percent)
    change.residualAmount = .set(input.residualAmount)
    change.residualPercent = .set(input.residualPercent)
    change.base = .set(input.base)
    change.aim = .set(input.aim)
    change.reached = .set(input.reached)
    change.shared = input.shared
    change.deal = .set(input.deal)
    var made = try empty.changed(by: change, plan, on: context.today)
    made.version = 1
    return made
  }

  func changed(by change: Change, _ plan: Plan, on today: Day) throws(PlanRefusal) -> PlanItem {
    if let read = change.version, read != version { throw .changedMeanwhile }
    var new = self
    if let title = change.title {
      let tidy = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard !tidy.isEmpty, tidy.count <= 300 else { throw .titleMissing }
      new.title = tidy
    }
    new.parent = change.parent.applied(to: parent)
    if kind.needsAbove, new.parent == nil { throw .wrongPlace(kind.label, needed: kind.above?.label ?? "") }
    if kind.above == nil { new.parent = nil }
    new.note = String((change.note.applied(to: note) ?? "").prefix(4_000))
    if let text = change.mark { new.mark = try Self.choice(text, kind.marks) }
    if let text = change.standing { new.standing = try standing(text) }
    new.owner = change.owner.applied(to: owner)
    new.due = change.due.applied(to: due)
    new.doneOn = change.doneOn.applied(to: doneOn)
    try new.read(change, plan)
    new.isShared = change.shared ?? isShared
    new.deal = kind == .initiative ? change.deal.applied(to: deal) : nil
    if new.needsEvidence, new.note.isEmpty { throw .evidenceMissing }
    if let day = new.doneOn, day > today { throw .doneInFuture }
    // What is done was done some day; today, where nobody says which.
    if [.done, .kept].contains(new.standing) {
      new.doneOn = new.doneOn ?? today
    } else {
      new.doneOn = nil
    }
    if plan.status == .signed, new.promised != promised { throw .signed(plan.number) }
    new.version = version + 1
    return new
  }

  private mutating func read(_ change: Change, _ plan: Plan) throws(PlanRefusal) {
    let decimals = plan.currency.decimals
    amount = try Self.number(change.amount, amount, decimals, "amount")
    percent = try Self.share(change.percent, percent, "percent")
    residualAmount = try Self.number(change.residualAmount, residualAmount, decimals, "residualAmount")
    residualPercent = try Self.share(change.residualPercent, residualPercent, "residualPercent")
    guard kind == .keyResult, let mark else { return }
    let scale = mark.decimals(plan.currency)
    base = try Self.number(change.base, base, scale, "base")
    aim = try Self.number(change.aim, aim, scale, "aim")
    reached = try Self.number(change.reached, reached, scale, "reached")
  }

  private static func choice(_ text: String, _ known: [Mark]) throws(PlanRefusal) -> Mark {
    guard let mark = known.first(where: { $0.rawValue == text }) else {
      throw .wrongMark(text, known: known.map(\.rawValue))
    }
    return mark
  }

  private func standing(_ text: String) throws(PlanRefusal) -> Standing {
    guard let standing = kind.standings.first(where: { $0.rawValue == text }) else {
      throw .wrongStanding(text, known: kind.standings.map(\.rawValue))
    }
    return standing
  }

  private static func number(
    _ patch: Patch<String>, _ old: Int64?, _ decimals: Int, _ field: String
  ) throws(PlanRefusal) -> Int64? {
    guard case .set(let text) = patch else { return old }
    guard let text, !text.isEmpty else { return nil }
    guard let number = DecimalText.parse(text.filter { $0 != "," && $0 != " " }, decimals: decimals) else {
      throw .badAmount(text, field: field)
    }
    return number
  }

  private static func share(
    _ patch: Patch<String>, _ old: BasisPoints?, _ field: String
  ) throws(PlanRefusal) -> BasisPoints? {
    guard case .set(let text) = patch else { return old }
    guard let text, !text.isEmpty else { return nil }
    guard let share = BasisPoints(text), (0...10_000).contains(share.count) else {
      throw .badShare(text, field: field)
    }
    return share
  }

  private var needsEvidence: Bool { [.confirmed, .kept, .broken].contains(standing) }

  /// What a signature freezes; how far a thing has come is recorded after it too.
  private var promised: PlanItem {
    var copy = self
    copy.standing = .open
    copy.doneOn = nil
    copy.reached = nil
    copy.note = ""
    return copy
  }
}
