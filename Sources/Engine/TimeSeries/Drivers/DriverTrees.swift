/// The trees' opinion beside the regression's, where a panel has rows enough to learn it.
struct DriverTrees: Sendable {
  let columns: TreeColumns
  let learned: BoostedTrees

  static let fewestRows = 5_000
  /// What the trees count in the forecast: the regression extrapolates, trees do not.
  static let weight = 1.0 / 3

  /// Nil where the rows are too few.
  init?(
    _ rows: PooledRows, _ terms: DriverTerms, _ matrix: DriverMatrix, _ groups: PanelGroups, season: Double
  ) {
    var taken: [Int] = [], target: [Double] = []
    for one in 0..<rows.series {
      for step in 0..<rows.history where rows.weight[one * rows.history + step] > 0 {
        taken.append(one * rows.span + step)
        target.append(rows.y[one * rows.history + step])
      }
    }
    guard taken.count >= Self.fewestRows else { return nil }
    columns = TreeColumns(terms, matrix, groups, season: season)
    learned = BoostedTrees(columns.columns, taken: taken, target: target)
  }

  /// The logarithm of sales over the series' mean: that of a usual week, and what each of the causes adds to
  /// it.
  func opinion(_ row: Int, _ causes: [DriverCause]) -> (usual: Double, parts: [Double]) {
    var now = [Double](repeating: 0, count: columns.columns.count), usual = now
    let values = columns.row(row)
    let base = learned.predict(values, parts: &now)
    _ = learned.predict(zip(values, columns.usual).map { $1 ?? $0 }, parts: &usual)
    var level = base, parts = [Double](repeating: 0, count: causes.count)
    for place in now.indices {
      guard let cause = columns.causes[place], let part = causes.firstIndex(of: cause) else {
        level += now[place]
        continue
      }
      level += usual[place]
      parts[part] += now[place] - usual[place]
    }
    return (level, parts)
  }
}
