import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team

/// One question on its way: understood, checked against what there is, read.
struct AnalysisRun {
  let plan: AnalysisPlan
  let ground: PerformanceReading.Ground
  let period: SalesPeriod
  let past: SalesPeriod?
  let sums: AnalysisSums?
  let members: [AnalysisMembers]
  let volumeNote: String
  let names: [[String]]
  private let scopes: [(sources: [SalesSource], scope: SalesScope)]

  var total: AnalysisKey { AnalysisKey(repeating: AnalysisKeys.all, count: plan.dimensions.count + 1) }
  var notes: [String] { volumeNote.isEmpty ? [] : [volumeNote] }

  init(_ query: AnalysisQuery, _ context: Context, _ db: Connection) throws {
    plan = try AnalysisPlan(query)
    let places = try AnalysisPlaces(for: context.actor, db), items = try AnalysisItems(db)
    let reading = try PerformanceReading(context, db)
    names = try Self.check(plan, places, items, reading)
    let chains = places.chains(nil), filters = plan.filters.filter { $0.dimension.side == .place }
    let passing = places.nodes.indices.filter { place in
      filters.allSatisfy { places.passes($0, chains[place]) }
    }
    let isWhole = context.actor.seesEverything && (filters.isEmpty || plan.tree == .was)
    let sites =
      isWhole
      ? nil
      : SiteSet((plan.tree == .was ? Array(places.nodes.indices) : passing).map { places.nodes[$0].number })
    var asked = PerformanceQuery(id: "", from: query.from, to: query.to, kind: query.kind)
    asked.currency = query.currency
    (ground, _) = try reading.ground(asked) { SalesScope(weeks: $0, sites: sites) }
    period = try Self.period(query, ground, reading.calendar)
    past = plan.compare == .previous ? period.previous : plan.needsBefore ? period.lastYear : nil
    guard let lens = ground.lens else {
      (sums, members, volumeNote, scopes) = (nil, plan.dimensions.map { _ in AnalysisMembers() }, "", [])
      return
    }
    var volumes: AnalysisVolumes?
    if plan.needsReach {
      volumes = try AnalysisVolumes(
        passing.map { places.nodes[$0] }, lens, ground.sources, through: period.weeks.upperBound, db)
    }
    var reader = try AnalysisReader(plan, places, items, reading.calendar, ground.sources, context, db)
    sums = try AnalysisSums(&reader, period, past, weights: volumes?.weights ?? [:])
    scopes = reader.scopes(period.weeks)
    members = reader.members
    volumeNote = volumes?.note ?? ""
  }

  private static func period(
    _ query: AnalysisQuery, _ ground: PerformanceReading.Ground, _ calendar: FiscalCalendar
  ) throws -> SalesPeriod {
    guard let window = query.window, query.from == nil else { return ground.period }
    let last = ground.period.last
    switch window {
    case .four: return SalesPeriod(last.advanced(by: -3), last)
    case .twelve: return SalesPeriod(last.advanced(by: -11), last)
    case .fiftyTwo: return SalesPeriod(last.advanced(by: -51), last)
    case .yearToDate:
      return SalesPeriod(last.advanced(by: 1 - calendar.place(of: last).week), last)
    }
  }

  /// Refuses filters that nothing answers to; answers their values as people read them.
  private static func check(
    _ plan: AnalysisPlan, _ places: AnalysisPlaces, _ items: AnalysisItems, _ reading: PerformanceReading
  ) throws -> [[String]] {
    try plan.filters.map { filter in
      switch filter.dimension.side {
      case .place:
        try places.check(filter)
        return filter.values.map { value in places.nodes.first { $0.id == value }?.name ?? value }
      case .item:
        try items.check(filter)
        return filter.values.map { value in items.tree.products.first { $0.id.text == value }?.name ?? value }
      case .source:
        try filter.check(reading.sources.map { ($0.code, $0.name) })
        return filter.values.map { value in reading.sources.first { $0.code == value }?.name ?? value }
      case .time, .none: return filter.values
      }
    }
  }

  /// The sums of each import in the question's facts, by the import's number.
  func batches(_ db: Connection) throws -> [Int64: SalesFigures] {
    var sums: [Int64: SalesFigures] = [:]
    for one in scopes {
      for (key, figures) in try SalesScan(
        one.sources, one.scope, by: [.item], asKnownOn: plan.query.knownOn?.endOfDay
      ).sumsByImport(db) {
        sums[Int64(key.group)] = (sums[Int64(key.group)] ?? .none) + figures
      }
    }
    return sums
  }

  /// What was asked, in words, to be printed beside the figures.
  var filterWords: [Explanation.Pair] {
    var pairs = zip(plan.filters, names).map { filter, names in
      Explanation.Pair(
        label: filter.dimension.label, text: (filter.isExcluded ? "not " : "") + names.joined(separator: ", ")
      )
    }
    let days = "\(DisplayNumber.day(period.first.firstDay)) to \(DisplayNumber.day(period.last.lastDay))"
    pairs.append(.init(label: "Weeks", text: "\(period.text) (\(days))"))
    if let past { pairs.append(.init(label: "Against", text: past.text)) }
    pairs.append(
      .init(label: "Kind", text: ground.lens.map { "\($0.kind.label), \($0.currency)" } ?? "none"))
    pairs.append(
      .init(label: "Tree", text: plan.tree == .today ? "as it is today" : "as it was in each week"))
    if plan.needsBase {
      pairs.append(.init(label: "Shares of", text: plan.base == .all ? "all products" : "the category"))
    }
    if let day = plan.query.knownOn {
      pairs.append(.init(label: "As known on", text: DisplayNumber.day(day)))
    }
    return pairs
  }
}
