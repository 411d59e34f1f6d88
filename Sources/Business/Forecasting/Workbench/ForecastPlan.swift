import Accounts
import Catalog
import Kernel
import Targets

/// A version with its series and what people changed: the smallest parts, from which every level is summed.
struct ForecastPlan: Sendable {
  /// What of a version is shown side by side.
  enum Column: Sendable, CaseIterable { case statistical, sales, supply, consensus }

  /// What an override changed: for each series it met, what it added week by week.
  struct Effect: Sendable {
    let override: ForecastOverride
    let first: Int
    let added: [Int: [Int64]]
  }

  let version: ForecastVersion
  let keys: [SeriesKey]
  let series: [SeriesPlan]
  /// The account above each, as the tree stands today.
  let accountsAbove: [ID<Account>: ID<Account>]
  let productsAbove: [ID<Product>: ID<Product>]

  /// The series at or below an account and a product; nil stands for all.
  func members(_ account: ID<Account>?, _ product: ID<Product>?) -> [Int] {
    var byAccount: [ID<Account>: Bool] = [:], byProduct: [ID<Product>: Bool] = [:]
    return keys.indices.filter { place in
      Self.lies(keys[place].account, at: account, accountsAbove, &byAccount)
        && Self.lies(keys[place].product, at: product, productsAbove, &byProduct)
    }
  }

  private static func lies<Node>(
    _ node: ID<Node>, at top: ID<Node>?, _ above: [ID<Node>: ID<Node>], _ known: inout [ID<Node>: Bool]
  ) -> Bool {
    guard let top else { return true }
    if let answer = known[node] { return answer }
    var next: ID<Node>? = node, steps = 0, isBelow = false
    while let here = next, steps < 100, !isBelow {
      isBelow = here == top
      next = above[here]
      steps += 1
    }
    known[node] = isBelow
    return isBelow
  }

  /// The version's own forecast with these overrides laid on it in their order, and what each of them added.
  func applying(_ overrides: [ForecastOverride]) -> (units: [[Int64]], effects: [Effect]) {
    var units = series.map(\.statistical), effects: [Effect] = []
    for one in overrides.sorted(by: { $0.id < $1.id }) {
      guard let effect = effect(of: one, on: units) else { continue }
      for (place, added) in effect.added {
        for (step, more) in added.enumerated() { units[place][effect.first + step] += more }
      }
      effects.append(effect)
    }
    return (units, effects)
  }

  /// Spread to the smallest parts in proportion to what stands there; evenly where nothing does.
  private func effect(of one: ForecastOverride, on units: [[Int64]]) -> Effect? {
    let places = places(one.firstWeek, one.lastWeek)
    let members = members(one.account.flatMap { ID($0) }, one.product.flatMap { ID($0) })
    guard !places.isEmpty, !members.isEmpty else { return nil }
    let before = members.flatMap { units[$0][places] }
    let after = Self.spread(one.kind, one.amount, over: before)
    var added: [Int: [Int64]] = [:]
    for (place, member) in members.enumerated() {
      let cells = (place * places.count)..<((place + 1) * places.count)
      added[member] = cells.map { after[$0] - before[$0] }
    }
    return Effect(override: one, first: places.lowerBound, added: added)
  }

  /// Parts that sum to the new whole, to the unit.
  static func spread(_ kind: ForecastOverride.Kind, _ amount: Int64, over parts: [Int64]) -> [Int64] {
    let sum = parts.reduce(0, +)
    let whole: Int64 =
      switch kind {
      case .units: amount
      case .percent:
        Int64(clamping: (Int128(sum) * Int128(10_000 + amount) + (sum < 0 ? -5_000 : 5_000)) / 10_000)
      }
    return FairSplit.phased(max(0, whole), by: parts)
  }

  /// The forecast weeks of a range, as places from 0.
  func places(_ first: Week, _ last: Week) -> Range<Int> {
    let from = max(0, first.ordinal - version.through.ordinal - 1)
    let to = min(version.horizon, last.ordinal - version.through.ordinal)
    return from < to ? from..<to : 0..<0
  }

  func units(
    _ column: Column, _ overrides: [ForecastOverride]
  ) -> (units: [[Int64]], effects: [Effect]) {
    switch column {
    case .statistical: applying([])
    case .sales: applying(overrides.filter { $0.desk == .sales })
    case .supply: applying(overrides.filter { $0.desk == .supply })
    case .consensus: applying(overrides)
    }
  }

  /// Week by week over some series.
  func summed(_ members: [Int], _ lines: (Int) -> [Int64]) -> [Int64] {
    var sums = [Int64](repeating: 0, count: version.horizon)
    for member in members {
      let line = lines(member)
      for place in sums.indices where place < line.count { sums[place] += line[place] }
    }
    return sums
  }
}
