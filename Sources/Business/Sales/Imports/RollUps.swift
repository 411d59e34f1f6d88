import Blueprint
import Foundation
import Kernel
import Storage

/// Keeps the weekly totals of every site beside the facts: what pages read when no item is asked for.
///
/// A year of a source has one edition that counts. A new one is written beside it piece by piece, and put
/// into force by changing one row, in the transaction that shows or hides the import.
enum RollUps {
  struct Edition: Sendable {
    let year: Int32
    let number: Int64
    /// How many rows hold it.
    var parts = 0
  }

  static let measures: [Measure] = [.units, .value, .cost, .lines]

  /// Sites whose totals share one row.
  private static let sitesPerPart = 128

  static func build(
    source: Int64, years: [Int32], _ choice: StoredSegments.Choice, _ context: Context
  ) async throws -> [Edition] {
    var editions: [Edition] = []
    for year in years {
      var edition = Edition(year: year, number: Int64.random(in: 1...Int64.max))
      let sums = try await sums(source: source, year: year, choice, context)
      for (place, part) in try sums.parts(sites: sitesPerPart).enumerated() {
        let target = edition
        try await context.database.write { db in
          try insert(part, source: source, target, place, db)
        }
        edition.parts += 1
      }
      editions.append(edition)
    }
    return editions
  }

  private static func sums(
    source: Int64, year: Int32, _ choice: StoredSegments.Choice, _ context: Context
  ) async throws -> SiteSums {
    let ranges = try await context.read { try StoredSegments.ranges(source: source, year: year, choice, $0) }
    var sums = SiteSums()
    for range in ranges {
      let found = try await context.read {
        try StoredSegments.load(source: source, products: range, year: year, choice, $0)
      }
      let shelf = SegmentShelf()
      for one in found { try shelf.add(one.data, product: one.product, batch: one.batch) }
      try sums.add(shelf)
      await Task.yield()
    }
    return sums
  }

  private static func insert(
    _ part: NewSegment, source: Int64, _ edition: Edition, _ place: Int, _ db: Connection
  ) throws {
    try db.run(
      """
      INSERT INTO sales_rollups (source, year, edition, part, first_site, last_site, first_week,
      last_week, data)
      VALUES (\(source), \(edition.year), \(edition.number), \(place), \(part.product), \(part.year),
        \(part.weeks.lowerBound), \(part.weeks.upperBound), \(part.data))
      """)
  }

  /// Whether all of them are there still: the start of another program may have swept them away.
  static func areWhole(_ editions: [Edition], source: Int64, _ db: Connection) throws -> Bool {
    try editions.allSatisfy { edition in
      try db.count(
        """
        SELECT COUNT(*) FROM sales_rollups
        WHERE source = \(source) AND year = \(edition.year) AND edition = \(edition.number)
        """) == edition.parts
    }
  }

  /// Lets editions count, in the transaction that changes what is visible; answers those that no longer do.
  static func apply(_ editions: [Edition], source: Int64, _ db: Connection) throws -> [Edition] {
    var old: [Edition] = []
    for edition in editions {
      let before = try db.first(
        "SELECT edition FROM sales_rollup_editions WHERE source = \(source) AND year = \(edition.year)"
      ) { Edition(year: edition.year, number: try $0.int64(0)) }
      if let before { old.append(before) }
      try db.run(
        """
        INSERT INTO sales_rollup_editions (source, year, edition) VALUES (\(source), \(edition.year),
        \(edition.number))
        ON CONFLICT (source, year) DO UPDATE SET edition = excluded.edition
        """)
    }
    return old
  }

  /// Throws editions away that do not count. Only these: another import may be writing its own.
  static func discard(_ editions: [Edition], source: Int64, _ context: Context) async throws {
    for edition in editions {
      try await context.database.write { db in
        try db.run(
          """
          DELETE FROM sales_rollups
          WHERE source = \(source) AND year = \(edition.year) AND edition = \(edition.number)
          """)
      }
    }
  }

  /// Throws away all that imports left behind when the program was killed; only where none is running.
  static func sweep(_ context: Context) async throws {
    try await context.database.write { db in
      try db.run(
        """
        DELETE FROM sales_rollups WHERE edition NOT IN (SELECT edition FROM sales_rollup_editions)
        """)
    }
  }
}

/// Sums by site and week while a year is added up range by range.
struct SiteSums {
  private var cells: [Int32: [Int32: [Int64]]] = [:]

  mutating func add(_ shelf: SegmentShelf) throws {
    let scan = SegmentScan([.total(.units), .total(.value), .total(.cost)], by: [.site, .week])
    let totals = try scan.run(shelf.parts)
    var site: Int32?, weeks: [Int32: [Int64]] = [:]
    for group in totals.groups {
      guard let groupSite = group.site, let week = group.week else { continue }
      if groupSite != site {
        if let site { cells[site] = weeks }
        site = groupSite
        weeks = cells.removeValue(forKey: groupSite) ?? [:]
      }
      var sums = weeks[week] ?? [0, 0, 0, 0, 0]
      for place in 0..<3 {
        guard let sum = totals.sum(place, group) else { continue }
        let (added, overflow) = sums[place].addingReportingOverflow(sum)
        if overflow { throw SegmentFault.overflow(RollUps.measures[place]) }
        sums[place] = added
        sums[4] |= 1 << Int64(place)
      }
      sums[3] += group.rows
      weeks[week] = sums
    }
    if let site { cells[site] = weeks }
  }

  /// As segments of a few sites each; `product` and `year` of a part say its first and last site.
  func parts(sites: Int) throws -> [NewSegment] {
    let order = cells.keys.sorted()
    var parts: [NewSegment] = []
    for start in stride(from: 0, to: order.count, by: sites) {
      var columns = FactColumns(measures: RollUps.measures)
      let chunk = order[start..<min(start + sites, order.count)]
      for site in chunk {
        for (week, sums) in (cells[site] ?? [:]).sorted(by: { $0.key < $1.key }) {
          var fact = Fact(site: site, item: 0, week: week)
          for place in 0..<3 where sums[4] >> Int64(place) & 1 == 1 {
            fact[RollUps.measures[place]] = sums[place]
          }
          fact[.lines] = sums[3]
          columns.append(fact)
        }
      }
      let weeks = (columns.weeks.min() ?? 0)...(columns.weeks.max() ?? 0)
      parts.append(
        NewSegment(
          product: chunk.first ?? 0, year: chunk.last ?? 0, part: 0, weeks: weeks, facts: columns.count,
          data: try Segment.encode(columns)))
    }
    return parts
  }
}
