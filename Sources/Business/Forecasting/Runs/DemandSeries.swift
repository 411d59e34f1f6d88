import Kernel
import TimeSeries

/// Weekly demand of one account and product, ready to be forecast, or why it is not.
enum DemandSeries {
  /// Sold nothing for so long: nothing is planned for it any more.
  static let longestSilence: Int32 = 26
  /// A file later than this is no late file: the customer is not reported any more.
  static let longestDelay: Int32 = 13
  static let season = 52
  static let recentWeeks: Int32 = 13

  enum Outcome {
    case ready(Ready)
    /// In words that a reader of the version understands.
    case leftOut(String)
  }

  struct Ready: Sendable {
    let series: Series
    /// Weeks between the series' end and the last week with data of any account.
    let delay: Int
    let filled: Int
  }

  /// Lays out what was sold, in thousandths of a unit by week, over the weeks that its account reported.
  ///
  /// A week that the account reported and in which this was not sold is nothing sold; a week that it did not report
  /// is a gap. What lies before a gap too long to fill is left away.
  static func lay(_ sold: [Int32: Int64], reported: Set<Int32>, through: Int32) -> Outcome {
    guard let first = sold.keys.min(), let lastSold = sold.filter({ $0.value != 0 }).keys.max() else {
      return .leftOut("never sold")
    }
    guard let end = reported.filter({ $0 <= through }).max(), end >= first else {
      return .leftOut("never reported")
    }
    let delay = through - end
    guard delay <= longestDelay else { return .leftOut("no file for \(delay) weeks") }
    guard end - lastSold < longestSilence else { return .leftOut("nothing sold for \(end - lastSold) weeks") }
    var values: [Double] = [], missing = 0
    for week in first...end {
      if let units = sold[week] {
        values.append(Double(units) / 1_000)
      } else if reported.contains(week) {
        values.append(0)
      } else {
        values.append(.nan)
        missing += 1
        // Behind a gap too long to fill the series begins anew.
        if missing > Gaps.longest(season: season) { values.removeAll() }
        continue
      }
      missing = 0
    }
    guard !values.isEmpty else { return .leftOut("never reported") }
    let filled = Gaps.fill(&values, season: season)
    guard let series = try? Series(values, season: season) else { return .leftOut("no number") }
    return .ready(Ready(series: series, delay: Int(delay), filled: filled))
  }

  /// The engine's answer in whole units, `horizon` weeks behind the last week with data.
  ///
  /// Units are rounded on the running sum, so that no stretch of weeks is off by more than one: a third of a unit a
  /// week becomes one every third week and not nothing for ever. `ends` is the first week that is planned no more.
  static func plan(
    _ forecast: SeriesForecast, _ ready: Ready, horizon: Int, ends: Int?, through: Week
  ) -> SeriesPlan {
    let steps = ready.delay..<(ready.delay + horizon)
    func isOver(_ step: Int) -> Bool { ends.map { step - ready.delay >= $0 } ?? false }
    func line(_ values: [Double]) -> [Double] { steps.map { isOver($0) ? 0 : values[$0] } }
    let point = line(forecast.point).map { max(0, $0) }
    let naive = SeasonalNaive.forecast(ready.series, horizon: ready.delay + horizon).future
    var flags = forecast.flags.map { words($0, through: through.advanced(by: -ready.delay)) }
    if ready.filled > 0 { flags.append("\(ready.filled) missing weeks were filled in") }
    if ready.delay > 0 { flags.append("its newest file is \(ready.delay) weeks behind the others") }
    if ends != nil { flags.append("delisted: nothing is planned from then on") }
    func bounds(_ place: Int, isUpper: Bool) -> [Int64] {
      guard forecast.intervals.indices.contains(place) else { return [] }
      let one = forecast.intervals[place]
      return line(isUpper ? one.upper : one.lower).map { whole(max(0, $0)) }
    }
    let parts = forecast.parts
    let level = parts.level.enumerated().map { step, units in
      forecast.causes.isEmpty
        ? units
        : forecast.causes[step].reduce(units) { $0 + ($1.cause == KnownDrivers.stores ? $1.units : 0) }
    }
    func cause(_ isIt: (DriverCause) -> Bool) -> [Int64] {
      guard !forecast.causes.isEmpty else { return [] }
      return line(forecast.causes.map { $0.reduce(0) { $0 + (isIt($1.cause) ? $1.units : 0) } }).map(
        hundredths)
    }
    return SeriesPlan(
      method: forecast.method, flags: flags,
      againstNaive: forecast.errorAgainstNaive.map { BasisPoints(Int(min(1e6, $0 * 10_000).rounded())) },
      statistical: rounded(point), low80: bounds(0, isUpper: false), high80: bounds(0, isUpper: true),
      low95: bounds(1, isUpper: false), high95: bounds(1, isUpper: true),
      naive: line(naive).map { whole(max(0, $0)) }, level: line(level).map(hundredths),
      trend: line(parts.trend).map(hundredths), season: line(parts.season).map(hundredths),
      price: cause { KnownDrivers.prices.contains($0) },
      promotion: cause { KnownDrivers.promotions.contains($0) },
      neighbours: cause { $0 == .rivals }, scale: hundredths(usualChange(ready.series)))
  }

  static func rounded(_ values: [Double]) -> [Int64] {
    var sum = 0.0, before: Int64 = 0
    return values.map { value in
      sum += value
      let now = whole(sum)
      defer { before = now }
      return now - before
    }
  }

  /// Mean change from the same week a year before, or from the week before where there is no year.
  private static func usualChange(_ series: Series) -> Double {
    let values = series.values, lag = values.count > series.season ? series.season : 1
    guard values.count > lag else { return 0 }
    let sum = (lag..<values.count).reduce(0.0) { $0 + abs(values[$1] - values[$1 - lag]) }
    return sum / Double(values.count - lag)
  }

  private static func whole(_ value: Double) -> Int64 { Int64(max(-9e15, min(9e15, value)).rounded()) }
  private static func hundredths(_ value: Double) -> Int64 { whole(value * Double(SeriesPlan.partScale)) }

  /// `through`: the week of the series' last value.
  private static func words(_ flag: SeriesForecast.Flag, through: Week) -> String {
    switch flag {
    case .constant: "every week was the same"
    case .fewValues(let count): count == 1 ? "one week of sales only" : "\(count) weeks of sales only"
    case .shortOfSeason: "less than two years of sales: no season"
    case .naiveAsGood: "repeating last year was as good"
    case .untested: "too short to be tested on its own end"
    case .intermittent: "sells now and then: a method for slow movers"
    case .outlier(let back, let value, let expected):
      "the week to \(DisplayNumber.day(through.advanced(by: 1 - back).lastDay)) stands alone with \(DisplayNumber.grouped(whole(value))) units: "
        + "learned from as if it had been \(DisplayNumber.grouped(whole(expected)))"
    }
  }
}
