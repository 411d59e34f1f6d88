package import Blueprint
package import Kernel

extension Metric {
  /// As a table shows it, without its unit; a dash where there is no such figure.
  package func shown(_ figure: Exact?) -> String {
    guard let figure, let (units, decimals) = digits(figure) else { return "–" }
    return DecimalText.grouped(units, decimals: decimals)
  }

  /// As a data file holds it: plain digits, empty where there is no such figure.
  package func plain(_ figure: Exact?) -> String {
    guard let figure, let (units, decimals) = digits(figure) else { return "" }
    return DecimalText.plain(units, decimals: decimals)
  }

  package func cell(_ figure: Exact?) -> Table.Cell {
    guard let figure, let (units, decimals) = digits(figure) else { return .empty }
    return .decimal(units: units, scale: decimals)
  }

  /// The whole figure with its unit: `38.00 EUR`, `50.0 %`, `12 stores`.
  package func exact(_ figure: Exact?, _ currency: Currency?) -> String? {
    guard let figure else { return nil }
    let money = currency?.code ?? ""
    switch format {
    case .money: return figure.rounded(decimals: 4).map { "\(ShownFigures.money($0)) \(money)" }
    case .price:
      return figure.rounded(decimals: 4).map {
        "\(ShownFigures.money($0)) \(money)\(id == .sppd ? " per point" : "")"
      }
    case .count where id == .units: return "\(shown(figure)) units"
    case .count: return "\(shown(figure)) \(unit)"
    case .volume: return "\(shown(figure)) EQ"
    case .percent: return "\(shown(figure)) %"
    case .index, .points: return shown(figure)
    }
  }

  /// For a tile: shortened above a hundred, with the unit beside it.
  package func tile(_ figure: Exact?) -> String {
    guard let figure else { return "–" }
    switch format {
    case .count: return figure.rounded(decimals: 0).map { DisplayNumber.short($0) } ?? "–"
    case .money, .volume:
      return figure.rounded(decimals: 2).map { DisplayNumber.short($0, decimals: 2) } ?? "–"
    case .percent: return "\(shown(figure)) %"
    case .price, .index, .points: return shown(figure)
    }
  }

  /// Digits and how many of them stand after the point.
  private func digits(_ figure: Exact) -> (Int64, Int)? {
    var places = decimals
    switch format {
    // Weighed goods keep what they have of three decimals; all else is whole.
    case .count: places = figure.decimals(most: 0) == 0 ? 0 : 3
    case .money: places = max(2, figure.decimals(most: 4) ?? 4)
    // Below ten cents two decimals would say too little.
    case .price:
      if let rough = figure.rounded(decimals: 4), abs(rough) < 1_000 { places = 4 }
    case .volume, .percent, .index, .points: break
    }
    return figure.rounded(decimals: places).map { ($0, places) }
  }

  /// The formula with the numbers in it.
  package func filled(_ subject: MetricSubject, _ currency: Currency?) -> String {
    let now = subject.now, result = exact(evaluate(subject), currency) ?? "none"
    func text(_ name: Name, _ of: MetricSubject) -> String {
      let metric = Metric.of(name)
      return metric.exact(metric.evaluate(of), currency) ?? "none"
    }
    func own(_ name: Name) -> String { text(name, subject) }
    func sides(_ part: String, _ whole: String) -> String { "\(part) / \(whole) = \(result)" }
    func money(_ amount: Int128?) -> String {
      Metric.of(.value).exact(amount.flatMap { Exact($0, over: 10_000) }, currency) ?? "none"
    }
    func count(_ amount: Int128?) -> String {
      Metric.of(.units).exact(amount.flatMap { Exact($0, over: 1_000) }, currency) ?? "none"
    }
    switch id {
    case .units, .value, .cost, .volume, .storesSelling, .itemsSelling:
      return "\(formula) over \(DisplayNumber.grouped(now.facts)) facts = \(result)"
    case .averagePrice: return sides(own(.value), own(.units))
    case .volumePrice: return sides(own(.value), own(.volume))
    case .basePrice:
      let sum = now.basePriced.flatMap { Exact($0, over: 10_000_000) }
      return sides(Metric.of(.value).exact(sum, currency) ?? "none", count(now.basePricedUnits))
    case .promotedPrice: return sides(money(now.dealValue), count(now.dealUnits))
    case .unitsOnDeal: return sides(count(now.dealUnits), count(now.flaggedUnits))
    case .valueOnDeal: return sides(money(now.dealValue), money(now.flaggedValue))
    case .acvDistribution: return sides(money(now.reach?.selling), money(now.reach?.all))
    case .tdp: return "\(money(now.reach?.byItem)) summed over items / \(money(now.reach?.all)) = \(result)"
    case .aic: return sides(own(.tdp), own(.acvDistribution))
    case .sppd: return sides(own(.value), "\(own(.tdp)) points")
    case .valuePerMillion: return "\(own(.value)) / (\(money(now.reach?.selling)) / 1,000,000) = \(result)"
    case .unitsPerStoreWeek: return "\(own(.units)) / \(own(.storesSelling)) / \(now.weeks) weeks = \(result)"
    case .valueShare: return sides(own(.value), money(subject.base?.value))
    case .unitShare: return sides(own(.units), count(subject.base?.units))
    case .fairShare: return fairShareFilled(subject, result)
    case .valueChange: return changeFilled(money(now.value), money(subject.before?.value), result)
    case .unitsChange: return changeFilled(count(now.units), count(subject.before?.units), result)
    case .shareOfGrowth: return sides(money(subject.growth), money(subject.baseGrowth))
    }
  }

  private func changeFilled(_ now: String, _ before: String, _ result: String) -> String {
    "(\(now) - \(before)) / \(before) = \(result)"
  }

  private func fairShareFilled(_ subject: MetricSubject, _ result: String) -> String {
    guard let base = subject.base, let market = subject.market, let whole = subject.marketBase else {
      return "none"
    }
    let share = Metric.of(.valueShare)
    let here = share.exact(Exact(100 * subject.now.value, over: base.value), nil) ?? "none"
    let rest = market.without(subject.now).value, restBase = whole.without(base).value
    return
      "\(here) here / \(share.exact(Exact(100 * rest, over: restBase), nil) ?? "none") elsewhere = \(result)"
  }
}

extension MetricSubject {
  /// How much more value than before.
  fileprivate var growth: Int128? { before.map { now.value - $0.value } }
  fileprivate var baseGrowth: Int128? { base.flatMap { new in baseBefore.map { new.value - $0.value } } }
}
