/// How drivers that stay move behind the history, and what that does to each series.
///
/// The regression takes such a driver as it stood last; its move ahead counts by the effect that wandering levels leave to
/// it, and for the pool of methods, which knows no drivers, likewise.
struct LastingMoves: Sendable {
  private let series: Int
  private let horizon: Int
  /// Drivers that move ahead.
  let drivers: [Int]
  /// By driver, series and step ahead: in logarithms, from how it stood at the end of the history.
  private let moves: [[Double]]
  /// By driver and series.
  private var effects: [[DriverEffect]] = []

  var isEmpty: Bool { drivers.isEmpty }

  /// Takes the moves out of the terms.
  init(_ panel: DriverPanel, _ matrix: DriverMatrix, _ terms: inout DriverTerms) {
    let history = panel.history, horizon = panel.horizon, span = panel.span
    var drivers: [Int] = [], moves: [[Double]] = []
    for driver in panel.drivers.indices where panel.drivers[driver].stays {
      let column = matrix.columns[driver]
      let found = panel.series.indices.flatMap { one in
        (0..<horizon).map { column[one * span + history + $0] - column[one * span + history - 1] }
      }
      guard found.contains(where: { $0 != 0 }) else { continue }
      drivers.append(driver)
      moves.append(found)
      terms.hold(driver, behind: history)
    }
    (series, self.horizon, self.drivers, self.moves) = (panel.series.count, horizon, drivers, moves)
  }

  /// `effects`: by driver that moves ahead, and by series.
  mutating func learn(_ effects: [[DriverEffect]]) { self.effects = effects }

  func moves(_ one: Int) -> Bool {
    moves.contains { $0[(one * horizon)..<((one + 1) * horizon)].contains { $0 != 0 } }
  }

  /// By how much each driver that moves ahead shifts the logarithm of sales.
  func pulls(_ one: Int, ahead: Int) -> [(driver: Int, pull: Double)] {
    guard ahead >= 1 else { return [] }
    return drivers.indices.map { place in
      (drivers[place], effects[place][one].value * moves[place][one * horizon + ahead - 1])
    }
  }

  func pull(_ one: Int, ahead: Int) -> Double { pulls(one, ahead: ahead).reduce(0) { $0 + $1.pull } }

  /// Of that shift, by how unsure the effects are.
  func variance(_ one: Int, ahead: Int) -> Double {
    guard ahead >= 1 else { return 0 }
    return drivers.indices.reduce(0) { sum, place in
      let spread = effects[place][one].standardError * moves[place][one * horizon + ahead - 1]
      return sum + spread * spread
    }
  }
}

extension DriverTerms {
  /// A driver's own columns, those of the chain and of the step before included, stay as they are at the end of the history.
  mutating func hold(_ driver: Int, behind history: Int) {
    for place in terms.indices where terms[place].cause == .driver(driver) && !terms[place].isProduct {
      // One step before, a driver that stands still is what it is now.
      let source = terms[place].isLag ? ownColumn(driver) ?? columns[place] : columns[place]
      for one in 0..<series {
        let last = source[one * span + history - 1]
        for step in history..<span { setColumn(place, one * span + step, last) }
      }
    }
  }

  private func ownColumn(_ driver: Int) -> [Double]? {
    terms.firstIndex { $0.cause == .driver(driver) && !$0.isProduct && !$0.isLag }.map { columns[$0] }
  }
}
