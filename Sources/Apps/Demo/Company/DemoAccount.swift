/// A node of the demo's account tree.
package struct DemoAccount: Sendable {
  package enum Level: String, Sendable { case group, banner, region, dc, store, site }

  /// Where a node hangs, from a week of history on (0: from the start).
  package struct Link: Hashable, Sendable {
    /// Place among `DemoCompany.accounts()`.
    package let parent: Int
    package let fromWeek: Int
  }

  package let level: Level
  package let name: String
  /// Place in the list of retailers.
  package let retailer: Int
  /// Oldest first; empty for a group.
  package internal(set) var links: [Link]
  package let city: String?
  /// The retailer's own code; DCs and stores have one.
  package let code: String?
  /// What the node's identity is drawn from: the same at every scale.
  package let key: UInt64
  /// Whether a merger ended it.
  package internal(set) var isFormer = false
}

/// The places of one retailer: its stores and the DCs that serve them, by number.
package struct DemoPlaces: Sendable {
  /// Place among `DemoCompany.accounts()` of the retailer's group, of each DC and of each store, ascending.
  package let group: Int
  package let dcs: [Int]
  package let stores: [Int]
  /// The retailer's codes of its stores and DCs.
  package let storeCodes: [String]
  package let dcCodes: [String]
}
