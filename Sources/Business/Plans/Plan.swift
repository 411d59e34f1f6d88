package import Accounts
package import Blueprint
package import Foundation
package import Kernel

/// A plan for an account over one to three years, or a plan made jointly with it.
package struct Plan: Reply, Versioned, Located, Hashable {
  package enum Kind: String, Choice { case account, joint }
  package enum Status: String, Choice { case draft, signed }

  package let id: ID<Plan>
  package let account: ID<Account>
  package let kind: Kind
  package var name: String
  package var summary: String
  package var firstDay: Day
  package var lastDay: Day
  package let currency: Currency
  package var status: Status
  /// Which edition this is: signing freezes it, the next one begins after.
  package var number: Int
  package var version: Int
  package let createdAt: Date
  package var changedAt: Date
  package var signedAt: Date?
  package var signedBy: String?

  package var location: String { "/plans/\(id)" }
  package func money(_ minor: Int64) -> Money { Money(minor: minor, currency: currency) }
  var months: Int {
    let (year, month, _) = firstDay.civil, (lastYear, lastMonth, _) = lastDay.advanced(by: 1).civil
    return (lastYear - year) * 12 + lastMonth - month
  }

  package static let wasAdded = EventKind<Plan>("plan.added")
  package static let wasChanged = EventKind<Plan>("plan.changed")
  package static let wasSigned = EventKind<Plan>("plan.signed")
  package static let wasReopened = EventKind<Plan>("plan.reopened")
  package static let itemWasAdded = EventKind<Plan>("plan.itemAdded")
  package static let itemWasChanged = EventKind<Plan>("plan.itemChanged")
  package static let itemWasRemoved = EventKind<Plan>("plan.itemRemoved")

  package struct New: Codable, Sendable {
    package var account: ID<Account>
    package var kind: Kind?
    package var name: String?
    package var summary: String?
    package var firstDay: Day?
    /// 12 to 36; a plan rolls, so it may end in any fiscal year.
    package var months: Int?

    package init(
      account: ID<Account>, kind: Kind? = nil, name: String? = nil, summary: String? = nil,
      firstDay: Day? = nil,
      months: Int? = nil
    ) {
      self.account = account
      self.kind = kind
      self.name = name
      self.summary = summary
      self.firstDay = firstDay
      self.months = months
    }
  }

  package struct Change: Codable, Sendable {
    package var id: ID<Plan>
    package var name: String?
    package var summary: Patch<String> = .keep
    package var firstDay: Day?
    package var months: Int?
    package var version: Int?

    package init(_ id: ID<Plan>, version: Int? = nil) {
      self.id = id
      self.version = version
    }
  }

  package struct Wanted: Codable, Sendable {
    package var id: ID<Plan>
    package init(id: ID<Plan>) { self.id = id }
  }

  /// The last day of a plan of so many months.
  static func end(_ firstDay: Day, _ months: Int) throws(PlanRefusal) -> Day {
    guard (12...36).contains(months) else { throw .badLength(months) }
    return firstDay.advanced(byMonths: months).advanced(by: -1)
  }
}
