package import Blueprint
package import Catalog
package import Kernel

/// An account with its place, its people and its codes: what its page and its JSON show.
package struct AccountRecord: Reply, Versioned, Located, Hashable {
  /// Another account, as a record names it.
  package struct Place: Codable, Hashable, Sendable {
    package let id: ID<Account>
    package let number: Int64
    package let name: String
    package let kind: Account.Kind
    package let sites: Int

    init(_ account: Account) {
      id = account.id
      number = account.number
      name = account.name
      kind = account.kind
      sites = account.siteCount
    }
  }

  package let account: Account
  /// The names of who answers for it today.
  package let owner: String?
  package let team: String?
  /// From the top of the tree to the parent.
  package let path: [Place]
  /// The first hundred that hang on it.
  package let children: [Place]
  package let codes: [SourceAlias]
  /// Merges into it that can be undone.
  package let merges: [AccountMerge]
  /// What it holds in the company's own fields.
  package let fields: CustomRecord

  package var version: Int { account.version }
  package var location: String { "/accounts/\(account.id)" }

  /// How many children a record lists; the list of accounts has them all.
  package static let mostChildren = 100

  package struct Wanted: Codable, Sendable {
    package var id: ID<Account>
    package init(id: ID<Account>) { self.id = id }
  }
}

/// A subtree of today, flat, parents before children.
package struct AccountBranch: Reply, Hashable {
  package struct Node: Codable, Hashable, Sendable {
    package let id: ID<Account>
    package let number: Int64
    package let name: String
    package let kind: Account.Kind
    package let parent: ID<Account>?
    package let depth: Int
    package let sites: Int
  }

  package let on: Day
  package let nodes: [Node]
  /// Whether more stands below than was asked for.
  package let isCut: Bool

  package struct Wanted: Codable, Sendable {
    package var id: ID<Account>
    /// The tree of that day; today's when left out.
    package var on: Day?
    package var limit: Int?
  }
}

/// What happened to a record, newest first.
package struct AccountHistory: Reply {
  package let events: [Event]
  package let parents: [Parent]

  /// Where it hung, and when.
  package struct Parent: Codable, Hashable, Sendable {
    package let parent: String
    package let firstDay: Day
    package let lastDay: Day
  }
}
