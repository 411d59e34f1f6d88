import Blueprint
package import Kernel

/// How often an account of a tier, and each of its key people, is to hear from us.
package struct ContactPolicy: Codable, Hashable, Sendable {
  package let tier: String
  /// Days between contacts with the account, through whomever.
  package let accountDays: Int
  /// Days between contacts with each key person: of high or decisive power, or with a part in the buying.
  package let personDays: Int
  package let version: Int

  package init(tier: String, accountDays: Int, personDays: Int, version: Int = 1) {
    self.tier = tier
    self.accountDays = accountDays
    self.personDays = personDays
    self.version = version
  }

  static let wasChanged = EventKind<ContactPolicy>("contact-policy.changed")

  package struct Change: Codable, Sendable {
    package var tier: String
    package var accountDays: Int
    package var personDays: Int

    package init(tier: String, accountDays: Int, personDays: Int) {
      self.tier = tier
      self.accountDays = accountDays
      self.personDays = personDays
    }

    func policy(version: Int) throws(ActivityRefusal) -> ContactPolicy {
      guard (1...1_000).contains(accountDays) else { throw .badDays("accountDays") }
      guard (1...1_000).contains(personDays) else { throw .badDays("personDays") }
      return ContactPolicy(tier: tier, accountDays: accountDays, personDays: personDays, version: version)
    }
  }
}

/// Contact that is due by the policy of the account's tier: with the account, or with one of its key people.
package struct ContactDue: Codable, Hashable, Sendable {
  package let account: String
  package let accountName: String
  package let tier: String
  package let person: String?
  package let personName: String?
  package let title: String?
  /// Nil: never, as far as is noted.
  package let last: Day?
  package let everyDays: Int
  package let due: Day

  /// Contact is due so many days after the last one; who was never spoken to is due at once.
  package static func due(last: Day?, every days: Int, on today: Day) -> Day {
    last?.advanced(by: days) ?? today
  }

  package func daysLate(on today: Day) -> Int { today.days(since: due) }
}
