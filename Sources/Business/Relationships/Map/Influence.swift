package import Accounts
package import Blueprint
import Catalog
package import Kernel
package import People

/// Whose word one person at an account listens to, beside the lines of reporting.
package struct Influence: Codable, Hashable, Sendable {
  package enum Force: String, Choice {
    case supports, persuades, blocks
  }

  package let id: ID<Influence>
  package let account: ID<Account>
  package let from: ID<Person>
  package let to: ID<Person>
  package let force: Force
  package let note: String
  package let firstDay: Day
  package let lastDay: Day
  package let actorName: String

  package struct New: Codable, Sendable {
    /// Of the account.
    package var id: ID<Account>
    package var from: ID<Person>
    package var to: ID<Person>
    package var force: Force?
    package var note: String?
    package var firstDay: Day?
    package var lastDay: Day?

    package init(id: ID<Account>, from: ID<Person>, to: ID<Person>, force: Force? = nil) {
      self.id = id
      self.from = from
      self.to = to
      self.force = force
    }

    func influence(_ context: Context) throws(RelationshipRefusal) -> Influence {
      guard from != to else { throw .withItself }
      guard let days = Validity(firstDay, lastDay) else { throw .wrongDays }
      return Influence(
        id: .new(at: context.now), account: id, from: from, to: to, force: force ?? .supports,
        note: String((note ?? "").prefix(2_000)), firstDay: days.firstDay, lastDay: days.lastDay,
        actorName: context.actor.name)
    }
  }

  package struct Wanted: Codable, Sendable {
    package var id: ID<Account>
    package var influence: ID<Influence>
  }

  package static let wasNoted = EventKind<Influence>("influence.noted")
  package static let wasRemoved = EventKind<Influence>("influence.removed")
}

/// Where somebody's box stands on an account's map, when a reader has put it there.
package struct MapPlace: Codable, Hashable, Sendable {
  package let person: ID<Person>
  package let x: Int
  package let y: Int

  package struct Move: Codable, Sendable {
    /// Of the account.
    package var id: ID<Account>
    package var person: ID<Person>
    package var x: Int
    package var y: Int

    package init(id: ID<Account>, person: ID<Person>, x: Int, y: Int) {
      self.id = id
      self.person = person
      self.x = x
      self.y = y
    }
  }
}

enum BuyingRoleWords {
  static let all = BuyingRole.allCases.map(\.rawValue).joined(separator: ", ")
}
