import Kernel

/// What an item sold week by week at all sites of one source: what the rules about codes look at.
struct ItemHistory: Sendable, Hashable {
  struct Week: Sendable, Hashable {
    let week: Int32
    /// In thousandths.
    let units: Int64
    /// In ten-thousandths; nil where the source knows none.
    let value: Int64?
    let isPromoted: Bool
  }

  let item: Int32
  /// In ascending order; weeks without sales are left out.
  let weeks: [Week]

  var first: Int32 { weeks.first?.week ?? 0 }
  var last: Int32 { weeks.last?.week ?? 0 }

  /// The middle price of one unit over some weeks, in ten-thousandths; nil where none is known.
  static func price(_ weeks: ArraySlice<Week>) -> Int64? {
    let prices = weeks.compactMap(\.price).sorted()
    return prices.isEmpty ? nil : prices[prices.count / 2]
  }

  static func rate(_ weeks: ArraySlice<Week>) -> Int64 {
    let units = weeks.map(\.units).sorted()
    return units.isEmpty ? 0 : units[units.count / 2]
  }
}

extension ItemHistory.Week {
  /// Value by units, in ten-thousandths.
  var price: Int64? {
    guard let value, units > 0 else { return nil }
    return Int64(exactly: Int128(value) * 1_000 / Int128(units))
  }
}
