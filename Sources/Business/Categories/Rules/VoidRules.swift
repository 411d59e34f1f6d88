import Blueprint

/// A store that ought to sell an item and does not.
package enum VoidKind: String, Choice {
  /// Listed there, and has sold there; silent for weeks.
  case stopped
  /// Listed there, and never sold there in the period.
  case neverSold = "never-sold"
  /// Not listed there; most like stores sell it.
  case unlisted
}

/// Whether an item is authorised at a store, and who says so.
package enum Authority: String, Codable, Sendable {
  /// A stored listing.
  case listing
  /// No listing is stored for this item at the account: most of its stores sell it, so it counts as authorised.
  case custom
}

/// What decides that a store is a void.
package struct VoidRules: Codable, Hashable, Sendable {
  /// Weeks without a sale.
  package var silentWeeks: Int
  /// Where no listing is stored: sold in at least this many percent of the account's stores counts as authorised.
  package var customPercent: Int
  /// Like stores that are looked at, and how many of them must sell an item that is not listed here.
  package var peers: Int
  package var peersSelling: Int
  /// Silence that chance alone explains this often, in percent, is not called a void.
  package var chancePercent: Int

  package static let usual = VoidRules(
    silentWeeks: 4, customPercent: 50, peers: 10, peersSelling: 6, chancePercent: 5)

  package func isCustom(selling: Int, of stores: Int) -> Bool {
    stores > 0 && selling * 100 >= stores * customPercent
  }
}
