import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team

/// Puts a performance together: what to sum first, then the sums, then their names.
struct PerformanceReading {
  let context: Context
  let db: Connection
  let calendar: FiscalCalendar
  let sources: [SalesSource]
  let through: [Int64: Int32]

  init(_ context: Context, _ db: Connection) throws {
    self.context = context
    self.db = db
    calendar = try Company.current(db).calendar
    sources = try SalesSource.all(db)
    through = try SalesDesk.through(for: context.actor, db)
  }

  /// Asked for, and found: what may be added up, by whom it was said, until when.
  struct Ground {
    let lens: SalesLens?
    let others: [SalesLens]
    let sources: [SalesSource]
    let period: SalesPeriod
    let through: [Performance.Through]
    let knownOn: Day?
  }

  /// Sums by source and week over two years, from roll-ups or from one product's facts.
  private func weekly(_ scope: SalesScope, _ sources: [SalesSource], _ knownOn: Day?) throws -> [(
    SalesSource, [Int32: SalesFigures]
  )] {
    try sources.map { source in
      let scan = SalesScan([source], scope, by: [.week], asKnownOn: knownOn?.endOfDay)
      let sums = try scan.sums(db)
      return (source, Dictionary(sums.map { ($0.key.week, $0.value) }, uniquingKeysWith: +))
    }
  }

  /// `scope` is asked for any range of weeks: an account's sites may change with them.
  func ground(
    _ query: PerformanceQuery, _ scope: (ClosedRange<Int32>) throws -> SalesScope
  ) throws -> (Ground, [Int32: SalesFigures]) {
    let last = through.values.max()
    let asked = try SalesPeriod(
      from: query.from, to: query.to, through: last, today: context.today, calendar)
    // Back to the first week that any source may have, so that a source which ended long ago is found too.
    let reach =
      query.to == nil && query.from == nil
      ? Int32(asked.first.ordinal) - 6_000 : Int32(asked.lastYear.first.ordinal)
    let found = try weekly(try scope(reach...asked.weeks.upperBound), sources, query.knownOn)
      .filter { !$0.1.isEmpty }
    let lenses = Self.lenses(found, kind: query.kind, currency: query.currency)
    guard let lens = lenses.first else {
      return (
        Ground(
          lens: nil, others: [], sources: [], period: asked, through: [], knownOn: query.knownOn), [:]
      )
    }
    let chosen = found.filter { SalesLens(kind: $0.0.kind, currency: $0.0.currency) == lens }
    let ends = chosen.compactMap { source, weeks in weeks.keys.max().map { (source, $0) } }
    let period = try SalesPeriod(
      from: query.from, to: query.to, through: ends.map(\.1).max(), today: context.today, calendar)
    let newest = ends.map(\.1).max() ?? 0
    let shown = ends.map { source, week in
      Performance.Through(
        source: source.name, kind: source.kind, currency: source.currency,
        week: Week(ordinal: Int(week), endingOn: calendar.weekEnding), isStale: week < newest - 2)
    }
    let sums = chosen.reduce(into: [Int32: SalesFigures]()) { $0.merge($1.1, uniquingKeysWith: +) }
    let ground = Ground(
      lens: lens, others: Array(lenses.dropFirst()), sources: chosen.map(\.0), period: period, through: shown,
      knownOn: query.knownOn)
    return (ground, sums)
  }

  /// What has figures: sell-out before sell-in before syndicated, then the larger value.
  private static func lenses(
    _ found: [(SalesSource, [Int32: SalesFigures])], kind: SalesSource.Kind?, currency: Currency?
  ) -> [SalesLens] {
    var values: [SalesLens: Int64] = [:]
    for (source, weeks) in found
    where (kind ?? source.kind) == source.kind && (currency ?? source.currency) == source.currency {
      let lens = SalesLens(kind: source.kind, currency: source.currency)
      values[lens, default: 0] += weeks.values.reduce(0) { $0 + $1.value / 10_000 }
    }
    func rank(_ lens: SalesLens) -> Int { SalesSource.Kind.allCases.firstIndex(of: lens.kind) ?? 0 }
    return values.keys.sorted {
      (rank($0), -(values[$0] ?? 0), $0.currency.code) < (rank($1), -(values[$1] ?? 0), $1.currency.code)
    }
  }

  static func sum(_ weeks: [Int32: SalesFigures], _ range: ClosedRange<Int32>) -> SalesFigures {
    weeks.filter { range.contains($0.key) }.values.reduce(.none, +)
  }

  static func trend(_ weeks: [Int32: SalesFigures], _ period: SalesPeriod) -> [Performance.TrendWeek] {
    (period.first...period.last).map { week in
      Performance.TrendWeek(
        week: week, current: weeks[Int32(week.ordinal)], lastYear: weeks[Int32(week.ordinal) - 52])
    }
  }

  /// Sums by item, or by the number that stands for each site, of both years.
  func split(
    _ ground: Ground, by axis: SegmentScan.Axes, sites: [Int32: Int32]? = nil,
    _ scope: (ClosedRange<Int32>) throws -> SalesScope
  ) throws -> (current: [Int32: SalesFigures], lastYear: [Int32: SalesFigures]) {
    func read(_ weeks: ClosedRange<Int32>) throws -> [Int32: SalesFigures] {
      let scope = try scope(weeks),
        scan = SalesScan(
          ground.sources, scope, by: axis, siteGroups: sites, asKnownOn: ground.knownOn?.endOfDay)
      let sums = try scan.sums(db)
      return Dictionary(
        sums.map { (axis == [.site] ? $0.key.site : $0.key.group, $0.value) }, uniquingKeysWith: +)
    }
    return (try read(ground.period.weeks), try read(ground.period.lastYear.weeks))
  }

  /// How many different sites sold in both years; of items, how many of each year's.
  func selling(
    _ ground: Ground, items: Performance.Split, _ scope: (ClosedRange<Int32>) throws -> SalesScope
  ) throws -> (now: Performance.Selling, before: Performance.Selling) {
    func stores(_ weeks: ClosedRange<Int32>) throws -> Int {
      var question = FactQuestion([], of: ground.sources, in: try scope(weeks))
      question.distinct = .sites
      question.asKnownOn = ground.knownOn?.endOfDay
      return Int(try question.answer(db)[FactSums.Key()]?.distinct ?? 0)
    }
    return (
      .init(stores: try stores(ground.period.weeks), items: Self.selling(items.current)),
      .init(stores: try stores(ground.period.lastYear.weeks), items: Self.selling(items.lastYear))
    )
  }

  static func lines(
    _ names: [NamedNumber], _ current: [Int32: SalesFigures], _ lastYear: [Int32: SalesFigures]
  ) -> [Performance.Line] {
    names.compactMap { one in
      let now = current[one.number], before = lastYear[one.number]
      guard now != nil || before != nil else { return nil }
      return Performance.Line(
        id: one.id, name: one.name, isProvisional: one.isProvisional, current: now ?? .none,
        lastYear: before ?? .none)
    }.sorted { ($1.current.value, $0.name, $0.id) < ($0.current.value, $1.name, $1.id) }
  }

  static func selling(_ sums: [Int32: SalesFigures]) -> Int { sums.values.count { $0.units > 0 } }

  func products(_ numbers: some Sequence<Int32>) throws -> [NamedNumber] {
    try Product.find(numbers: numbers.map { Int64($0) }, db).values.map {
      NamedNumber(
        id: $0.id.text, number: Int32(clamping: $0.number), name: $0.name, isProvisional: $0.isProvisional)
    }
  }
}
