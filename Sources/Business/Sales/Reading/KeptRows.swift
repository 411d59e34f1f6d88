import Foundation
import Kernel
import Storage

/// All SQL that reads kept totals.
enum KeptRows {
  /// The edition of a source's year that counts.
  struct Edition: Sendable, Equatable {
    let year: Int32
    let number: Int64
    let sites: Int
    let items: Int

    init(_ row: Row) throws {
      year = Int32(try row.int(0))
      number = try row.int64(1)
      sites = try row.int(2)
      items = try row.int(3)
    }
  }

  struct Kept: Sendable {
    let sheet: RollUpSheet
    let data: [UInt8]
  }

  static let columns = [
    "source", "year", "edition", "side", "site_group", "sheet", "part", "first_number", "last_number",
    "first_week", "last_week", "data",
  ]

  /// The editions in force of a source; nil where one of them lacks what this program keeps.
  static func editions(source: Int64, _ db: Connection) throws -> [Edition]? {
    let found = try db.all(
      "SELECT year, edition, sites, items, format FROM sales_rollup_editions WHERE source = \(source) ORDER BY year"
    ) { (edition: try Edition($0), format: try $0.int(4)) }
    return found.allSatisfy { $0.format == RollUps.format } ? found.map(\.edition) : nil
  }

  static func edition(source: Int64, year: Int32, _ db: Connection) throws -> Edition? {
    try db.first(
      """
      SELECT year, edition, sites, items FROM sales_rollup_editions
      WHERE source = \(source) AND year = \(year) AND format = \(RollUps.format)
      """
    ) { try Edition($0) }
  }

  /// The weeks that a source's year has segments in, of whatever state.
  static func reach(source: Int64, year: Int32, _ db: Connection) throws -> ClosedRange<Int32>? {
    try db.first(
      """
      SELECT MIN(first_week), MAX(last_week) FROM sales_segments WHERE source = \(source) AND year = \(year)
      HAVING COUNT(*) > 0
      """
    ) { Int32(try $0.int(0))...Int32(try $0.int(1)) }
  }

  static func load(
    source: Int64, _ editions: [Edition], _ side: RollUps.Side, _ group: Int32,
    numbers: ClosedRange<Int32> = Int32.min...Int32.max, weeks: ClosedRange<Int32> = Int32.min...Int32.max,
    sheets: [RollUpSheet], _ db: Connection
  ) throws -> [Kept] {
    guard !editions.isEmpty else { return [] }
    return try db.all(
      """
      SELECT sheet, data FROM sales_rollup_sheets WHERE source = \(source)
        AND year IN \(SQL.list(editions.map(\.year))) AND edition IN \(SQL.list(editions.map(\.number)))
        AND side = \(side) AND site_group = \(group) AND sheet IN \(SQL.list(sheets.map(\.number)))
        AND last_week >= \(weeks.lowerBound) AND first_week <= \(weeks.upperBound)
        AND last_number >= \(numbers.lowerBound) AND first_number <= \(numbers.upperBound)
      ORDER BY year, sheet, part
      """
    ) { row in
      let number = try row.int(0)
      return Kept(
        sheet: RollUpSheet.all[min(max(number, 0), RollUpSheet.all.count - 1)], data: try row.blob(1))
    }
  }

  /// The sites that make up each group of an edition.
  static func members(source: Int64, _ edition: Edition, _ db: Connection) throws -> [Int32: [Int32]] {
    let rows = try db.all(
      """
      SELECT site_group, sites FROM sales_rollup_sites
      WHERE source = \(source) AND year = \(edition.year) AND edition = \(edition.number) ORDER BY site_group
      """
    ) { (Int32(try $0.int(0)), try $0.blob(1)) }
    var members: [Int32: [Int32]] = [:]
    for (group, bytes) in rows {
      members[group] = try bytes.withUnsafeBytes { bytes in
        let view = try SegmentView(bytes)
        return (0..<view.siteCount).map { view.site(at: $0) }
      }
    }
    return members
  }
}
