/// Numbers at equal steps of time, oldest first: never empty, never without a value, never infinite.
package struct Series: Hashable, Sendable {
  package let values: [Double]
  /// Steps in a season's cycle: 12 for months, 52 for weeks, 1 where there is none.
  package let season: Int
  /// Seasons beyond that one, in ascending order: 365 beside 7 for days.
  package let longer: [Int]

  /// Beyond this a square or a product of two values is no longer a number.
  package static let largest = 1e100

  package init(_ values: [Double], season: Int = 1, longer: [Int] = []) throws(SeriesRefusal) {
    guard !values.isEmpty else { throw .empty }
    for one in [season] + longer where !(1...10_000).contains(one) { throw .season(one) }
    for (place, value) in values.enumerated() where !(abs(value) <= Self.largest) {
      throw .notFinite(row: place + 1)
    }
    self.values = values
    self.season = season
    self.longer = Set(longer).filter { $0 > season }.sorted()
  }

  /// The same values without the last `count`; at least one stays.
  package func dropLast(_ count: Int) -> Series {
    Series(unchecked: Array(values.prefix(max(1, values.count - count))), season: season, longer: longer)
  }

  /// For values that stem from a series already.
  init(unchecked values: [Double], season: Int, longer: [Int] = []) {
    self.values = values
    self.season = season
    self.longer = longer
  }
}
