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

  static func short(_ metric: Metric.Name, _ performance: Performance) -> String {
    let now = performance.current
    return switch metric {
    case .units: DisplayNumber.short(now.units / 1_000)
    case .value: DisplayNumber.short(now.value / 100, decimals: 2)
    case .cost: now.cost.map { DisplayNumber.short($0 / 100, decimals: 2) } ?? "–"
    case .averagePrice:
      now.averagePrice.map(price) ?? "–"
    case .storesSelling: DisplayNumber.short(Int64(performance.selling.stores))
    case .itemsSelling: DisplayNumber.short(Int64(performance.selling.items))
    }
  }

  func exact(_ metric: Metric.Name) -> String {
    text(metric, performance.current, performance.selling) ?? "nothing sold"
  }

  func exactLastYear(_ metric: Metric.Name) -> String? {
    guard performance.lastYear.facts > 0 else { return nil }
    return text(metric, performance.lastYear, performance.sellingLastYear)
  }

  private func text(_ metric: Metric.Name, _ figures: SalesFigures, _ selling: Performance.Selling) -> String?
  {
    switch metric {
    case .units: "\(Self.units(figures.units)) units"
    case .value: "\(Self.money(figures.value)) \(currency)"
    case .cost: figures.cost.map { "\(Self.money($0)) \(currency)" }
    case .averagePrice: figures.averagePrice.map { "\(Self.money($0)) \(currency)" }
    case .storesSelling: "\(selling.stores) stores"
    case .itemsSelling: "\(selling.items) items"
    }
  }

  /// The numbers that a change is made of: now and a year ago.
  func pair(_ metric: Metric.Name) -> (now: Int64, before: Int64)? {
    guard performance.lastYear.facts > 0 else { return nil }
    let (now, before) = (performance.current, performance.lastYear)
    switch metric {
    case .units: return (now.units, before.units)
    case .value: return (now.value, before.value)
    case .cost: return now.cost.flatMap { new in before.cost.map { (new, $0) } }
    case .averagePrice: return now.averagePrice.flatMap { new in before.averagePrice.map { (new, $0) } }
    case .storesSelling: return (Int64(performance.selling.stores), Int64(performance.sellingLastYear.stores))
    case .itemsSelling: return (Int64(performance.selling.items), Int64(performance.sellingLastYear.items))
    }
  }

  func filledFormula(_ metric: Metric.Name) -> String {
    let now = performance.current
    return switch metric {
    case .averagePrice:
      "\(Self.money(now.value)) \(currency) / \(Self.units(now.units)) units = \(exact(metric))"
    default: "\(Metric.of(metric).formula) over \(DisplayNumber.grouped(now.facts)) facts = \(exact(metric))"
    }
  }

  func inputs(_ metric: Metric.Name) -> [Explanation.Pair] {
    var pairs = [
      Explanation.Pair(label: "Value", text: exact(.value)),
      Explanation.Pair(label: "Units", text: exact(.units)),
      Explanation.Pair(
        label: "Facts (site x item x week)", text: DisplayNumber.grouped(performance.current.facts)),
    ]
    if metric == .storesSelling || metric == .itemsSelling {
      pairs.append(Explanation.Pair(label: Metric.of(metric).name, text: exact(metric)))
    }
    return pairs
  }

  var filters: [Explanation.Pair] {
    let days =
      "\(DisplayNumber.day(performance.period.first.firstDay)) to "
      + "\(DisplayNumber.day(performance.period.last.lastDay))"
    let known = performance.knownOn.map {
      Explanation.Pair(
        label: "Known on", text: "\(DisplayNumber.day($0)): later imports and corrections left out")
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
    performance.knownOn.map { "As known on \(DisplayNumber.day($0)). \(newestText)" } ?? newestText
  }

  private var newestText: String {
    guard let first = performance.through.min(by: { $0.week < $1.week }) else { return "No data yet." }
    if performance.through.count == 1 {
      return "Data through \(DisplayNumber.day(first.week.lastDay)) (\(first.source))."
    }
    let newest = performance.through.map(\.week).max() ?? first.week
    let stale = performance.through.filter(\.isStale).map {
      "\($0.source) only to \(DisplayNumber.day($0.week.lastDay))"
    }
    return "Data through \(DisplayNumber.day(newest.lastDay)) from \(performance.through.count) sources"
      + (stale.isEmpty ? "." : "; \(stale.prefix(3).joined(separator: ", ")).")
  }

  private enum Words {
    static func subject(_ word: String) -> String {
      word == "portfolio" ? "Accounts" : word.prefix(1).uppercased() + word.dropFirst()
    }
  }
}
