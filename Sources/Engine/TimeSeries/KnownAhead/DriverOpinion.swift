import Foundation

/// Three forecasts of one series from one origin.
///
/// The pool's, moved by drivers that stay; the regression's by drivers; and the pool's of a history that is cleared of what the drivers did, with what they
/// will do put back. The regression knows few series' seasons and the pool no promotion: the third has both.
struct DriverOpinion: Sendable {
  let pool: [Double]
  let regression: [Double]
  let cleared: [Double]
  /// Standard deviation of the logarithm, by the regression.
  let spread: [Double]

  static let count = 3

  var all: [[Double]] { [pool, regression, cleared] }

  /// `first`: the first step forecast, counted from 1 behind the model's history. `feasts`: of the cleared series.
  init(
    _ model: DriverModel, seat: Int, series: Series, trial: Trial, weights: PoolWeights, first: Int,
    steps: Int, feasts: SharedPeaks?
  ) {
    let pull = model.pull(seat), end = model.panel.history + first - 1
    let series = series.without(trial.outliers)
    let clear = model.cleared(seat, series, first: first)
    let off = feasts?.peaks(of: clear)?.off(series.values.count, horizon: steps)
    let plain = Pool(
      series, horizon: steps, members: trial.members, memory: trial.memory, without: off)
    pool = weights.combined(plain.forecasts.map(\.future)).enumerated().map {
      max(0, $0.element) * exp(model.lasting.pull(seat, ahead: first + $0.offset))
    }
    let cleanPool = Pool(
      clear, horizon: steps, members: trial.members, memory: trial.memory,
      without: off)
    let most = model.ceiling(seat)
    cleared = weights.combined(cleanPool.forecasts.map(\.future)).enumerated().map {
      min(most, max(0, $0.element) * exp(pull[end + $0.offset]))
    }
    let known = model.forecast(seat, from: first, steps: steps)
    (regression, spread) = (known.mean, known.spread)
  }
}

extension DriverModel {
  /// A series' values without what drivers, rivals and the calendar did; its end lies `first` - 1 steps behind the history's.
  func cleared(_ one: Int, _ series: Series, first: Int) -> Series {
    let pull = pull(one), start = panel.history + first - 1 - series.values.count
    return Series(
      unchecked: series.values.enumerated().map { $0.element * exp(-pull[start + $0.offset]) },
      season: series.season)
  }

  /// By how much the logarithm of sales is moved by drivers, rivals and the calendar, over history and future.
  func pull(_ one: Int) -> [Double] {
    let b = learned.coefficients(one)
    var pull = [Double](repeating: 0, count: panel.span)
    for (k, term) in terms.terms.enumerated() where term.cause != .season {
      for step in pull.indices { pull[step] += b[k] * terms.columns[k][one * panel.span + step] }
    }
    for ahead in 1...panel.horizon { pull[panel.history + ahead - 1] += lasting.pull(one, ahead: ahead) }
    return pull.map { min(Self.mostPull, max(-Self.mostPull, $0)) }
  }

  static let mostPull = 4.0

  /// The most units that the item's history lets one think of at a series' level.
  func ceiling(_ one: Int) -> Double { exp(learned.rows.mean[one] + reach[groups.itemOf[one]].upperBound) }
}
