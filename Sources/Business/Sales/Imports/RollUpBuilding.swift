import Blueprint
import Foundation
import Kernel
import Storage

/// Makes one edition of the kept totals of a source's year: weeks that did not change are taken over from the one in
/// force, the others are summed again from the facts.
struct RollUpBuilding {
  private let source: SalesSource
  private let choice: StoredSegments.Choice
  private let context: Context
  private let year: Int32
  /// The weeks to be read again, and those that the edition may have at all.
  private let changed: ClosedRange<Int32>
  private let weeks: ClosedRange<Int32>
  /// The edition that unchanged weeks are taken from.
  private let old: KeptRows.Edition?
  private var groups: SiteGroups
  private var sites: WeeklySums
  private var edition: RollUps.Edition

  /// Sites, or items, whose totals share a row.
  private static let numbersPerPart = 128
  private static let cellsAtOnce = 200_000

  init(
    _ source: SalesSource, year: Int32, changed: ClosedRange<Int32>, _ choice: StoredSegments.Choice,
    _ context: Context
  ) async throws {
    let found = try await context.read { db in
      let old = try KeptRows.edition(source: source.number, year: year, db)
      return (
        old, try SiteGroups(source, kept: old, db), try KeptRows.reach(source: source.number, year: year, db)
      )
    }
    // A tree that got groups since shall have their totals too, so all is read again.
    let isKept = found.0 != nil && found.1.isAsKept
    old = isKept ? found.0 : nil
    groups = found.1
    let reach = found.2 ?? changed
    weeks = min(reach.lowerBound, changed.lowerBound)...max(reach.upperBound, changed.upperBound)
    self.changed = isKept ? changed : weeks
    self.source = source
    self.year = year
    self.choice = choice
    self.context = context
    sites = WeeklySums(weeks)
    edition = RollUps.Edition(year: year, number: Int64.random(in: 1...Int64.max))
  }

  mutating func write() async throws -> RollUps.Edition {
    let (source, year, choice, changed) = (source.number, year, choice, changed)
    let most = max(1, min(Self.numbersPerPart, Self.cellsAtOnce / (weeks.count * (groups.count + 1))))
    let ranges = try await context.read {
      try StoredSegments.ranges(source: source, year: year, weeks: changed, choice, most: most, $0)
    }
    for (place, range) in ranges.enumerated() {
      try await addItems(range, place)
      await Task.yield()
    }
    if let old {
      try await takeOver(
        old, side: .site, group: RollUps.everySite, numbers: Int32.min...Int32.max, into: &sites)
    }
    let numbers = sites.numbers
    edition.sites = numbers.count
    for (place, start) in stride(from: 0, to: numbers.count, by: Self.numbersPerPart).enumerated() {
      let some = numbers[start..<min(start + Self.numbersPerPart, numbers.count)]
      try await insert(sites, Array(some), .site, RollUps.everySite, place)
    }
    try await insertMembers(numbers)
    return edition
  }

  // MARK: - Adding up

  private mutating func addItems(_ range: ClosedRange<Int32>, _ place: Int) async throws {
    let (source, year, choice, changed) = (source.number, year, choice, changed)
    let found = try await context.read {
      try StoredSegments.load(source: source, products: range, year: year, weeks: changed, choice, $0)
    }
    let shelf = SegmentShelf()
    for one in found { try shelf.add(one.data, product: one.product, batch: one.batch) }
    var whole = WeeklySums(weeks), grouped: [Int32: WeeklySums] = [:]
    if !shelf.parts.isEmpty {
      try addSites(shelf)
      try addItems(shelf, &whole, &grouped)
    }
    for group in groups.numbers + [RollUps.everySite] {
      var sums = group == RollUps.everySite ? whole : grouped[group] ?? WeeklySums(weeks)
      if let old { try await takeOver(old, side: .item, group: group, numbers: range, into: &sums) }
      try await insert(sums, sums.numbers, .item, group, place)
      if group == RollUps.everySite { edition.items += sums.numbers.count }
    }
  }

  private mutating func addSites(_ shelf: SegmentShelf) throws {
    let known = Self.quantities(shelf)
    let scan = SegmentScan(known.map { RollUpSheet.quantities[$0] }, by: [.site, .week], weeks: changed)
    let totals = try scan.run(shelf.parts)
    for group in totals.groups {
      guard let site = group.site, let week = group.week else { continue }
      try sites.add(totals, group, known, number: site, week: week)
    }
  }

  private mutating func addItems(
    _ shelf: SegmentShelf, _ whole: inout WeeklySums, _ grouped: inout [Int32: WeeklySums]
  ) throws {
    let known = Self.quantities(shelf)
    var scan = SegmentScan(known.map { RollUpSheet.quantities[$0] }, by: [.item, .week], weeks: changed)
    if !groups.isEmpty {
      scan.axes.insert(.site)
      scan.siteGroups = groups.numbers(of: sites.numbers)
    }
    let totals = try scan.run(shelf.parts)
    for group in totals.groups {
      guard let item = group.item, let week = group.week else { continue }
      try whole.add(totals, group, known, number: item, week: week)
      guard let site = group.site else { continue }
      try grouped[site, default: WeeklySums(weeks)].add(totals, group, known, number: item, week: week)
    }
  }

  /// The places of the quantities that any of these segments can know something of.
  private static func quantities(_ shelf: SegmentShelf) -> [Int] {
    let measures = shelf.parts.reduce(into: Set<Measure>()) { $0.formUnion($1.view.measures) }
    return RollUpSheet.quantities.indices.filter { measures.isSuperset(of: RollUpSheet.quantities[$0].needs) }
  }

  private func takeOver(
    _ old: KeptRows.Edition, side: RollUps.Side, group: Int32, numbers: ClosedRange<Int32>,
    into sums: inout WeeklySums
  ) async throws {
    let source = source.number
    let rows = try await context.read {
      try KeptRows.load(source: source, [old], side, group, numbers: numbers, sheets: RollUpSheet.all, $0)
    }
    for row in rows {
      try row.data.withUnsafeBytes { bytes in
        try sums.add(try SegmentView(bytes), row.sheet, of: numbers, outside: changed)
      }
    }
  }

  // MARK: - Putting away

  private mutating func insert(
    _ sums: WeeklySums, _ numbers: [Int32], _ side: RollUps.Side, _ group: Int32, _ place: Int
  ) async throws {
    guard let first = numbers.first, let last = numbers.last else { return }
    var rows: [[Value]] = []
    for sheet in RollUpSheet.all where sums.knows(sheet) {
      let columns = sums.columns(numbers, sheet)
      guard let low = columns.weeks.min(), let high = columns.weeks.max() else { continue }
      rows.append([
        source.number.value, year.value, edition.number.value, side.rawValue.value, group.value,
        sheet.number.value, place.value, first.value, last.value, low.value, high.value,
        try Segment.encode(columns).value,
      ])
    }
    let stored = rows
    edition.rows += rows.count
    try await context.database.write { db in
      try db.insertMany(into: "sales_rollup_sheets", columns: KeptRows.columns, rows: stored)
    }
  }

  private func insertMembers(_ sites: [Int32]) async throws {
    var members = [RollUps.everySite: sites]
    for (site, group) in groups.numbers(of: sites) { members[group, default: []].append(site) }
    let rows = try members.map { group, sites -> [Value] in
      let keys = sites.sorted().map { Fact(site: $0, item: 0, week: 0) }
      return [
        source.number.value, year.value, edition.number.value, group.value,
        try Segment.encode(FactColumns(keys, measures: [])).value,
      ]
    }
    try await context.database.write { db in
      try db.insertMany(
        into: "sales_rollup_sites", columns: ["source", "year", "edition", "site_group", "sites"], rows: rows)
    }
  }
}
