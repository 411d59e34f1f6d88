import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

extension PersonPlanner {
  mutating func decide(_ drafts: [Draft], _ known: KnownPersons) throws {
    for draft in drafts {
      switch known.person(of: draft) {
      case .failure(let problem): result.reject(draft.line, problem.field, problem.reason)
      case .success(let found):
        if let line = firstLine(of: draft, found) {
          result.reject(
            draft.line, "name", "The row is about the same person as line \(line). Keep one of them.")
        } else if let found {
          try change(found, draft, known)
        } else {
          add(draft)
        }
      }
    }
  }

  /// The line that was about the same person before; notes this one where there was none.
  private mutating func firstLine(of draft: Draft, _ found: Person?) -> Int? {
    var keys: [Int] = []
    if let found { keys.append(Self.key("id", found.id.text)) }
    if let code = draft.code { keys.append(Self.key(code.source, code.code)) }
    if let email = draft.email { keys.append(Self.key("mail", SearchKey.fold(email))) }
    if draft.code == nil, draft.email == nil {
      keys.append(Self.key(draft.account?.text ?? "nowhere", SearchKey.fold(draft.name)))
    }
    if let line = keys.compactMap({ lineByKey[$0] }).first { return Int(line) }
    for key in keys { lineByKey[key] = Int32(clamping: draft.line.line) }
    return nil
  }

  // 63 bits: among a million rows two unlike keys meet with a chance of one in ten million.
  private static func key(_ scope: String, _ text: String) -> Int {
    var hasher = Hasher()
    hasher.combine(scope)
    hasher.combine(text)
    return hasher.finalize()
  }

  private mutating func add(_ draft: Draft) {
    var person = Person(id: .new(at: context.now), name: draft.name, on: context.today, at: context.now)
    describe(&person, draft)
    person.owner = draft.owner ?? (book.actorIsUser ? context.actor.id : nil)
    if let account = draft.account {
      let position = Position(
        id: .new(at: context.now), person: person.id, account: account, title: draft.title ?? "",
        department: draft.department, Validity.from(draft.since ?? Validity.earliest))
      madePositions.append(position)
      if position.holds(on: context.today) {
        (person.position, person.account, person.title) = (position.id, account, position.title)
      }
    }
    if let code = draft.code { codes.append((code, person.id)) }
    made.append(person)
    ownValues.append((person.id.text, CustomHeld.differences(draft.own, nil).now))
    result.counts.new += 1
    result.changes.append(.init(record: person.id.text, version: 1, before: nil))
  }

  /// An empty cell leaves what is there.
  private func describe(_ person: inout Person, _ draft: Draft) {
    person.name = draft.name
    person.email = draft.email ?? person.email
    person.phone = draft.phone ?? person.phone
    person.note = draft.note ?? person.note
    person.owner = draft.owner ?? person.owner
    person.role = draft.role ?? person.role
    person.purpose = draft.purpose ?? person.purpose
  }

  private mutating func change(_ old: Person, _ draft: Draft, _ known: KnownPersons) throws {
    var new = old
    describe(&new, draft)
    let before = known.positions[old.id] ?? []
    let after = moved(before, old.id, draft)
    let isNewCode = draft.code.map { known.byCode[$0] != old.id } ?? false
    let said = CustomHeld.differences(draft.own, held[old.id.text])
    guard new != old || !after.isEmpty || isNewCode || !said.now.isEmpty else {
      result.counts.unchanged += 1
      return
    }
    let all = before.filter { one in !after.contains { $0.id == one.id } } + after
    let main = Position.main(of: all, on: context.today)
    (new.position, new.account, new.title) = (main?.id, main?.account, main?.title)
    new.version += 1
    new.changedAt = context.now
    persons.append(new)
    positions += after
    ownValues.append((old.id.text, said.now))
    if isNewCode, let code = draft.code { codes.append((code, old.id)) }
    let earlier = Person.Earlier(
      person: old, positions: before, newCodes: isNewCode ? draft.code.map { [$0] } ?? [] : [],
      own: said.before)
    result.counts.changed += 1
    result.changes.append(
      .init(record: old.id.text, version: new.version, before: try JSON.text(of: earlier)))
  }

  /// The positions that a row changes or adds: another title at the same account is mended in place, another account
  /// is a move from today or from the day the row says.
  private func moved(_ before: [Position], _ person: ID<Person>, _ draft: Draft) -> [Position] {
    let standing = before.filter { $0.holds(on: context.today) }
    guard let account = draft.account ?? standing.first?.account else { return [] }
    if var same = standing.first(where: { $0.account == account }) {
      let old = same
      same.title = draft.title ?? same.title
      same.department = draft.department ?? same.department
      return same == old ? [] : [same]
    }
    let start = draft.since ?? (before.isEmpty ? Validity.earliest : context.today)
    let ended = standing.filter { $0.firstDay < start }.map { position in
      var ended = position
      ended.lastDay = start.advanced(by: -1)
      return ended
    }
    return ended + [
      Position(
        id: .new(at: context.now), person: person, account: account, title: draft.title ?? "",
        department: draft.department, Validity.from(start))
    ]
  }
}
