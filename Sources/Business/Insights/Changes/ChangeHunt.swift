import Foundation
import Kernel
import Statistics

/// Judges all series together, so that the share of false findings among all can be stated.
struct ChangeHunt {
  /// One in ten.
  static let rate = BasisPoints(1_000)
  private static let search = ChangeSearch()

  /// A change, before it has names.
  struct Find {
    let kind: SalesChange.Kind
    let series: ChangeSeries
    let place: Int
    let value: Int64
    let low: Int64
    let high: Int64
    let change: BasisPoints
    let chance: Double
  }

  private var judged: [(series: ChangeSeries, found: ChangeSearch.Findings)] = []
  private(set) var unjudged = 0

  var judgedCount: Int { judged.count }

  mutating func judge(_ series: ChangeSeries, market: [Double]?) {
    guard let found = Self.search.examine(series.logs, known: series.known + (market.map { [$0] } ?? []))
    else {
      unjudged += 1
      return
    }
    judged.append((series, found))
  }

  mutating func skip() { unjudged += 1 }

  func finds() -> [Find] { levels() + oddWeeks() }

  /// Every series counts with its strongest step; further steps of one that passed must pass the same bar.
  private func levels() -> [Find] {
    let rate = Double(Self.rate.count) / 10_000
    guard let cut = falseDiscoveryCut(judged.map(\.found.p), rate: rate) else { return [] }
    return judged.flatMap { series, found in
      found.steps.filter { $0.p <= cut }.map { step in
        let later = found.steps.map(\.place).filter { $0 > step.place }.min() ?? series.values.count
        let level = Self.mean(series.values[step.place..<later])
        let half = 1.96 * step.standardError
        return Find(
          kind: .level, series: series, place: step.place, value: Self.gain(level, step.size),
          low: Self.gain(level, step.size - half), high: Self.gain(level, step.size + half),
          change: Self.points(step.size), chance: step.p)
      }
    }
  }

  /// Every week of every series counts. Of neighbours only the oddest is told: the others are its echo.
  private func oddWeeks() -> [Find] {
    let odd = OddWeeks(judged.flatMap { $0.found.surprises.dropFirst() })
    let chances = judged.map { $0.found.surprises.dropFirst().map(odd.p) }
    let rate = Double(Self.rate.count) / 10_000
    guard let cut = falseDiscoveryCut(chances.flatMap { $0 }, rate: rate) else { return [] }
    return zip(judged, chances).flatMap { one, chances -> [Find] in
      let places = chances.indices.filter { chances[$0] <= cut }.sorted { chances[$0] < chances[$1] }
      var told: [Int] = []
      for place in places where !told.contains(where: { abs($0 - place) <= 2 }) { told.append(place) }
      return told.map { find(one.series, one.found, week: $0 + 1, chance: chances[$0]) }
    }
  }

  private func find(
    _ series: ChangeSeries, _ found: ChangeSearch.Findings, week: Int, chance: Double
  ) -> Find {
    let expected = exp(found.expected[week]), half = 1.96 * found.spread
    func off(_ shift: Double) -> Int64 { series.values[week] - Self.whole(expected * exp(shift)) }
    return Find(
      kind: .odd, series: series, place: week, value: off(0), low: off(half), high: off(-half),
      change: Self.points(log(max(1, Double(series.values[week])) / expected)), chance: chance)
  }

  private static func mean(_ values: ArraySlice<Int64>) -> Double {
    values.isEmpty ? 0 : values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
  }

  /// What of a level a step brought: the level less what it was without it.
  private static func gain(_ level: Double, _ size: Double) -> Int64 { whole(level * (1 - exp(-size))) }

  private static func whole(_ value: Double) -> Int64 { Int64(max(-9e17, min(9e17, value)).rounded()) }

  private static func points(_ size: Double) -> BasisPoints {
    BasisPoints(Int(max(-1e7, min(1e7, (exp(size) - 1) * 10_000)).rounded()))
  }
}
