import Kernel
import TimeSeries

/// The launches that a company's own figures hold, and the curves that they teach.
struct PastLaunches: Sendable {
  private struct Known: Sendable {
    let account: Int32
    let product: Int32
    let category: Int32?
    let past: LaunchCurve.Past
  }

  /// A curve with what it was learned from.
  struct Lesson: Sendable {
    let curve: LaunchCurve
    /// `launches of 5 items in Snacks`; empty where there were too few.
    let source: String
  }

  /// What is there so soon after the account's first week was there before.
  private static let unseen: Int32 = 26
  /// Of the weeks watched how many it sold in at least: a trial is no launch.
  private static let fewestSold = 20

  private let all: [Known]
  private let names: [Int32: String]
  private let categories: [Int32: Int32]

  init(_ ground: DemandGround, _ demand: Demand) {
    (names, categories) = (ground.productNames, ground.categories)
    let byAccount = Dictionary(grouping: demand.units.keys, by: \.account)
    let brands = Dictionary(uniqueKeysWithValues: ground.items.map { ($0.number, $0.brand) })
    var all: [Known] = []
    for account in byAccount.keys.sorted() {
      guard let opened = demand.reported[account]?.min() else { continue }
      let keys = (byAccount[account] ?? []).sorted()
      for key in keys {
        guard let first = Self.first(key, demand, opened: opened) else { continue }
        let category = ground.categories[key.product], brand = brands[key.product]
        let beside = keys.filter { $0 != key && ground.categories[$0.product] == category }
        let like = beside.filter { brands[$0.product] == brand }
        guard let past = Self.past(key, from: first, like: like.isEmpty ? beside : like, beside, demand)
        else {
          continue
        }
        all.append(Known(account: account, product: key.product, category: category, past: past))
      }
    }
    self.all = all
  }

  /// The first week of a launch that was watched long enough.
  private static func first(_ key: Demand.Key, _ demand: Demand, opened: Int32) -> Int32? {
    let sold = (demand.units[key] ?? [:]).filter { $0.value > 0 }
    guard let first = sold.keys.min(), first >= opened + unseen,
      first + Int32(LaunchCurve.watched) - 1 <= demand.through
    else { return nil }
    let watched = sold.keys.count { $0 < first + Int32(LaunchCurve.watched) }
    return watched >= fewestSold ? first : nil
  }

  /// `like`: the items of its brand, or else of its category, whose rates tell what was to be expected of it; `beside`: all
  /// of its category at the account, which tell what season and market did in those weeks.
  private static func past(
    _ key: Demand.Key, from first: Int32, like: [Demand.Key], _ beside: [Demand.Key], _ demand: Demand
  ) -> LaunchCurve.Past? {
    let weeks = first..<(first + Int32(LaunchCurve.watched))
    func units(_ key: Demand.Key) -> [Double] { weeks.map { Double(demand.units[key]?[$0] ?? 0) / 1_000 } }
    func settled(_ units: [Double]) -> Double {
      units[LaunchCurve.growing...].reduce(0, +) / Double(LaunchCurve.watched - LaunchCurve.growing)
    }
    let market = beside.map(units).reduce(into: [Double](repeating: 0, count: weeks.count)) { sums, one in
      for place in sums.indices { sums[place] += one[place] }
    }
    let level = settled(market)
    let own = zip(units(key), market).map { $1 > 0 && level > 0 ? $0 * level / $1 : $0 }
    return LaunchCurve.Past(
      units: own, stores: weeks.map { Double(demand.stores[key]?[$0] ?? 0) },
      like: like.map { settled(units($0)) })
  }

  /// Learned from what lies nearest: the like items' own launches, those of the category at the account, of the
  /// category, of all; the first of which there are enough.
  func lesson(like products: [Int32], at account: Int32?) -> Lesson {
    let category = products.lazy.compactMap { categories[$0] }.first, name = category.flatMap { names[$0] }
    let inCategory = all.filter { $0.category == category }
    let steps: [(known: [Known], place: String)] = [
      (all.filter { products.contains($0.product) }, ""),
      (inCategory.filter { $0.account == account }, name.map { " in \($0) here" } ?? " here"),
      (inCategory, name.map { " in \($0)" } ?? ""), (all, ""),
    ]
    for step in steps {
      let curve = LaunchCurve(step.known.map(\.past))
      guard !curve.isAssumed else { continue }
      let items = Set(step.known.map(\.product)).count
      return Lesson(
        curve: curve, source: "launches of \(items) \(items == 1 ? "item" : "items")\(step.place)")
    }
    return Lesson(curve: LaunchCurve([]), source: "")
  }
}

extension PastLaunches.Lesson {
  /// How it grows, in a sentence's end.
  var growth: String {
    guard !curve.isAssumed else {
      return "no launches to learn from: the full rate from its first week, and an assumed width"
    }
    let told = [0, 3, 7, 12].map { "\(Self.percent(curve.share($0))) in week \($0 + 1)" }
    return "grows as \(source) did: \(told.joined(separator: ", ")) of its settled rate"
  }

  /// How far launches lay apart.
  func width(own: Double) -> String {
    let range = curve.range(80, week: LaunchCurve.growing, own: own)
    return
      "four of five \(curve.isAssumed ? "are assumed to lie" : "such launches lay") between \(Self.percent(range.low)) and \(Self.percent(range.high)) of what their like let one expect"
  }

  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
