package import Accounts
package import Blueprint
import Catalog
import Foundation
package import Kernel
package import Storage
import Team

/// What stands beside an account's or an item's name in figures.
package struct NamedNumber: Sendable {
  package let id: String
  package let number: Int32
  package let name: String
  package let isProvisional: Bool
}

extension SalesDesk {
  /// Differs as soon as an import was added, taken back or restored.
  package static func dataState(_ db: Connection) throws -> String {
    let sums = try db.first(
      "SELECT COUNT(*), CAST(COALESCE(SUM(state_version), 0) AS BIGINT) FROM sales_sources"
    ) {
      "\(try $0.int64(0)):\(try $0.int64(1))"
    }
    return sums ?? ""
  }

  /// The last week for which each source has facts that count; only sources that report of an account of the actor's, or
  /// of no account alone. Another's source would tell of its account by its name or its newest week.
  package static func through(for actor: Actor, _ db: Connection) throws -> [Int64: Int32] {
    let all = try through(db)
    guard !actor.seesEverything else { return all }
    let teams: SQL = actor.teams.isEmpty ? "1 = 0" : "a.team_id IN \(SQL.list(actor.teams))"
    let readable = try db.all(
      """
      WITH RECURSIVE above (id) AS (
        SELECT a.id FROM accounts a WHERE a.owner_id = \(actor.id) OR \(teams)
        UNION SELECT a.parent_id FROM accounts a JOIN above ON a.id = above.id WHERE a.parent_id IS NOT NULL
      )
      SELECT s.number FROM sales_sources s LEFT JOIN accounts a ON a.id = s.account_id
      WHERE s.account_id IS NULL OR \(Account.visible(to: actor)) OR a.id IN (SELECT id FROM above)
      """
    ) { try $0.int64(0) }
    let known = Set(readable)
    return all.filter { known.contains($0.key) }
  }

  /// The same of every source, whoever asks: for what is reckoned once for all readers.
  package static func through(_ db: Connection) throws -> [Int64: Int32] {
    let rows = try db.all(
      """
      SELECT e.source, MAX(r.last_week) FROM sales_rollup_editions e CROSS JOIN sales_rollup_sheets r
      WHERE r.source = e.source AND r.year = e.year AND r.edition = e.edition AND r.side = 'site' AND r.sheet = 0
      GROUP BY e.source
      """
    ) { (try $0.int64(0), Int32(try $0.int(1))) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// The sites below an account that the actor may see, on a day.
  package static func sites(
    below id: ID<Account>, on day: Day, for actor: Actor, _ db: Connection
  ) throws -> [Int32] {
    let numbers =
      try Account.treeDay(db) == day
      ? AccountNumbers.today(db).subtree(of: id)
      : Account.numbers(below: id, on: day, db).map { Int32(clamping: $0) }
    return try AccountNumbers.seen(numbers, by: actor, db)
  }

  /// An account's scope: its sites of today, or, as the tree was, its sites of each day.
  static func scope(
    of id: ID<Account>, weeks: ClosedRange<Int32>, as mode: TreeMode, weekEnding: Weekday, _ context: Context,
    _ db: Connection
  ) throws -> SalesScope {
    guard mode == .was else {
      let sites = try sites(below: id, on: context.today, for: context.actor, db)
      return SalesScope(weeks: weeks, sites: SiteSet(sites))
    }
    func lastDay(_ week: Int32) -> Day { Week(ordinal: Int(week), endingOn: weekEnding).lastDay }
    let changes = try db.all(
      """
      SELECT first_day FROM account_parents WHERE first_day > \(lastDay(weeks.lowerBound)) AND
        first_day <= \(lastDay(weeks.upperBound))
      UNION SELECT last_day FROM account_parents WHERE last_day >= \(lastDay(weeks.lowerBound)) AND
        last_day < \(lastDay(weeks.upperBound))
      """
    ) { try $0.day(0) }
    // A week belongs where its last day does: the first week that ends on a change or after it is the next
    // piece.
    let starts = Set(
      changes.flatMap { [$0, $0.advanced(by: 1)] }.map {
        Int32(Week(containing: $0, endingOn: weekEnding).ordinal)
      }
    ).filter { weeks.contains($0) && $0 > weeks.lowerBound }.sorted()
    let bounds = [weeks.lowerBound] + starts + [weeks.upperBound + 1]
    return SalesScope(
      pieces: try zip(bounds, bounds.dropFirst()).map { first, next in
        let sites = try sites(below: id, on: lastDay(first), for: context.actor, db)
        return SalesScope.Piece(weeks: first...(next - 1), sites: SiteSet(sites))
      })
  }

  /// Accounts at the top of what the actor may see, and for each site number the one above it.
  package static func tops(
    for actor: Actor, _ db: Connection
  ) throws -> (tops: [NamedNumber], top: [Int32: Int32]) {
    let tree = try AccountNumbers.today(db)
    let seen = try AccountNumbers.seen(Array(tree.all), by: actor, db), mine = Set(seen)
    var top: [Int32: Int32] = [:]
    for number in seen { top[number] = summit(number, tree.above, within: mine, below: nil, &top) }
    return (try named(seen.filter { top[$0] == $0 }, db), top)
  }

  private static func named(_ numbers: [Int32], _ db: Connection) throws -> [NamedNumber] {
    var found: [NamedNumber] = []
    for batch in numbers.sorted().chunked(by: 500) {
      found += try db.all(
        "SELECT id, number, name, is_provisional FROM accounts WHERE number IN \(SQL.list(batch)) ORDER BY number"
      ) {
        NamedNumber(
          id: try $0.text(0), number: Int32(try $0.int(1)), name: try $0.text(2),
          isProvisional: try $0.bool(3))
      }
    }
    return found
  }

  /// The highest visible account above one, or the one that hangs directly below `stop`.
  private static func summit(
    _ start: Int32, _ parents: [Int32: Int32], within mine: Set<Int32>, below stop: Int32?,
    _ known: inout [Int32: Int32]
  ) -> Int32 {
    var number = start, steps = 0
    while let above = parents[number], above != stop, mine.contains(above), steps < 100 {
      if let found = known[above] { return found }
      number = above
      steps += 1
    }
    return number
  }

  /// The children of an account of today, and for each site below them the child above it.
  package static func children(
    of id: ID<Account>, _ db: Connection, for actor: Actor
  ) throws -> (children: [NamedNumber], child: [Int32: Int32]) {
    let tree = try AccountNumbers.today(db)
    guard let root = tree.number(of: id) else { return ([], [:]) }
    let below = tree.subtree(of: id), within = Set(below)
    var child: [Int32: Int32] = [:]
    for number in below where number != root {
      child[number] = summit(number, tree.above, within: within, below: root, &child)
    }
    let direct = try db.all(
      """
      SELECT a.number FROM accounts a WHERE a.parent_id = \(id) AND a.merged_into IS NULL AND \(Account.visible(to: actor))
      """
    ) { Int32(try $0.int(0)) }
    return (try named(direct, db), child)
  }
}

/// By which tree an account's old figures are added up.
package enum TreeMode: String, Choice {
  case today = "as-is"
  case was = "as-was"
}
