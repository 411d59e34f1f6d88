import Accounts
import Blueprint
import Kernel
import Sales
import Storage

/// What went into the pipelines of planned accounts and what left them, week by week, as far as both are known; and what
/// the newest forecasts of both say of the weeks behind that.
struct PipelineFacts: Sendable {
  /// Whole units of one account: the weeks known first, then those forecast.
  struct Flow: Sendable {
    var sellIn: [Int64]
    var sellOut: [Int64]
  }

  static let historyWeeks = 156

  let first: Week
  /// Weeks of which both are known.
  let known: Int
  /// Weeks forecast.
  let ahead: Int
  let flows: [ID<Account>: Flow]
  let tree: PlanningAccounts
  let sellInVersion: ForecastVersion?
  let sellOutVersion: ForecastVersion?
  /// Accounts of which the sell-in is forecast.
  let hasSellIn: Set<ID<Account>>

  func week(_ place: Int) -> Week { first.advanced(by: place) }

  /// The weeks of which sell-in and sell-out are both known.
  static func span(_ db: Connection) throws -> (first: Week, last: Week)? {
    guard let (into, out) = try grounds(db) else { return nil }
    let last = min(into.newest, out.newest)
    return (
      Week(ordinal: Int(last) - historyWeeks + 1, endingOn: out.weekEnding),
      Week(ordinal: Int(last), endingOn: out.weekEnding)
    )
  }

  private static func grounds(_ db: Connection) throws -> (into: DemandGround, out: DemandGround)? {
    let kinds = Set(try SalesSource.all(db).map(\.kind))
    guard kinds.contains(.shipment), kinds.contains(.pos) else { return nil }
    do {
      return (
        try DemandGround(.shipment, below: nil, knownOn: nil, db),
        try DemandGround(.pos, below: nil, knownOn: nil, db)
      )
    } catch ForecastRefusal.noSales { return nil }
  }

  /// Nil where one of the two was never told.
  static func read(
    for account: ID<Account>?, _ context: Context, _ db: Connection
  ) throws -> PipelineFacts? {
    guard let (into, out) = try grounds(db), let span = try span(db) else { return nil }
    let path = Set(account.map { out.accounts.path(of: $0).map(\.id.text) } ?? [])
    let versions = try ForecastVersion.all(for: context.actor, db).filter {
      $0.account.map(path.contains) ?? true
    }
    let facts = try PipelineFacts(
      into, out, span.first, sellIn: newest(.shipment, versions), sellOut: newest(.pos, versions), context, db
    )
    return facts
  }

  /// The newest that is no look back.
  private static func newest(_ kind: SalesSource.Kind, _ versions: [ForecastVersion]) -> ForecastVersion? {
    versions.filter { $0.state == .ready && $0.kind == kind && $0.knownOn == nil }
      .max { $0.id < $1.id }
  }

  private init(
    _ into: DemandGround, _ out: DemandGround, _ first: Week, sellIn: ForecastVersion?,
    sellOut: ForecastVersion?, _ context: Context, _ db: Connection
  ) throws {
    (self.first, tree, known) = (first, out.accounts, Self.historyWeeks)
    (sellInVersion, sellOutVersion) = (sellIn, sellOut)
    let last = first.advanced(by: known - 1)
    // Without a forecast of what is sold nothing is known of what will lie there.
    ahead = sellOut.map { max(0, $0.week($0.horizon - 1).ordinal - last.ordinal) } ?? 0
    let span = known + ahead
    var flows: [ID<Account>: Flow] = [:]
    func add(_ account: ID<Account>, _ line: WritableKeyPath<Flow, [Int64]>, _ place: Int, _ units: Int64) {
      guard (0..<span).contains(place) else { return }
      let none = [Int64](repeating: 0, count: span)
      flows[account, default: Flow(sellIn: none, sellOut: none)][keyPath: line][place] += units
    }
    var told: Set<ID<Account>> = []
    let sides: [(DemandGround, ForecastVersion?, WritableKeyPath<Flow, [Int64]>)] = [
      (into, sellIn, \.sellIn), (out, sellOut, \.sellOut),
    ]
    for (ground, version, line) in sides {
      for (key, units) in try Self.units(ground, first.ordinal...last.ordinal, db) {
        guard let account = ground.planned[key.site]?.id else { continue }
        add(account, line, Int(key.week) - first.ordinal, units)
      }
      guard let version else { continue }
      for (account, units) in try Self.forecast(version, context, db) {
        if line == \.sellIn { told.insert(account) }
        for (place, unit) in units.enumerated() {
          let place = version.week(place).ordinal - first.ordinal
          if place >= known { add(account, line, place, unit) }
        }
      }
    }
    (self.flows, hasSellIn) = (flows, told)
  }

  /// By planned account and week, in whole units.
  private static func units(
    _ ground: DemandGround, _ weeks: ClosedRange<Int>, _ db: Connection
  ) throws -> [(FactSums.Key, Int64)] {
    var question = FactQuestion(
      [.total(.units)], of: ground.sources,
      in: SalesScope(
        weeks: Int32(weeks.lowerBound)...Int32(weeks.upperBound), sites: nil,
        products: ground.items.map(\.number)), by: [.site, .week])
    question.siteGroups = ground.bySite
    return try question.answer(db).cells.map { key, cell in
      let sum = cell.sums[0] ?? 0
      return (key, (sum + (sum < 0 ? -500 : 500)) / 1_000)
    }
  }

  /// The consensus by account.
  private static func forecast(
    _ version: ForecastVersion, _ context: Context, _ db: Connection
  ) throws -> [ID<Account>: [Int64]] {
    let plan = try ForecastPlan(version, db)
    let counting = try ForecastOverride.all(of: version.id, db).filter { $0.counts(on: context.today) }
    let units = plan.applying(counting).units
    return Dictionary(grouping: plan.keys.indices, by: { plan.keys[$0].account })
      .mapValues { plan.summed($0) { units[$0] } }
  }
}
