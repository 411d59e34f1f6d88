/// Sums that are kept together: which quantities, and how they lie in a segment.
///
/// A kept segment has a row per site (or item) and week. Its columns bear the numbers of measures, as those of all
/// segments do, but stand for other things: for each quantity its sum and its gap (how many facts do not know it),
/// and in `lines` how many facts there are.
struct RollUpSheet: Sendable {
  let number: Int
  let quantities: [SegmentScan.Quantity]

  private static let sumColumns: [Measure] = [.units, .value, .cost, .flags]
  private static let gapColumns: [Measure] = [.price, .basePrice, .promotedShare, .acv]

  static let all = [
    RollUpSheet(number: 0, quantities: [.total(.units), .total(.value), .total(.cost)]),
    RollUpSheet(
      number: 1,
      quantities: [
        .flagged(.units, .any), .flagged(.value, .any), .total(.units).given(.flags),
        .total(.value).given(.flags),
      ]),
    RollUpSheet(
      number: 2, quantities: [.weighted(.basePrice, by: .units), .total(.units).given(.basePrice)]),
  ]

  /// What is kept of every cell, sheet after sheet.
  static let quantities = all.flatMap(\.quantities)

  /// The columns of a segment of this sheet: sums, gaps, facts.
  var columns: [Measure] {
    Self.sumColumns.prefix(quantities.count) + Self.gapColumns.prefix(quantities.count) + [.lines]
  }

  /// What a scan of such segments must sum, in the order of `columns`.
  var scanned: [SegmentScan.Quantity] { columns.map { .total($0) } }

  /// A cell's sum, how many facts know it, and how many facts there are, from a scan of `scanned`.
  func read(_ place: Int, _ totals: ScanTotals, _ group: ScanTotals.Group) -> (sum: Int64?, count: Int64) {
    let facts = facts(totals, group), known = facts - (totals.sum(quantities.count + place, group) ?? 0)
    return (known == 0 ? nil : totals.sum(place, group) ?? 0, known)
  }

  func facts(_ totals: ScanTotals, _ group: ScanTotals.Group) -> Int64 {
    totals.sum(2 * quantities.count, group) ?? 0
  }

  /// The sheets that hold these quantities, the first always among them: it knows every group and its facts. Nil
  /// where a quantity is kept in none.
  static func holding(_ wanted: [SegmentScan.Quantity]) -> [RollUpSheet]? {
    let found = wanted.map { quantity in all.first { $0.quantities.contains(quantity) } }
    guard !found.contains(where: { $0 == nil }) else { return nil }
    let numbers = Set(found.compactMap { $0?.number })
    return all.filter { $0.number == 0 || numbers.contains($0.number) }
  }

  /// The place of this sheet's first quantity among all that are kept.
  var first: Int { Self.all.prefix(number).reduce(0) { $0 + $1.quantities.count } }
}
