/// Something known ahead that moves sales.
package struct Driver: Hashable, Sendable {
  /// How its values are read.
  package enum Kind: Hashable, Sendable {
    /// Above zero, in any currency: counts by its ratio to the usual price, and so do the prices of rivals.
    case price
    /// From 0 to 1: a feature, a display, the share of stores with either.
    case share
    /// Above zero: stores that sell it, hours open; counts by its ratio to the usual value.
    case size
  }

  package let name: String
  package let kind: Kind
  /// Moves stay, as those of a regular price without its cuts: what they do is told by how sales differ before and after.
  package let stays: Bool

  package init(_ name: String, _ kind: Kind, stays: Bool = false) {
    self.name = name
    self.kind = kind
    self.stays = stays
  }
}

/// Something of the calendar, the same for all series: a holiday week is 1, others 0.
package struct CalendarDriver: Hashable, Sendable {
  package let name: String
  /// Over history and future.
  package let values: [Double]

  package init(_ name: String, _ values: [Double]) {
    self.name = name
    self.values = values
  }
}

/// One item at one site (an account, a store): what it sold, and its drivers over history and future.
package struct DriverSeries: Sendable {
  package let name: String
  /// Series of one item at many sites learn from each other; other items of a site are rivals.
  package let item: Int
  package let site: Int
  /// As long as the history; nil where nothing was recorded.
  package let units: [Double?]
  /// For each driver of the panel a value for each step of history and future; nil where it is not known.
  package let drivers: [[Double?]]

  package init(name: String, item: Int, site: Int, units: [Double?], drivers: [[Double?]]) {
    self.name = name
    self.item = item
    self.site = site
    self.units = units
    self.drivers = drivers
  }
}
