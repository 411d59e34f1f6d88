import Foundation
import TimeSeries

/// How often the intervals of a level's series held what came.
struct DemoCoverage {
  static let nominal = [80.0, 95]

  let level: String
  var series: Int
  private var weeks = 0.0
  private var weeksHeld = [0.0, 0]
  private var sums = 0.0
  private var sumsHeld = [0.0, 0]

  init(level: String, series: Int) { (self.level, self.series) = (level, series) }

  mutating func add(_ forecast: SeriesForecast, _ future: [Double]) {
    for step in future.indices {
      weeks += 1
      for (place, interval) in forecast.intervals.enumerated()
      where (interval.lower[step] - 0.5...interval.upper[step] + 0.5).contains(future[step]) {
        weeksHeld[place] += 1
      }
    }
    let sum = future.reduce(0, +), steps = 0..<future.count
    sums += 1
    for (place, percent) in Self.nominal.enumerated() {
      let tail = (1 - percent / 100) / 2
      if forecast.quantile(tail, ofSum: steps) <= sum, sum <= forecast.quantile(1 - tail, ofSum: steps) {
        sumsHeld[place] += 1
      }
    }
  }

  mutating func add(_ other: DemoCoverage) {
    weeks += other.weeks
    sums += other.sums
    for place in weeksHeld.indices {
      weeksHeld[place] += other.weeksHeld[place]
      sumsHeld[place] += other.sumsHeld[place]
    }
  }

  /// In percent, at the nominal levels.
  var held: [Double] { weeksHeld.map { 100 * $0 / max(1, weeks) } }
  var heldOfSums: [Double] { sumsHeld.map { 100 * $0 / max(1, sums) } }

  var words: String {
    func words(_ shares: [Double]) -> String {
      zip(Self.nominal, shares).map { "\(Int($0)) % holds \(String(format: "%.1f", $1))" }.joined(
        separator: ", ")
    }
    return "\(level): \(series) series; weeks \(words(held)); quarter's sums \(words(heldOfSums))"
  }
}
