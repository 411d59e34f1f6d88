package import Accounts
package import Blueprint
import Foundation
package import Kernel
package import People

/// One of our executives and one of theirs who are to keep in touch.
package struct ExecutivePair: Codable, Hashable, Sendable {
  package let id: ID<ExecutivePair>
  package let account: ID<Account>
  package let person: ID<Person>
  package let user: ID<Actor>
  package let everyDays: Int

  /// A pair with what a reader needs: when the two last met, and when they are to meet again.
  package struct Line: Codable, Hashable, Sendable {
    package let pair: ExecutivePair
    package let personName: String
    package let userName: String
    package let accountName: String
    package let last: Day?
    package let due: Day
  }

  package struct New: Codable, Sendable {
    /// Of the account.
    package var id: ID<Account>
    package var person: ID<Person>
    package var user: ID<Actor>
    package var everyDays: Int?

    package init(id: ID<Account>, person: ID<Person>, user: ID<Actor>, everyDays: Int? = nil) {
      self.id = id
      self.person = person
      self.user = user
      self.everyDays = everyDays
    }

    func pair(_ context: Context) throws(RelationshipRefusal) -> ExecutivePair {
      let days = everyDays ?? 90
      guard (1...1_000).contains(days) else { throw .badDays }
      return ExecutivePair(
        id: .new(at: context.now), account: id, person: person, user: user, everyDays: days)
    }
  }

  package struct Wanted: Codable, Sendable {
    package var id: ID<Account>
    package var pair: ID<ExecutivePair>
  }

  package static let wasPaired = EventKind<ExecutivePair>("executives.paired")
  package static let wasParted = EventKind<ExecutivePair>("executives.parted")

  /// Pairs in touch within their days, of all: whole percent; nil where there is none.
  package static func adherence(_ lines: [Line], on today: Day) -> Int? {
    lines.isEmpty ? nil : lines.count { $0.due >= today } * 100 / lines.count
  }
}
