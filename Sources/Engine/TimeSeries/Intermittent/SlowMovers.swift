import Foundation

/// Slow movers of one range, forecast together: a single one tells too little of how it should be smoothed.
///
/// Every series asks the same few opinions (`SlowRates`); how much each opinion counts, for each pattern of
/// demand, is what would have foretold all series of that pattern best at earlier origins. Weights are above
/// zero and sum up to one, and lean on equal ones where there is little to learn from. Bates and Granger,
/// "The combination of forecasts", Operational Research Quarterly 20 (1969), over many series.
package struct SlowMovers: Sendable {
  package let horizon: Int
  private let weights: [DemandClass.Pattern: [Double]]
  private let demands: DemandSpread

  /// Origins, as if all opinions were one apart, that stand for equal weights.
  static let doubt = 10.0
  static let mostOrigins = 3

  package init(_ series: [Series], horizon: Int) throws(SeriesRefusal) {
    guard (1...1_000).contains(horizon) else { throw .horizon(horizon) }
    self.horizon = horizon
    var tables: [DemandClass.Pattern: OpinionTable] = [:]
    for one in series {
      let pattern = DemandClass(one).pattern
      tables[pattern, default: OpinionTable()].add(one, horizon: horizon)
    }
    let weights = tables.mapValues { $0.weights(doubt: Self.doubt) }
    self.weights = weights
    demands = DemandSpread(series, horizon: horizon) { one, count in
      Self.rate(one, count, weights)
    }
  }

  private static func rate(_ one: Series, _ count: Int, _ weights: [DemandClass.Pattern: [Double]]) -> Double
  {
    let opinions = one.values.withUnsafeBufferPointer { SlowRates.opinions($0, count) }
    guard let weights = weights[DemandClass(one).pattern] else {
      return opinions.reduce(0, +) / Double(opinions.count)
    }
    return zip(opinions, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// One step's demand of a series of the range.
  package func forecast(_ one: Series) -> SlowForecast {
    demands.forecast(one, rate: Self.rate(one, one.values.count, weights))
  }

  /// Ends of histories, oldest last, at which opinions are held against what followed.
  static func origins(_ count: Int, horizon: Int) -> [Int] {
    let step = min(horizon, max(1, count / 3))
    return (1...mostOrigins).map { count - $0 * step }.filter { $0 >= max(4, count / 2) }
  }
}
