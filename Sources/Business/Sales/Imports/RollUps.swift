package import Blueprint
import Foundation
package import Kernel
package import Storage

/// Keeps weekly totals beside the facts: of every site, and of every item over all sites and over groups of them.
///
/// A year of a source has one edition that counts. A new one is written beside it piece by piece, and put
/// into force by changing one row, in the transaction that shows or hides the import.
package enum RollUps {
  package struct Edition: Sendable {
    let year: Int32
    let number: Int64
    /// How many rows hold it.
    var rows = 0
    /// How many sites and items it tells apart: what reading it costs.
    var sites = 0
    var items = 0
  }

  /// What a row of `sales_rollup_sheets` is of: sites, or the items of a group of sites.
  enum Side: String, Choice { case site, item }

  /// The group of sites that holds them all.
  static let everySite: Int32 = 0
  /// How an edition of today is told from those of older programs.
  static let format = 2

  /// Makes new editions of some years; only `weeks` of each have changed since the ones in force.
  static func build(
    source: SalesSource, _ reach: [(year: Int32, weeks: ClosedRange<Int32>)], _ choice: StoredSegments.Choice,
    _ context: Context
  ) async throws -> [Edition] {
    var editions: [Edition] = []
    for (year, weeks) in reach {
      var building = try await RollUpBuilding(source, year: year, changed: weeks, choice, context)
      editions.append(try await building.write())
    }
    return editions
  }

  /// The editions of a source whose facts are written and not yet shown.
  package static func buildAll(source: ID<SalesSource>, _ context: Context) async throws -> [Edition] {
    var choice = StoredSegments.Choice()
    choice.withLoading = true
    let (found, years) = try await context.read { db in
      let found = try SalesSource.find(source, db)
      let years = try db.all(
        """
        SELECT year, MIN(first_week), MAX(last_week) FROM sales_segments WHERE source = \(found?.number ?? 0)
        GROUP BY year ORDER BY year
        """
      ) { (year: Int32(try $0.int(0)), weeks: Int32(try $0.int(1))...Int32(try $0.int(2))) }
      return (found, years)
    }
    guard let found else { throw ImportRefusal.notThere }
    return try await build(source: found, years, choice, context)
  }

  /// Whether all of them are there still: the start of another program may have swept them away.
  static func areWhole(_ editions: [Edition], source: Int64, _ db: Connection) throws -> Bool {
    try editions.allSatisfy { edition in
      try db.count(
        """
        SELECT COUNT(*) FROM sales_rollup_sheets
        WHERE source = \(source) AND year = \(edition.year) AND edition = \(edition.number)
        """) == edition.rows
    }
  }

  /// Lets editions count, in the transaction that changes what is visible; answers those that no longer do.
  @discardableResult
  package static func apply(_ editions: [Edition], source: Int64, _ db: Connection) throws -> [Edition] {
    var old: [Edition] = []
    for edition in editions {
      let before = try db.first(
        "SELECT edition FROM sales_rollup_editions WHERE source = \(source) AND year = \(edition.year)"
      ) { Edition(year: edition.year, number: try $0.int64(0)) }
      if let before { old.append(before) }
      try db.run(
        """
        INSERT INTO sales_rollup_editions (source, year, edition, format, sites, items)
        VALUES (\(source), \(edition.year), \(edition.number), \(format), \(edition.sites), \(edition.items))
        ON CONFLICT (source, year) DO UPDATE SET edition = excluded.edition, format = excluded.format,
          sites = excluded.sites, items = excluded.items
        """)
    }
    return old
  }

  /// Throws editions away that do not count. Only these: another import may be writing its own.
  static func discard(_ editions: [Edition], source: Int64, _ context: Context) async throws {
    for edition in editions {
      try await context.database.write { db in
        for table in ["sales_rollup_sheets", "sales_rollup_sites"] {
          try db.run(
            """
            DELETE FROM \(SQL(raw: table))
            WHERE source = \(source) AND year = \(edition.year) AND edition = \(edition.number)
            """)
        }
      }
    }
  }

  /// Throws away all that imports left behind when the program was killed; only where none is running.
  static func sweep(_ context: Context) async throws {
    try await context.database.write { db in
      for table in ["sales_rollup_sheets", "sales_rollup_sites"] {
        try db.run(
          """
          DELETE FROM \(SQL(raw: table)) WHERE edition NOT IN (SELECT edition FROM sales_rollup_editions)
          """)
      }
    }
  }
}
