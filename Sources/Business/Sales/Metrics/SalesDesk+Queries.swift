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

  /// The last week for which each source has visible facts.
  package static func through(_ db: Connection) throws -> [Int64: Int32] {
    let rows = try db.all(
      """
      SELECT e.source, MAX(r.last_week) FROM sales_rollup_editions e
      JOIN sales_rollup_sheets r ON r.source = e.source AND r.year = e.year AND r.edition = e.edition
        AND r.side = 'site' AND r.sheet = 0
      GROUP BY e.source
      """
    ) { (try $0.int64(0), Int32(try $0.int(1))) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// The sites below an account that the actor may see, on a day.
  package static func sites(
    below id: ID<Account>, on day: Day, for actor: Actor, _ db: Connection
  ) throws -> [Int32] {
    try seen(try Account.numbers(below: id, on: day, db), by: actor, db)
  }

  private static func seen(_ numbers: [Int64], by actor: Actor, _ db: Connection) throws -> [Int32] {
    guard !actor.seesEverything else { return numbers.map { Int32(clamping: $0) } }
    let mine = Set(
      try db.all("SELECT a.number FROM accounts a WHERE \(Account.visible(to: actor))") { try $0.int64(0) })
    return numbers.filter(mine.contains).map { Int32(clamping: $0) }
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
    let rows = try db.all(
      """
      SELECT a.id, a.number, a.name, a.is_provisional, p.number FROM accounts a
      LEFT JOIN accounts p ON p.id = COALESCE(a.merged_into, a.parent_id)
      WHERE \(Account.visible(to: actor)) ORDER BY a.number
      """
    ) {
      (
        NamedNumber(
          id: try $0.text(0), number: Int32(try $0.int(1)), name: try $0.text(2),
          isProvisional: try $0.bool(3)),
        try $0.intOrNil(4).map { Int32($0) }
      )
    }
    let parents = Dictionary(uniqueKeysWithValues: rows.map { ($0.0.number, $0.1) })
    var top: [Int32: Int32] = [:]
    for (node, _) in rows { top[node.number] = summit(node.number, parents, below: nil, &top) }
    return (rows.map(\.0).filter { top[$0.number] == $0.number }, top)
  }

  /// The highest visible account above one, or the one that hangs directly below `stop`.
  private static func summit(
    _ start: Int32, _ parents: [Int32: Int32?], below stop: Int32?, _ known: inout [Int32: Int32]
  ) -> Int32 {
    var number = start, steps = 0
    while let above = parents[number] ?? nil, above != stop, parents.keys.contains(above), steps < 100 {
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
    // Each account below comes with the number of the child that it hangs under.
    let rows = try db.all(
      """
      WITH RECURSIVE below(id, child) AS (
        SELECT q.id, q.number FROM accounts q WHERE q.parent_id = \(id)
        UNION ALL SELECT q.id, below.child FROM accounts q JOIN below ON q.parent_id = below.id
      )
      SELECT a.number, below.child FROM below JOIN accounts a ON a.id = below.id
      """
    ) { (Int32(clamping: try $0.int64(0)), Int32(clamping: try $0.int64(1))) }
    let direct = try Account.children(of: id, for: actor, limit: .max, db).sorted { $0.number < $1.number }
    return (
      direct.map {
        NamedNumber(
          id: $0.id.text, number: Int32(clamping: $0.number), name: $0.name, isProvisional: $0.isProvisional)
      }, Dictionary(rows) { first, _ in first }
    )
  }
}

/// By which tree an account's old figures are added up.
package enum TreeMode: String, Choice {
  case today = "as-is"
  case was = "as-was"
}
