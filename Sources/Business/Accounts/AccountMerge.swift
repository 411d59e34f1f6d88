import Blueprint
package import Foundation
package import Kernel

/// Two accounts that turned out to be one: what moved, so that it can be taken back exactly.
package struct AccountMerge: Codable, Sendable, Hashable {
  /// What hung on the merged account before.
  package struct Moved: Codable, Sendable, Hashable {
    package struct Code: Codable, Sendable, Hashable {
      package let source: String
      package let code: String
      package let firstDay: Day
    }
    package var links: [ParentLink] = []
    package var codes: [Code] = []
  }

  package let id: ID<AccountMerge>
  package let kept: ID<Account>
  package let merged: ID<Account>
  package let moved: Moved
  package let actor: String
  package let mergedAt: Date
  package var undoneAt: Date?

  /// The two accounts of a merge to be made.
  package struct New: Codable, Sendable {
    package var kept: ID<Account>
    package var merged: ID<Account>

    package init(kept: ID<Account>, merged: ID<Account>) {
      self.kept = kept
      self.merged = merged
    }
  }
}
