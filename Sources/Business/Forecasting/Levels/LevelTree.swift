import Accounts
import Catalog
import Kernel
import TimeSeries

/// What one series of a run looked like from earlier ends: kept beside it until all levels are reconciled.
struct PastSeries: Sendable, Hashable {
  /// Hundredths of a unit: the forecast without what is known ahead, and those from the earlier ends that the run looks back
  /// to; an empty one where the series was too short.
  let base: [Int64]
  let looks: [[Int64]]

  static func hundredths(_ values: [Double]) -> [Int64] {
    values.map { Int64((max(0, min(9e13, $0)) * Double(SeriesPlan.partScale)).rounded()) }
  }

  static func units(_ values: [Int64]) -> [Double] {
    values.map { Double($0) / Double(SeriesPlan.partScale) }
  }
}

/// The series that stand above a run's own: accounts and those above them, products, categories, and all together.
///
/// Of accounts whose newest file is behind the others' nothing is reconciled: their sums would end early.
struct LevelTree: Sendable {
  /// From the run's own series upwards.
  static let levels = ["product at account", "account", "product", "category", "all"]
  /// With more of them products are left away: solving takes the cube of their number.
  static let mostSums = 1_000
  /// What is sold of a series that was not forecast at an earlier end is taken to go on like these weeks before.
  static let usual = 8

  struct Sum: Sendable {
    let level: Int
    /// Places among the tree's bottom.
    let members: [Int]
    /// All that was sold, of what sells no more too; the last week last.
    let values: [Double]
    /// The part of it that nothing is planned for any more.
    let others: [Double]
  }

  /// Places among the run's series.
  let bottom: [Int]
  let sums: [Sum]
  private let draft: ForecastDraft

  init(_ draft: ForecastDraft) {
    self.draft = draft
    let demand = draft.demand
    let current = Set(demand.reported.filter { $0.value.contains(demand.through) }.keys)
    bottom = draft.ready.indices.filter { current.contains(draft.ready[$0].key.account) }
    var members: [Name: [Int]] = [:], others: [Name: [Demand.Key]] = [:]
    for (place, one) in bottom.enumerated() {
      for name in Self.names(above: draft.ready[one].key, draft.ground) {
        members[name, default: []].append(place)
      }
    }
    for key in draft.leftOut.keys.sorted() where current.contains(key.account) {
      for name in Self.names(above: key, draft.ground) { others[name, default: []].append(key) }
    }
    // A sum of one is no sum, and the same parts need no second one.
    var seen: Set<[Int]> = [], found: [Name] = []
    for name in members.keys.sorted(by: >) {
      guard let parts = members[name], parts.count > 1, seen.insert(parts).inserted else { continue }
      found.append(name)
    }
    if found.count > Self.mostSums { found.removeAll { $0.level == 2 } }
    if found.count > Self.mostSums { found = [] }
    let places = bottom
    sums = found.map { name in
      Self.sum(name.level, members[name] ?? [], others[name] ?? [], places, draft)
    }
  }

  private struct Name: Hashable, Comparable {
    let level: Int
    let text: String

    static func < (left: Name, right: Name) -> Bool { (left.level, left.text) < (right.level, right.text) }
  }

  private static func names(above key: Demand.Key, _ ground: DemandGround) -> [Name] {
    let accounts = ground.planned[key.account].map { ground.accounts.path(of: $0.id).map(\.id.text) } ?? []
    var names = accounts.map { Name(level: 1, text: $0) }
    names.append(Name(level: 2, text: "\(key.product)"))
    if let category = ground.categories[key.product] { names.append(Name(level: 3, text: "\(category)")) }
    return names + [Name(level: 4, text: "")]
  }

  private static func sum(
    _ level: Int, _ members: [Int], _ others: [Demand.Key], _ bottom: [Int], _ draft: ForecastDraft
  ) -> Sum {
    let lines = members.map { draft.ready[bottom[$0]].series.series.values }
    let gone = others.map { draft.demand.units[$0] ?? [:] }, through = draft.demand.through
    let first = gone.compactMap { $0.keys.min() }.min().map { Int(through - $0) + 1 } ?? 0
    let count = max(lines.map(\.count).max() ?? 0, first)
    var values = [Double](repeating: 0, count: count), rest = values
    for line in lines {
      for (place, units) in line.enumerated() { values[count - line.count + place] += units }
    }
    // In the order of weeks: sums of binary fractions depend on it.
    for line in gone {
      for (week, units) in line.sorted(by: { $0.key < $1.key }) where week <= through {
        rest[count - 1 - Int(through - week)] += Double(units) / 1_000
      }
    }
    for place in values.indices { values[place] += rest[place] }
    return Sum(level: level, members: members, values: values, others: rest)
  }

  /// What a series of which no forecast is at hand would have gone on with, so many steps before its end.
  static func goesOn(_ values: [Double], back: Int) -> Double {
    let end = values.count - back
    guard end > 0 else { return 0 }
    let near = values[max(0, end - usual)..<end]
    return near.reduce(0, +) / Double(near.count)
  }

  /// Bottom and sums as they were forecast at the ends that the run looks back to, and what came.
  func looks(
    _ engine: ForecastEngine, _ past: [PastSeries], _ tops: [SeriesForecast]
  ) -> [LevelsThen] {
    engine.looksBack.enumerated().map { index, back in
      let steps = min(back, draft.horizon)
      var forecasts: [[Double]] = [], truths: [[Double]] = [], isKnown: [Bool] = []
      func add(_ forecast: [Double]?, _ values: [Double], _ usual: Double, less: Double) {
        let first = values.count - back
        let truth = (0..<steps).map { first + $0 < 0 ? 0 : values[first + $0] }
        isKnown.append(forecast != nil)
        forecasts.append((0..<steps).map { step in (forecast?[step] ?? usual) - less })
        truths.append(truth.map { $0 - less })
      }
      for (place, one) in bottom.enumerated() {
        let values = draft.ready[one].series.series.values, look = past[place].looks[index]
        add(
          look.count < steps ? nil : PastSeries.units(look), values, Self.goesOn(values, back: back), less: 0)
      }
      for (sum, top) in zip(sums, tops) {
        let look = top.past.indices.contains(index) ? top.past[index] : nil
        add(
          look, sum.values, Self.goesOn(sum.values, back: back), less: Self.goesOn(sum.others, back: back))
      }
      return LevelsThen(back: back, forecasts: forecasts, truths: truths, isKnown: isKnown)
    }
  }
}
