import Foundation
import TimeSeries

/// Holds a range of slow movers forecast together against the five published methods.
struct SlowRange {
  private let past: [Series]
  private let future: [[Double]]
  private let horizon: Int
  private static let levels = [(0.5, 0.0), (0.75, 0.6745), (0.9, 1.2816), (0.95, 1.6449)]

  init(_ all: [[Double]], horizon: Int) throws {
    let used = all.filter { $0.dropLast(horizon).contains { $0 > 0 } }
    past = try used.map { try Series(Array($0.dropLast(horizon))) }
    future = used.map { Array($0.suffix(horizon)) }
    self.horizon = horizon
  }

  /// Weeks of client, warehouse and product of the VN1 file.
  static func vn1(_ file: String) throws -> [[Double]] {
    var series: [String: [(week: String, units: Double)]] = [:]
    for row in try rows(file) {
      series[row[0] + "/" + row[1] + "/" + row[2], default: []].append((row[3], number(row[5])))
    }
    return series.keys.sorted().map { (series[$0] ?? []).sorted { $0.week < $1.week }.map(\.units) }
  }

  func report() throws {
    let start = cpu(), pool = try SlowMovers(past, horizon: horizon), spent = cpu() - start
    var scores: [String: (scaled: Double, pinball: Double)] = [:]
    for (place, series) in past.enumerated() {
      let ours = pool.forecast(series)
      var rivals = [Croston.plain.forecast(series, horizon: 1), Croston.sba.forecast(series, horizon: 1)]
      rivals += [TSB().forecast(series, horizon: 1), ADIDA.forecast(series, horizon: 1)]
      rivals.append(IMAPA.forecast(series, horizon: 1))
      add(&scores, "together", place, ours.mean) { level, _ in ours.quantile(level) }
      for rival in rivals {
        let misses = zip(series.values, rival.fitted).dropFirst().map { ($0 - $1) * ($0 - $1) }
        let spread = (misses.reduce(0, +) / Double(max(1, misses.count))).squareRoot()
        add(&scores, rival.method, place, rival.future[0]) { max(0, rival.future[0] + $1 * spread) }
      }
    }
    print("\(past.count) series, \(horizon) steps, \(String(format: "%.2f", spent)) CPU seconds to learn")
    for (method, score) in scores.sorted(by: { $0.value.scaled < $1.value.scaled }) {
      let both = [score.scaled, score.pinball].map { String(format: "%.4f", $0 / Double(past.count)) }
      print("  \(method): RMSSE \(both[0]), pinball over mean \(both[1])")
    }
  }

  private func add(
    _ scores: inout [String: (scaled: Double, pinball: Double)], _ method: String, _ place: Int,
    _ mean: Double,
    _ quantile: (Double, Double) -> Double
  ) {
    let values = past[place].values, usual = values.reduce(0, +) / Double(values.count)
    let steps = zip(values.dropFirst(), values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    var misses = 0.0, loss = 0.0
    for truth in future[place] {
      misses += (truth - mean) * (truth - mean)
      for (level, z) in Self.levels {
        let bound = quantile(level, z)
        loss += (truth >= bound ? level : level - 1) * (truth - bound)
      }
    }
    let meanStep = steps / Double(max(1, values.count - 1))
    let scaled = meanStep > 0 ? (misses / Double(horizon) / meanStep).squareRoot() : 0
    let pinball = loss / usual / Double(horizon * Self.levels.count)
    let old = scores[method] ?? (0, 0)
    scores[method] = (old.scaled + scaled, old.pinball + pinball)
  }
}
