import Demo
import Foundation
import TimeSeries

/// How far a price or promotion known ahead moves the forecasts of items at retailers, beside what was planted.
struct DemoMove {
  let name: String
  /// Per cent of sales for one per cent, or the logarithm of sales with it over sales without.
  var misses: [Double] = []
  var held = 0

  mutating func add(moved: Double, planted: Double, effect: DriverEffect) {
    misses.append(moved - planted)
    held += abs(moved - planted) <= 1.96 * effect.standardError ? 1 : 0
  }

  mutating func add(_ other: DemoMove) {
    misses += other.misses
    held += other.held
  }

  var share: Double { 100 * Double(held) / Double(max(1, misses.count)) }

  var words: String {
    let mean = misses.reduce(0, +) / Double(max(1, misses.count))
    return
      "\(name) known ahead: \(misses.count) forecasts, \(String(format: "%.1f", share)) % moved by what was planted "
      + "within its interval; mean miss \(String(format: "%.3f", mean))"
  }
}

extension DemoWeekly {
  static let ahead = 8
  /// What becomes known: a price that is 6 % lower from now on, a cut by a fifth, a feature, a display.
  private static let changes: [(name: String, factor: Double?, by: Double)] = [
    ("price", 0.94, log(0.94)), ("cut", 0.8, log(0.8)), ("feature", nil, 1), ("display", nil, 1),
  ]

  /// A quarter of each category's items hear of one thing at a time, at all retailers; rivals' changes have effects of their
  /// own.
  func moves() async throws -> [DemoMove] {
    let planted = Planted(truths, company)
    var moves = Self.changes.map { DemoMove(name: $0.name) }
    for category in 0..<5 {
      let keys = cells.keys.filter { company.items[$0[1]].category == category && isSold($0) }
        .sorted { $0.lexicographicallyPrecedes($1) }
      let items = Set(keys.map { $0[1] }).sorted()
      let told = Set(items.enumerated().filter { $0.offset % 4 == 1 }.map(\.element))
      let stand = try panel(keys, told: [], change: 0), model = DriverModel(stand)
      let lasting = model.lastingEffects(of: 0), before = try await forecasts(keys, stand)
      for change in moves.indices {
        let after = try await forecasts(keys, panel(keys, told: told, change: change))
        for (one, key) in keys.enumerated() where told.contains(key[1]) {
          let effect = change == 0 ? lasting[one] : model.effect(of: change, on: one)
          guard let truth = planted.truth(change, key, category), effect.source == .series, before[one] > 0
          else { continue }
          moves[change].add(
            moved: log(after[one] / before[one]) / Self.changes[change].by, planted: truth, effect: effect)
        }
      }
    }
    return moves
  }

  /// In all of the last half year.
  private func isSold(_ key: [Int]) -> Bool {
    (cells[key] ?? []).suffix(26).allSatisfy { $0.facts > 0 && $0.units > 0 }
  }

  private func panel(_ keys: [[Int]], told: Set<Int>, change: Int) throws -> DriverPanel {
    let series = keys.map { key in
      let known = laid(key, history: Self.weeks)
      let drivers = known.drivers.enumerated().map { place, values in
        let kind = Self.drivers[place].kind, last = values.last.flatMap { $0 } ?? 1
        var next = kind == .share ? 0 : place == 1 ? 1 : last
        if told.contains(key[1]), place == change { next = Self.changes[place].factor.map { $0 * next } ?? 1 }
        return values + [Double?](repeating: next, count: Self.ahead)
      }
      return DriverSeries(
        name: known.name, item: known.item, site: known.site, units: known.units, drivers: drivers)
    }
    return try DriverPanel(
      drivers: Self.drivers, series: series, season: 52.18, history: Self.weeks, horizon: Self.ahead)
  }

  /// Units of all weeks ahead, series by series.
  private func forecasts(_ keys: [[Int]], _ panel: DriverPanel) async throws -> [Double] {
    var engine = try ForecastEngine(horizon: Self.ahead)
    engine.threads = 2
    let series = try keys.map { key in
      let units = (cells[key] ?? []).map(\.units)
      return try Series(Array(units.drop { $0 == 0 }), season: 52)
    }
    let seated = SeatedPanel(
      panel, seats: Array(keys.indices), delays: keys.map { _ in 0 })
    return await engine.forecast(series, panels: [seated]).map { $0.point.reduce(0, +) }
  }
}
