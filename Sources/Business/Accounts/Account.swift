package import Blueprint
package import Foundation
package import Kernel

/// A company, or a part of one, that buys from us: a node of the account tree, from the group to the store.
package struct Account: Codable, Hashable, Sendable {
  package enum Kind: String, Choice {
    case group, banner, division, region, dc, store, site

    /// Whether goods are sold or delivered there, so that sales are booked on it.
    package var isPlace: Bool { self == .store || self == .site || self == .dc }
    /// Counted in the list's “sites” column.
    package var isSite: Bool { self == .store || self == .site }
  }

  package enum Status: String, Choice { case prospect, customer, former }

  package let id: ID<Account>
  /// Dense, never reused: sales facts refer to it.
  package let number: Int64
  package var kind: Kind
  package var name: String
  package var tier: String?
  package var segment: String?
  package var industry: String?
  package var channel: String?
  package var city: String?
  package var postcode: String?
  /// Who answers for it; nil: whoever answers for the parent.
  package var owner: ID<Actor>?
  package var team: String?
  /// Today's parent; the whole story stands in `account_parents`.
  package var parent: ID<Account>?
  /// The owner and the team that hold today: its own, or else the nearest ancestor's.
  package var reachOwner: ID<Actor>?
  package var reachTeam: String?
  /// Stores and sites at and below it today.
  package var siteCount: Int
  package var status: Status
  package var currency: Currency?
  /// What it sells of everything in a year (all-commodity volume), to weigh its distribution; nil: not said.
  package var acv: Money?
  package var note: String
  /// Made by an import for a code that nobody knew; waits for a person to name or map it.
  package var isProvisional: Bool
  /// The account that this one turned out to be.
  package var mergedInto: ID<Account>?
  package var version: Int
  package let createdAt: Date
  package var changedAt: Date

  package init(id: ID<Account>, number: Int64, kind: Kind, name: String, at moment: Date) {
    self.id = id
    self.number = number
    self.kind = kind
    self.name = name
    siteCount = kind.isSite ? 1 : 0
    status = .customer
    note = ""
    isProvisional = false
    version = 1
    createdAt = moment
    changedAt = moment
  }
}

extension Account {
  /// Accounts may have fields of the company's own.
  package static let ownFields = CustomKind("account", "Accounts")
}

/// Where an account hangs, and when.
package struct ParentLink: Hashable, Sendable, Codable {
  package let account: ID<Account>
  package let parent: ID<Account>
  package let firstDay: Day
  package let lastDay: Day

  package init(account: ID<Account>, parent: ID<Account>, firstDay: Day, lastDay: Day) {
    self.account = account
    self.parent = parent
    self.firstDay = firstDay
    self.lastDay = lastDay
  }
}
