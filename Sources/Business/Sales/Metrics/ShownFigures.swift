import Foundation
import Kernel

/// A performance's figures in words: exact, short, and as they stand in formulas.
struct ShownFigures {
  private let performance: Performance

  init(_ performance: Performance) { self.performance = performance }

  var currency: String { performance.lens?.currency.code ?? "" }

  /// Exact for whole things; units that are weighed keep what they have of three decimals.
  static func units(_ units: Int64) -> String {
    DisplayNumber.decimal(units, scale: 3, decimals: units % 1_000 == 0 ? 0 : 3)
  }

  /// Two decimals, or as many as are needed to be exact.
  static func money(_ value: Int64) -> String {
    DisplayNumber.decimal(value, scale: 4, decimals: value % 100 == 0 ? 2 : value % 10 == 0 ? 3 : 4)
  }

  /// A price as tables and tiles show it; below ten cents two decimals would say too little.
  static func price(_ price: Int64) -> String {
    DisplayNumber.decimal(price, scale: 4, decimals: abs(price) < 1_000 ? 4 : 2)
  }

  /// The figures of this period, and of the year before, as the dictionary's metrics want them.
  var subject: MetricSubject {
    var subject = MetricSubject(inputs(performance.current, performance.selling))
    if performance.lastYear.facts > 0 {
      subject.before = inputs(performance.lastYear, performance.sellingLastYear)
    }
    return subject
  }

  private func inputs(_ figures: SalesFigures, _ selling: Performance.Selling) -> MetricInputs {
    var inputs = figures.inputs
    inputs.weeks = performance.period.count
    inputs.stores = selling.stores
    inputs.items = selling.items
    return inputs
  }

  static func short(_ metric: Metric.Name, _ performance: Performance) -> String {
    let metric = Metric.of(metric)
    return metric.tile(metric.evaluate(ShownFigures(performance).subject))
  }

  func exact(_ name: Metric.Name) -> String {
    let metric = Metric.of(name)
    return metric.exact(metric.evaluate(subject), performance.lens?.currency) ?? "nothing sold"
  }

  /// The numbers that a change is made of: now and a year ago.
  func pair(_ name: Metric.Name) -> (now: Int64, before: Int64)? {
    let metric = Metric.of(name)
    guard let now = metric.evaluate(subject), let before = subject.past.flatMap({ metric.evaluate($0) })
    else {
      return nil
    }
    return Exact.pair(now, before)
  }

  var filters: [Explanation.Pair] {
    let days =
      "\(DisplayNumber.day(performance.period.first.firstDay)) to "
      + "\(DisplayNumber.day(performance.period.last.lastDay))"
    let known = performance.knownOn.map {
      Explanation.Pair(
        label: "As known on", text: "\(DisplayNumber.day($0)): later imports and corrections left out")
    }
    return [
      Explanation.Pair(label: Words.subject(performance.subject), text: performance.name),
      Explanation.Pair(label: "Weeks", text: "\(performance.period.text) (\(days))"),
      Explanation.Pair(
        label: "Kind", text: performance.lens.map { "\($0.kind.label), \($0.currency)" } ?? "none"),
      Explanation.Pair(
        label: "Tree", text: performance.tree == .today ? "as it is today" : "as it was in each week"),
    ] + [known].compactMap(\.self)
  }

  var throughText: String {
    let newest = Performance.throughText(performance.through)
    return performance.knownOn.map { "As known on \(DisplayNumber.day($0)). \(newest)" } ?? newest
  }

  private enum Words {
    static func subject(_ word: String) -> String {
      word == "portfolio" ? "Accounts" : word.prefix(1).uppercased() + word.dropFirst()
    }
  }
}

extension Performance {
  /// Until when the data reach, in a sentence.
  package static func throughText(_ through: [Through]) -> String {
    guard let first = through.min(by: { $0.week < $1.week }) else { return "No data yet." }
    if through.count == 1 {
      return "Data through \(DisplayNumber.day(first.week.lastDay)) (\(first.source))."
    }
    let newest = through.map(\.week).max() ?? first.week
    let stale = through.filter(\.isStale).map { "\($0.source) only to \(DisplayNumber.day($0.week.lastDay))" }
    return "Data through \(DisplayNumber.day(newest.lastDay)) from \(through.count) sources"
      + (stale.isEmpty ? "." : "; \(stale.prefix(3).joined(separator: ", ")).")
  }
}
