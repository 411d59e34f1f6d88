import Foundation

/// The columns of the regression, made of a panel's drivers.
///
/// Beside each driver: price times promotion, the step before (stocks at home), the mean over all sites (a
/// chain-wide deal is advertised, a store's own is not; Mundlak, "On the pooling of time series and cross
/// section data", Econometrica 46, 1978), the prices and promotions of rivals, the calendar and two waves of
/// a year.
struct DriverTerms: Sendable {
  private(set) var terms: [DriverTerm] = []
  private(set) var columns: [[Double]] = []
  let series: Int
  let span: Int

  /// Sites from which on the mean over them says more than one alone.
  static let fewestSites = 5
  static let mostRivals = 16

  init(_ panel: DriverPanel, _ matrix: DriverMatrix, _ groups: PanelGroups) {
    (series, span) = (panel.series.count, panel.span)
    addOwn(matrix)
    if groups.items.contains(where: { $0.count >= Self.fewestSites }) { addChain(matrix, groups) }
    addRivals(matrix, groups)
    for (place, driver) in panel.calendar.enumerated() {
      add(DriverTerm(cause: .calendar(place)), repeated(driver.values))
    }
    addSeason(panel)
  }

  var count: Int { terms.count }

  mutating func setColumn(_ term: Int, _ row: Int, _ value: Double) { columns[term][row] = value }

  mutating func add(_ term: DriverTerm, _ column: [Double]) {
    guard column.contains(where: { $0 != column[0] }) else { return }
    terms.append(term)
    columns.append(column)
  }

  /// The columns of the terms, row by row, as the regression wants them.
  func rows() -> [Double] {
    let width = count
    var rows = [Double](repeating: 0, count: series * span * width)
    rows.withUnsafeMutableBufferPointer { rows in
      for (place, column) in columns.enumerated() {
        column.withUnsafeBufferPointer { column in
          for row in 0..<(series * span) { rows[row * width + place] = column[row] }
        }
      }
    }
    return rows
  }

  private mutating func addOwn(_ matrix: DriverMatrix) {
    for (driver, kind) in matrix.kinds.enumerated() {
      // The mean of published own-price elasticities lies near -2.6 for shelf prices over time (Bijmolt, van
      // Heerde and Pieters, 2005), less where promotions are counted apart.
      let belief = kind == .price ? -2.0 : kind == .size ? 1.0 : 0.2
      add(DriverTerm(cause: .driver(driver), priorMean: belief), matrix.columns[driver])
      if kind != .size {
        add(DriverTerm(cause: .driver(driver), isLag: true), lagged(matrix.columns[driver]))
      }
    }
    for (price, share) in matrix.pairs {
      add(
        DriverTerm(cause: .driver(share), isProduct: true),
        product(matrix.columns[price], matrix.columns[share]))
    }
  }

  private mutating func addChain(_ matrix: DriverMatrix, _ groups: PanelGroups) {
    let means = matrix.kinds.indices.map { matrix.chainMean($0, groups.items) }
    for (driver, kind) in matrix.kinds.enumerated() where kind != .size {
      add(DriverTerm(cause: .driver(driver)), means[driver])
    }
    for (price, share) in matrix.pairs {
      add(DriverTerm(cause: .driver(share), isProduct: true), product(means[price], means[share]))
    }
  }

  private mutating func addRivals(_ matrix: DriverMatrix, _ groups: PanelGroups) {
    guard groups.items.count > 1 else { return }
    for driver in matrix.kinds.indices where matrix.kinds[driver] == .share {
      var total = [Double](repeating: 0, count: series * span)
      for members in groups.sites {
        for step in 0..<span {
          var sum = 0.0
          for one in members { sum += matrix.columns[driver][one * span + step] }
          for one in members { total[one * span + step] = sum - matrix.columns[driver][one * span + step] }
        }
      }
      add(DriverTerm(cause: .rivals), total)
    }
    guard let price = matrix.kinds.firstIndex(of: .price), groups.items.count <= Self.mostRivals else {
      return
    }
    for rival in groups.items.indices {
      add(DriverTerm(cause: .rivals, rival: rival), rivalPrice(rival, matrix.columns[price], groups))
    }
  }

  private func rivalPrice(_ rival: Int, _ price: [Double], _ groups: PanelGroups) -> [Double] {
    var column = [Double](repeating: 0, count: series * span)
    for members in groups.sites {
      guard let theirs = members.first(where: { groups.itemOf[$0] == rival }) else { continue }
      for one in members where one != theirs {
        for step in 0..<span { column[one * span + step] = price[theirs * span + step] }
      }
    }
    return column
  }

  /// Two waves where the history holds a year and a half of at least four steps.
  private mutating func addSeason(_ panel: DriverPanel) {
    guard panel.season >= 4, Double(panel.history) >= 1.5 * panel.season else { return }
    for wave in [1.0, 2.0] where 2 * wave < panel.season {
      let turn = 2 * Double.pi * wave / panel.season
      add(DriverTerm(cause: .season), repeated((0..<span).map { cos(turn * Double($0)) }))
      add(DriverTerm(cause: .season), repeated((0..<span).map { sin(turn * Double($0)) }))
    }
  }

  private func product(_ left: [Double], _ right: [Double]) -> [Double] { zip(left, right).map { $0 * $1 } }

  func repeated(_ values: [Double]) -> [Double] {
    var column: [Double] = []
    column.reserveCapacity(series * span)
    for _ in 0..<series { column += values }
    return column
  }

  private func lagged(_ column: [Double]) -> [Double] {
    var shifted = column
    for one in 0..<series {
      for step in stride(from: span - 1, to: 0, by: -1) {
        shifted[one * span + step] = column[one * span + step - 1]
      }
    }
    return shifted
  }
}
