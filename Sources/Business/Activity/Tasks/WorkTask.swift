package import Accounts
package import Blueprint
package import Foundation
package import Kernel
package import People

/// Something that is to be done by a day: a task of ours, a promise of ours to the account, or one of theirs to us.
package struct WorkTask: Codable, Hashable, Sendable {
  package enum Kind: String, Choice {
    case task, promise, expectation

    /// Said in lists: who owes whom.
    var words: String {
      switch self {
      case .task: "Task"
      case .promise: "Our promise"
      case .expectation: "Their promise"
      }
    }
  }

  package enum Outcome: String, Choice { case done, kept, broken, dropped }

  package let id: ID<WorkTask>
  package var kind: Kind
  package var title: String
  package var note: String
  package var account: ID<Account>
  /// To whom, or by whom, or about whom.
  package var person: ID<Person>?
  package var interaction: ID<Interaction>?
  package var owner: ID<Actor>?
  package var due: Day?
  package var closedOn: Day?
  package var outcome: Outcome?
  /// What shows that it was done.
  package var evidence: String
  package var version: Int
  package let createdAt: Date
  package var changedAt: Date

  package init(
    id: ID<WorkTask>, kind: Kind, title: String, account: ID<Account>, owner: ID<Actor>?, due: Day?,
    at moment: Date
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.account = account
    self.owner = owner
    self.due = due
    note = ""
    evidence = ""
    version = 1
    createdAt = moment
    changedAt = moment
  }

  /// Tasks and promises may have fields of the company's own.
  package static let ownFields = CustomKind("task", "Tasks and promises")

  package var isOpen: Bool { closedOn == nil }
  package func isLate(on today: Day) -> Bool { isOpen && (due ?? today) < today }

  /// The outcomes that fit: a task is done or dropped, a promise kept, broken or dropped.
  static func outcomes(of kind: Kind) -> [Outcome] {
    kind == .task ? [.done, .dropped] : [.kept, .broken, .dropped]
  }

  func closed(_ outcome: Outcome?, evidence: String?, on today: Day, at moment: Date) throws(ActivityRefusal)
    -> WorkTask
  {
    guard isOpen else { throw .closedAlready }
    let known = WorkTask.outcomes(of: kind), outcome = outcome ?? known[0]
    guard known.contains(outcome) else {
      throw .wrongOutcome(outcome.rawValue, known: known.map(\.rawValue).joined(separator: ", "))
    }
    var new = self
    new.closedOn = today
    new.outcome = outcome
    new.evidence = evidence ?? ""
    new.version += 1
    new.changedAt = moment
    return new
  }

  func reopened(at moment: Date) throws(ActivityRefusal) -> WorkTask {
    guard !isOpen else { throw .notClosed }
    var new = self
    (new.closedOn, new.outcome) = (nil, nil)
    new.version += 1
    new.changedAt = moment
    return new
  }

  func checked() throws(ActivityRefusal) -> WorkTask {
    var new = self
    new.title = Person.trimmed(title) ?? ""
    guard !new.title.isEmpty else { throw .titleMissing }
    guard new.title.count <= 300 else { throw .tooLong(field: "title", limit: 300) }
    guard note.count <= 20_000 else { throw .tooLong(field: "note", limit: 20_000) }
    return new
  }

  /// How many of the promises that came due were kept, in whole percent; nil where none did.
  package static func keptShare(_ tasks: [WorkTask], on today: Day) -> Int? {
    let due = tasks.filter { task in
      guard task.kind != .task, task.outcome != .dropped else { return false }
      return task.outcome != nil || task.isLate(on: today)
    }
    guard !due.isEmpty else { return nil }
    return due.count { $0.outcome == .kept && ($0.closedOn ?? today) <= ($0.due ?? today) } * 100 / due.count
  }

  package struct New: Codable, Sendable {
    package var title: String
    package var account: ID<Account>
    package var kind: Kind?
    package var person: ID<Person>?
    package var owner: ID<Actor>?
    package var due: Day?
    package var note: String?
    /// Values of the company's own fields, by their keys.
    package var fields: CustomInput?

    package init(title: String, account: ID<Account>, kind: Kind? = nil) {
      self.title = title
      self.account = account
      self.kind = kind
    }
  }

  package struct Change: Codable, Sendable {
    package var id: ID<WorkTask>
    package var version: Int?
    package var title: Patch<String> = .keep
    package var owner: Patch<ID<Actor>> = .keep
    package var due: Patch<Day> = .keep
    package var note: Patch<String> = .keep
    package var fields: CustomInput?

    package init(id: ID<WorkTask>) { self.id = id }
  }

  package struct Closing: Codable, Sendable {
    package var id: ID<WorkTask>
    package var outcome: Outcome?
    package var evidence: String?

    package init(id: ID<WorkTask>, outcome: Outcome? = nil, evidence: String? = nil) {
      self.id = id
      self.outcome = outcome
      self.evidence = evidence
    }
  }

  package struct Wanted: Codable, Sendable {
    package var id: ID<WorkTask>
    package init(id: ID<WorkTask>) { self.id = id }
  }

  func applying(_ change: Change) throws(ActivityRefusal) -> WorkTask {
    var new = self
    if case .set(nil) = change.title { throw .titleMissing }
    new.title = change.title.applied(toRequired: title)
    new.owner = change.owner.applied(to: owner)
    new.due = change.due.applied(to: due)
    new.note = change.note.applied(to: note) ?? ""
    return try new.checked()
  }
}
