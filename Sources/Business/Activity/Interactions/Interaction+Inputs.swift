package import Accounts
package import Blueprint
package import Foundation
package import Kernel
package import People

extension Interaction {
  /// Something to note. Left out: now, mutual or ours by kind, without people.
  package struct New: Codable, Sendable {
    package var kind: Kind
    package var subject: String
    package var account: ID<Account>?
    package var people: [ID<Person>]?
    /// The day, or the moment.
    package var on: Day?
    package var at: Date?
    package var minutes: Int?
    package var direction: Direction?
    package var owner: ID<Actor>?
    package var body: String?
    /// What is to follow: makes a task for the owner.
    package var followUp: String?
    package var followUpDue: Day?
    /// Values of the company's own fields, by their keys.
    package var fields: CustomInput?

    package init(kind: Kind, subject: String, account: ID<Account>?, people: [ID<Person>]? = nil) {
      self.kind = kind
      self.subject = subject
      self.account = account
      self.people = people
    }

    func interaction(at account: ID<Account>, owner: ID<Actor>?, _ context: Context) throws(ActivityRefusal)
      -> Interaction
    {
      var moment = at ?? context.now
      // Only a day is known: noon, so that no zone makes another day of it.
      if at == nil, let on, on != context.today {
        moment = Date(timeIntervalSince1970: Double(on.ordinal) * 86_400 + 43_200)
      }
      var new = Interaction(
        id: .new(at: context.now), kind: kind, subject: subject, account: account, at: moment, owner: owner,
        made: context.now)
      new.minutes = minutes
      new.body = body ?? ""
      if let direction { new.direction = direction }
      return try new.checked(on: context.today)
    }
  }

  /// A change: what is left out stays, null clears.
  package struct Change: Codable, Sendable {
    package var id: ID<Interaction>
    package var version: Int?
    package var subject: Patch<String> = .keep
    package var body: Patch<String> = .keep
    package var minutes: Patch<Int> = .keep
    package var direction: Patch<Direction> = .keep
    package var people: [ID<Person>]?
    package var fields: CustomInput?

    package init(id: ID<Interaction>) { self.id = id }
  }

  func applying(_ change: Change, on today: Day) throws(ActivityRefusal) -> Interaction {
    var new = self
    if case .set(nil) = change.subject { throw .subjectMissing }
    new.subject = change.subject.applied(toRequired: subject)
    new.body = change.body.applied(to: body) ?? ""
    new.minutes = change.minutes.applied(to: minutes)
    new.direction = change.direction.applied(toRequired: direction)
    return try new.checked(on: today)
  }

  package struct Wanted: Codable, Sendable {
    package var id: ID<Interaction>
    package init(id: ID<Interaction>) { self.id = id }
  }
}

/// What happened, with the names that a reader needs.
package struct InteractionRecord: Reply, Versioned, Located, Hashable {
  package struct Participant: Codable, Hashable, Sendable {
    package let id: ID<Person>
    package let name: String
  }

  package let interaction: Interaction
  package let account: String
  package let owner: String?
  package let people: [Participant]
  /// What it holds in the company's own fields; told of one alone, not in lists.
  package var fields: CustomRecord?

  package var version: Int { interaction.version }
  package var location: String { "/interactions/\(interaction.id)" }
}
