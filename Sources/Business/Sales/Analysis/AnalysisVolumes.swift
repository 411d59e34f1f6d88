import Accounts
import Kernel
import Storage

/// What each store weighs in distribution: its all-commodity volume as stated, or an estimate from our own sales.
struct AnalysisVolumes {
  /// Ten-thousandths of the currency's unit, by site number.
  private(set) var weights: [Int32: Int64] = [:]
  /// How the weights came about, for whoever reads the figure.
  private(set) var note = ""

  private static let weeks: Int32 = 52

  init(
    _ sites: [AnalysisPlaces.Node], _ lens: SalesLens, _ sources: [SalesSource], through last: Int32,
    _ db: Connection
  ) throws {
    let places = sites.filter { $0.kind.isPlace && $0.merged == nil }
    var own: [Int32: Int64] = [:]
    let question = FactQuestion(
      [.total(.value)], of: sources,
      in: SalesScope(weeks: (last - Self.weeks + 1)...last, sites: SiteSet(sites.map(\.number))), by: .site)
    for (key, cell) in try question.answer(db).cells {
      if let sum = cell.sums[0], sum > 0 { own[key.site] = sum }
    }
    var stated: [Int32: Int64] = [:]
    for place in places {
      if let acv = place.acv, acv.currency == lens.currency {
        stated[place.number] = Self.tenThousandths(acv)
      }
    }
    combine(stated, own, lens)
  }

  private mutating func combine(_ stated: [Int32: Int64], _ own: [Int32: Int64], _ lens: SalesLens) {
    guard !stated.isEmpty else {
      weights = own
      note =
        own.isEmpty
        ? "No store states its ACV." : "ACV estimated from own sales of 52 weeks: no store states it."
      return
    }
    weights = stated
    let silent = own.filter { stated[$0.key] == nil }
    note = "ACV as stated for \(stated.count) \(stated.count == 1 ? "store" : "stores")."
    guard !silent.isEmpty else { return }
    // Own sales of a store that is silent are blown up as those of the stores that speak.
    let known = stated.reduce(Int128(0)) { own[$1.key] == nil ? $0 : $0 + Int128($1.value) }
    let sold = stated.reduce(Int128(0)) { $0 + Int128(own[$1.key] ?? 0) }
    guard sold > 0 else {
      note += " \(silent.count) that do not state it are left out."
      return
    }
    for (site, value) in silent {
      weights[site] = Exact(Int128(value) * known, over: sold).flatMap { Int64(exactly: $0.nearest) }
    }
    note += " For \(silent.count) that do not state it, it is estimated from own sales of 52 weeks."
  }

  private static func tenThousandths(_ money: Money) -> Int64 {
    let (scaled, overflow) = money.minor.multipliedReportingOverflow(
      by: DecimalText.power(max(0, 4 - money.currency.decimals)))
    return overflow ? money.minor : scaled
  }
}

extension AnalysisReader {
  /// The weight of all stores that pass the filters, by the members of places.
  mutating func volumes(_ weights: [Int32: Int64]) -> [AnalysisKey: Int128] {
    let used = dimensions.enumerated().filter { $0.element.side == .place }
    var sums: [AnalysisKey: Int128] = [:]
    for (place, chain) in chains.enumerated() where passes(chain) {
      guard let weight = weights[places.nodes[place].number] else { continue }
      for key in Self.subsets(siteKey(chain, used), used.map(\.offset)) {
        sums[key, default: 0] += Int128(weight)
      }
    }
    return sums
  }
}
