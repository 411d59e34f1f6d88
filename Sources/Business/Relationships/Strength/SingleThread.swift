package import Kernel
package import People

/// Whether the dealings with an account run through one person.
package struct SingleThread: Codable, Hashable, Sendable {
  package let person: ID<Person>
  /// Contacts in which the person took part, of all with anybody.
  package let through: Int
  package let total: Int

  /// In whole percent, rounded down: 70 % is not more than 70 %.
  package var share: Int { total == 0 ? 0 : through * 100 / total }

  /// Above this share of contacts the account hangs on one person.
  package static let limit = 70
  /// Fewer contacts in a year say nothing.
  package static let fewest = 5
  /// The days that are looked at.
  package static let days = 365

  /// The person with most of the contacts, where that is more than `limit` percent. `taking` says in how many contacts
  /// each took part.
  package static func find(taking counts: [ID<Person>: Int], of total: Int) -> SingleThread? {
    guard total >= fewest, let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      most.value * 100 > limit * total
    else { return nil }
    return SingleThread(person: most.key, through: most.value, total: total)
  }
}
