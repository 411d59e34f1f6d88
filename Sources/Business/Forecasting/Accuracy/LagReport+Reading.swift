import Accounts
package import Blueprint
import Catalog
import Foundation
import Kernel
package import Storage

extension LagReport {
  static let usualLag = 3
  /// Weeks that are looked at.
  static let span: Int32 = 26

  /// Holds what was forecast a lag before against what came, of what the reader may see.
  package static func read(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> LagReport {
    let lag = wanted.lag ?? usualLag
    guard (1...26).contains(lag) else { throw ForecastRefusal.badLag(lag) }
    let all = try ForecastVersion.all(for: context.actor, db).filter { $0.state == .ready }
    guard let newest = all.first else {
      if wanted.account != nil || wanted.product != nil { throw ForecastRefusal.notThere("forecast") }
      return LagReport(empty: lag)
    }
    let versions = usable(all.filter { $0.kind == newest.kind }, wanted.account)
    var reading = try LagReading(versions, kind: newest, lag: lag, wanted, context, db)
    return try reading.report(db)
  }

  /// Forecasts of all accounts, and those of the account asked for; of a part alone only where there is nothing else.
  private static func usable(_ versions: [ForecastVersion], _ account: String?) -> [ForecastVersion] {
    let whole = versions.filter { $0.account == nil || $0.account == account }
    return whole.isEmpty ? versions : whole
  }

  private init(empty lag: Int) {
    self.init(
      lag: lag, account: nil, product: nil, weeks: [], steps: [], people: [], parts: [], setAside: 0,
      cutWeeks: 0)
  }
}

/// A lag report on its way.
private struct LagReading {
  /// A version with what was laid on it, for one reader and place.
  private struct Held {
    let plan: ForecastPlan
    let members: [Int]
    let overrides: [ForecastOverride]
  }

  private struct Scores {
    var naive = AccuracyScore()
    var statistical = AccuracyScore()
    var consensus = AccuracyScore()
  }

  private let versions: [ForecastVersion]
  private let lag: Int
  private let wanted: LagReport.Wanted
  private let context: Context
  private let ground: DemandGround
  private let numbers: [ID<Account>: Int32]
  private let products: [ID<Product>: Int32]
  private var held: [ID<ForecastVersion>: Held] = [:]
  private var demand: [ForecastVersion.Level: Demand] = [:]
  private var places: ForecastPlaces?
  private var people: [String: (name: String, before: AccuracyScore, after: AccuracyScore)] = [:]
  private var parts: [String: Scores] = [:]

  init(
    _ versions: [ForecastVersion], kind newest: ForecastVersion, lag: Int, _ wanted: LagReport.Wanted,
    _ context: Context, _ db: Connection
  ) throws {
    (self.versions, self.lag, self.wanted, self.context) = (versions, lag, wanted, context)
    ground = try DemandGround(newest.kind, below: nil, knownOn: nil, db)
    numbers = Dictionary(
      ground.planned.map { ($0.value.id, $0.key) }, uniquingKeysWith: { first, _ in first })
    products = Dictionary(uniqueKeysWithValues: ground.productIDs.map { ($0.value, $0.key) })
  }

  mutating func report(_ db: Connection) throws -> LagReport {
    let last = Week(ordinal: Int(ground.newest), endingOn: ground.weekEnding)
    var weeks: [LagReport.Week] = [], total = Scores(), cut = 0
    try checkPlace(db)
    for back in 0..<Int(LagReport.span) {
      let week = last.advanced(by: -back)
      guard let version = LagRule.chosen(versions, week, lag: lag) else { continue }
      guard let scores = try scores(version, week, db) else { continue }
      total.naive = total.naive + scores.naive
      total.statistical = total.statistical + scores.statistical
      total.consensus = total.consensus + scores.consensus
      if version.isCut { cut += 1 }
      weeks.append(
        .init(
          week: week, version: version.id, versionTitle: version.title, naive: scores.naive,
          statistical: scores.statistical, consensus: scores.consensus))
    }
    // A version that forecasts a week at this lag by its data, but was made when the week was nearer or gone.
    let late = versions.filter { version in
      (0..<Int(LagReport.span)).contains { back in
        let week = last.advanced(by: -back)
        return version.place(week) != nil && version.through <= week.advanced(by: -lag)
          && !LagRule.admits(version, week, lag: lag)
      }
    }
    let nodes = places
    return LagReport(
      lag: lag, account: ForecastPlaces.path(to: wanted.account, in: nodes?.accounts ?? [:]).last,
      product: ForecastPlaces.path(to: wanted.product, in: nodes?.products ?? [:]).last, weeks: weeks,
      steps: steps(total, weeks), people: peopleLines, parts: partLines, setAside: late.count,
      cutWeeks: cut)
  }

  private mutating func checkPlace(_ db: Connection) throws {
    guard let first = versions.first else { return }
    let plan = try ForecastPlan(first, db), places = try ForecastPlaces(plan, for: context.actor, db)
    if let account = wanted.account, places.accounts[account] == nil {
      throw ForecastRefusal.notThere("account")
    }
    if let product = wanted.product, places.products[product] == nil {
      throw ForecastRefusal.notThere("product")
    }
    self.places = places
  }

  private mutating func hold(_ version: ForecastVersion, _ db: Connection) throws -> Held {
    if let known = held[version.id] { return known }
    let plan = try ForecastPlan(version, db), places = try ForecastPlaces(plan, for: context.actor, db)
    let members = plan.members(wanted.account.flatMap { ID($0) }, wanted.product.flatMap { ID($0) })
      .filter { places.accounts[plan.keys[$0].account.text] != nil }
    let made = Held(
      plan: plan, members: members, overrides: try ForecastOverride.all(of: version.id, db))
    held[version.id] = made
    if demand[version.level] == nil {
      demand[version.level] = try Demand(ground, version.level, weeks: LagReport.span, db)
    }
    return made
  }

  /// Nil where nothing came yet for any of the series.
  private mutating func scores(
    _ version: ForecastVersion, _ week: Week, _ db: Connection
  ) throws -> Scores? {
    let held = try hold(version, db)
    guard let place = version.place(week), let sold = demand[version.level] else { return nil }
    let counting = LagRule.counting(held.overrides, week, lag: lag)
    let effects = counting.isEmpty ? [] : held.plan.applying(counting).effects
    var sum = Scores()
    for member in held.members {
      guard let actual = actual(held.plan.keys[member], week, sold) else { continue }
      let plan = held.plan.series[member]
      var now = plan.statistical[place], one = Scores()
      for effect in effects where effect.first <= place {
        guard let added = effect.added[member], place - effect.first < added.count,
          added[place - effect.first] != 0
        else { continue }
        let after = now + added[place - effect.first]
        credit(effect.override, actual: actual, before: now, after: after)
        now = after
      }
      let interval =
        place < plan.low80.count ? plan.low80[place]...max(plan.low80[place], plan.high80[place]) : nil
      one.naive.add(actual: actual, forecast: plan.naive[place], scale: plan.scale)
      one.statistical.add(
        actual: actual, forecast: plan.statistical[place], scale: plan.scale, interval: interval)
      one.consensus.add(actual: actual, forecast: now, scale: plan.scale)
      Self.put(one, into: &sum)
      if let top = places.flatMap({
        ForecastPlaces.path(to: held.plan.keys[member].account.text, in: $0.accounts)
      })?
      .first {
        Self.put(one, into: &parts[top.name, default: Scores()])
      }
    }
    return sum.naive.cells == 0 ? nil : sum
  }

  private static func put(_ one: Scores, into sum: inout Scores) {
    sum.naive = sum.naive + one.naive
    sum.statistical = sum.statistical + one.statistical
    sum.consensus = sum.consensus + one.consensus
  }

  /// What came, in whole units; nil where its account has told nothing of the week yet.
  private func actual(_ key: SeriesKey, _ week: Week, _ sold: Demand) -> Int64? {
    guard let account = numbers[key.account], let product = products[key.product] else { return nil }
    let number = Int32(week.ordinal)
    guard sold.reported[account]?.contains(number) == true else { return nil }
    let units = sold.units[.init(account: account, product: product)]?[number] ?? 0
    return (units + (units < 0 ? -500 : 500)) / 1_000
  }

  /// Shown to the person and to who sees everything: a lesson first, a ranking never.
  private mutating func credit(
    _ one: ForecastOverride, actual: Int64, before: Int64, after: Int64
  ) {
    guard context.actor.seesEverything || one.madeBy == context.actor.id.text else { return }
    var known = people[one.madeBy] ?? (one.madeByName, AccuracyScore(), AccuracyScore())
    known.before.add(actual: actual, forecast: before)
    known.after.add(actual: actual, forecast: after)
    people[one.madeBy] = known
  }

  private func steps(_ total: Scores, _ weeks: [LagReport.Week]) -> [LagReport.Line] {
    guard total.naive.cells > 0 else { return [] }
    return [
      .init(
        name: "Year before repeated", score: total.naive, added: nil,
        tracking: Self.tracking(weeks.map(\.naive))),
      .init(
        name: "Statistical", score: total.statistical,
        added: ForecastValueAdded.points(from: total.naive, to: total.statistical),
        tracking: Self.tracking(weeks.map(\.statistical))),
      .init(
        name: "With overrides", score: total.consensus,
        added: ForecastValueAdded.points(from: total.statistical, to: total.consensus),
        tracking: Self.tracking(weeks.map(\.consensus))),
    ]
  }

  /// A run of weeks leans or does not; over thousands of cells a sum would always seem to.
  private static func tracking(_ weeks: [AccuracyScore]) -> Int64? {
    var sums = AccuracyScore()
    for week in weeks { sums.add(actual: week.actual, forecast: week.forecast) }
    return sums.trackingSignal
  }

  private var peopleLines: [LagReport.Line] {
    people.values.sorted { $0.name < $1.name }.map {
      .init(name: $0.name, score: $0.after, added: ForecastValueAdded.points(from: $0.before, to: $0.after))
    }
  }

  private var partLines: [LagReport.Line] {
    parts.sorted { $0.key < $1.key }.map { name, scores in
      .init(
        name: name, score: scores.consensus,
        added: ForecastValueAdded.points(from: scores.naive, to: scores.consensus))
    }
  }
}
