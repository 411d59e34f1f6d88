import Accounts
import Blueprint
import Foundation
import Kernel
import Sales
import Storage
import Team

extension SourceTrust {
  /// The condition for sources that an actor may see: those of accounts that are the actor's.
  private static func visible(to actor: Actor) -> SQL {
    actor.seesEverything
      ? "1 = 1"
      : "EXISTS (SELECT 1 FROM accounts a WHERE a.id = s.account_id AND \(Account.visible(to: actor)))"
  }

  static func lines(_ context: Context, _ db: Connection) throws -> [SourceLine] {
    let rows = try db.all(
      """
      SELECT s.code, n.name, COUNT(b.id), CAST(COALESCE(SUM(b.facts), 0) AS BIGINT),
        CAST(COALESCE(SUM(b.rejected), 0) AS BIGINT), CAST(COALESCE(SUM(b.restated), 0) AS BIGINT),
        MAX(b.started_at)
      FROM sales_sources s LEFT JOIN accounts n ON n.id = s.account_id
      LEFT JOIN sales_batches b ON b.source_id = s.id AND b.state = 'visible'
      WHERE \(visible(to: context.actor)) GROUP BY s.id, s.code, n.name, s.name ORDER BY s.name, s.code
      """
    ) { try Listed($0) }
    let through = try SalesDesk.through(for: context.actor, db)
    return try rows.compactMap { row in
      guard let source = try SalesSource.find(code: row.code, db) else { return nil }
      return SourceLine(
        source: source, accountName: row.account,
        last: through[source.number].map { Week(ordinal: Int($0), endingOn: source.weekEnding) },
        files: row.files, facts: row.facts, rejected: row.rejected, restated: row.restated,
        newestFile: row.newest)
    }
  }

  static func of(_ id: ID<SalesSource>, _ context: Context, _ db: Connection) throws -> SourceTrust {
    let found = try db.first(
      """
      SELECT s.code, n.name FROM sales_sources s LEFT JOIN accounts n ON n.id = s.account_id
      WHERE s.id = \(id) AND \(visible(to: context.actor))
      """
    ) { (code: try $0.text(0), account: try $0.textOrNil(1)) }
    guard let found, let source = try SalesSource.find(code: found.code, db) else {
      throw SourceRefusal.notThere
    }
    let mine = try SalesDesk.visibleSites(for: context.actor, db)
    let reading = try SiteReading(source, mine, db)
    return SourceTrust(
      source: source, accountName: found.account,
      weeks: WeekTrust.all(reading.weeks, endingOn: source.weekEnding),
      deliveries: try deliveries(source, db), silent: try reading.silent(source, db),
      sites: reading.sites.count,
      tieOuts: try tieOuts(source, mine, context, db))
  }

  private static func deliveries(_ source: SalesSource, _ db: Connection) throws -> [Delivery] {
    let changes: [(String, (units: Int64, value: Int64))] = try db.all(
      """
      SELECT r.batch_id, CAST(SUM(r.units_after - r.units_before) AS BIGINT),
        CAST(SUM(r.value_after - r.value_before) AS BIGINT)
      FROM sales_restatements r JOIN sales_batches b ON b.id = r.batch_id
      WHERE b.source_id = \(source.id) GROUP BY r.batch_id ORDER BY r.batch_id
      """
    ) { (try $0.text(0), (units: try $0.int64(1), value: try $0.int64(2))) }
    let moved = Dictionary(uniqueKeysWithValues: changes)
    let rows = try db.all(
      """
      SELECT id, file_name, started_at, last_week, state, accepted, rejected, duplicates, restated
      FROM sales_batches WHERE source_id = \(source.id) AND state <> 'loading' ORDER BY number
      """
    ) { try Received($0, endingOn: source.weekEnding) }
    let lags = rows.map { row in row.last.map { row.on.days(since: $0.lastDay) } }
    return zip(rows, zip(lags, lateness(lags))).map { row, lag in
      let change = moved[row.id.text]
      return Delivery(
        id: row.id, fileName: row.file, receivedOn: row.on, lastWeek: row.last, lag: lag.0, isLate: lag.1,
        counts: row.counts, accepted: row.accepted, rejected: row.rejected, duplicates: row.duplicates,
        restated: row.restated, unitsMoved: change?.units ?? 0, valueMoved: change?.value ?? 0)
    }
  }

  /// Sources of another kind with figures at the account's sites: their units can be compared, if not added up.
  private static func tieOuts(
    _ source: SalesSource, _ mine: SiteSet?, _ context: Context, _ db: Connection
  ) throws -> [TieOut] {
    guard let account = source.account else { return [] }
    let below = try Account.numbers(below: account, on: context.today, db).map { Int32(clamping: $0) }
    let sites = SiteSet(below.filter { mine?.contains($0) ?? true })
    let others = try SalesSource.all(db).filter {
      $0.id != source.id && ($0.account == account || $0.account == nil)
    }
    guard !others.isEmpty else { return [] }
    let here = try cells(source, sites, db)
    return try others.compactMap { other in
      let there = try cells(other, sites, db)
      return there.isEmpty ? nil : TieOut(other, here: here, there: there)
    }
  }

  private static func cells(
    _ source: SalesSource, _ sites: SiteSet, _ db: Connection
  ) throws -> [TieOut.Cell: Int64] {
    let scope = SalesScope(weeks: SiteReading.ever, sites: sites)
    let sums = try FactQuestion([.total(.units)], of: [source], in: scope, by: [.item, .week]).answer(db)
    return sums.cells.reduce(into: [:]) {
      $0[TieOut.Cell(item: $1.key.item, week: $1.key.week)] = $1.value.sums[0]
    }
  }
}

/// A source as the list reads it.
private struct Listed: Sendable {
  let code: String
  let account: String?
  let files: Int
  let facts: Int
  let rejected: Int
  let restated: Int
  let newest: Day?

  init(_ row: Row) throws {
    code = try row.text(0)
    account = try row.textOrNil(1)
    files = try row.int(2)
    facts = try row.int(3)
    rejected = try row.int(4)
    restated = try row.int(5)
    newest = try row.momentOrNil(6).map { Day($0) }
  }
}

/// A file as it came.
private struct Received: Sendable {
  let id: ID<SalesBatch>
  let file: String
  let on: Day
  let last: Week?
  let counts: Bool
  let accepted: Int
  let rejected: Int
  let duplicates: Int
  let restated: Int

  init(_ row: Row, endingOn weekday: Weekday) throws {
    id = try row.id(0)
    file = try row.text(1)
    on = Day(try row.moment(2))
    last = try row.intOrNil(3).map { Week(ordinal: $0, endingOn: weekday) }
    counts = try row.text(4) == "visible"
    accepted = try row.int(5)
    rejected = try row.int(6)
    duplicates = try row.int(7)
    restated = try row.int(8)
  }
}

/// A source's figures by site and week.
private struct SiteReading {
  /// All weeks that a company's calendar knows.
  static let ever: ClosedRange<Int32> = 0...20_000

  private(set) var weeks: [Int32: WeekCount] = [:]
  /// The weeks in which each site reported, and what it sold.
  private(set) var sites: [Int32: [Int32: Int64]] = [:]

  init(_ source: SalesSource, _ mine: SiteSet?, _ db: Connection) throws {
    let sums = try FactQuestion(
      [.total(.units), .total(.value)], of: [source], in: SalesScope(weeks: Self.ever, sites: mine),
      by: [.site, .week]
    ).answer(db)
    for (key, cell) in sums.cells {
      var count = weeks[key.week] ?? WeekCount()
      count.units += cell.sums[0] ?? 0
      count.value += cell.sums[1] ?? 0
      count.sites += 1
      weeks[key.week] = count
      sites[key.site, default: [:]][key.week] = cell.sums[1] ?? 0
    }
  }

  /// A site that reported in at least eight weeks of half a year and has said nothing for two.
  func silent(_ source: SalesSource, _ db: Connection) throws -> [SourceTrust.SilentSite] {
    guard let last = weeks.keys.max() else { return [] }
    let quiet = sites.compactMap { site, weeks -> (Int32, Int32, Int64)? in
      guard let newest = weeks.keys.max(), newest <= last - 2, newest > last - 26 else { return nil }
      guard weeks.keys.count(where: { $0 > newest - 26 }) >= 8 else { return nil }
      return (site, newest, weeks.filter { $0.key > newest - 13 }.values.reduce(0, +))
    }
    let names = Dictionary(
      uniqueKeysWithValues: try db.all(
        "SELECT number, id, name FROM accounts WHERE number IN \(SQL.list(quiet.map(\.0))) ORDER BY number"
      ) { (Int32(try $0.int(0)), (try $0.id(1, as: Account.self), try $0.text(2))) })
    return quiet.compactMap { site, newest, value in
      guard let (id, name) = names[site] else { return nil }
      return SourceTrust.SilentSite(
        id: id, name: name, lastWeek: Week(ordinal: Int(newest), endingOn: source.weekEnding),
        weeksSilent: Int(last - newest), value: value)
    }.sorted { ($1.value, $0.id) < ($0.value, $1.id) }
  }
}
