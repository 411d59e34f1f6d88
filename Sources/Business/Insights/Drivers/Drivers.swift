import Blueprint
package import Kernel
package import Sales

/// What moved value.
package enum Driver: String, Choice {
  case new, lost, volume, mix, distribution, velocity, price, apart

  package var label: String {
    switch self {
    case .new: "New"
    case .lost: "Lost"
    case .volume: "Volume"
    case .mix: "Mix"
    case .distribution: "Distribution"
    case .velocity: "Velocity"
    case .price: "Price"
    case .apart: "No price"
    }
  }
}

/// Why value changed between two periods: exact parts of the change, for the whole and for each part of a tree.
package struct Drivers: Codable, Sendable {
  /// Money at ten-thousandths of the currency's unit.
  package struct Effect: Codable, Sendable, Hashable {
    package let driver: Driver
    package let value: Int64
  }

  /// A child account, a child product.
  package struct Part: Codable, Sendable, Hashable {
    package let id: String
    package let name: String
    package let isProvisional: Bool
    package let before: Int64
    package let after: Int64
    package let effects: [Effect]
    /// Millionths of the whole's value before: what the part adds to the whole's growth.
    package let contribution: Int64?
  }

  /// An item that is new in some accounts, or gone from them.
  package struct Listing: Codable, Sendable, Hashable {
    package let product: String
    package let name: String
    /// In how many accounts, and the name of one.
    package let accounts: Int
    package let accountName: String
    package let value: Int64
  }

  /// Items that came or went: how many in how many accounts, and the largest of them.
  package struct Listings: Codable, Sendable, Hashable {
    package let items: Int
    /// An item counts once for each account.
    package let count: Int
    package let value: Int64
    package let largest: [Listing]
  }

  /// How far the whole hangs on few parts; shares in basis points, the index from 0 to 10,000.
  package struct Focus: Codable, Sendable, Hashable {
    package let parts: Int
    package let index: Int
    package let top: BasisPoints
    package let topFive: BasisPoints
    package let partsForFourFifths: Int
  }

  /// A record that the page leads to.
  package struct Place: Codable, Sendable, Hashable {
    package let id: String
    package let name: String
  }

  /// The sums that drivers of the whole are made of: only items with a price in both periods.
  package struct Continuing: Codable, Sendable, Hashable {
    package let items: Int
    package let unitsBefore: Int64
    package let unitsAfter: Int64
    package let valueBefore: Int64
    package let valueAfter: Int64
  }

  package let account: Place?
  package let product: Place?
  /// From the top of the tree down to the record, the record itself left out.
  package let accountPath: [Place]
  package let productPath: [Place]
  package let method: DriverMethod
  /// Whether a store counts by its size in distribution, and not as one.
  package let isWeighted: Bool
  package let split: DriverSplit
  /// The ways in which it can be laid out here.
  package let splits: [DriverSplit]
  package let against: EarlierPeriod
  package let window: DriverWindow?
  package let asKnownOn: Day?
  /// Nil where there are no sales at all.
  package let weeks: DriverWeeks?
  package let lens: SalesLens?
  package let others: [SalesLens]
  package let through: Week?
  package let before: Int64
  package let after: Int64
  package let effects: [Effect]
  package let continuing: Continuing
  package let parts: [Part]
  /// What moves from volume to mix when the parts become one whole; nil where the method has neither.
  package let shift: Int64?
  package let new: Listings
  package let lost: Listings
  package let focus: Focus?
  package let focusBefore: Focus?

  package var change: Int64 { after - before }
  package var name: String {
    switch (account, product) {
    case (let account?, let product?): "\(product.name) at \(account.name)"
    case (let one?, nil), (nil, let one?): one.name
    case (nil, nil): "All accounts"
    }
  }
  package var hasData: Bool { lens != nil && (before != 0 || after != 0 || !parts.isEmpty) }
}
