/// A segment read where it lies, without copying. Opening checks every length, order and the checksum once;
/// after that no read can leave the bytes, whatever they hold.
///
/// The view is valid as long as the bytes are: use it inside the closure that lends them.
package struct SegmentView {
  package let rowCount: Int
  package let siteCount: Int
  package let firstWeek: Int32
  package let lastWeek: Int32
  let lowestSite: Int32
  let sites: PackedNumbers
  let starts: PackedNumbers
  let startsAreIndices: Bool
  let weeks: PackedNumbers
  let columns: [SegmentColumn]

  /// Whether bytes are new to the program or were opened by it before (the checksum is then skipped).
  package enum Trust: Sendable {
    case unchecked
    case checkedBefore
  }

  package init(_ bytes: UnsafeRawBufferPointer, _ trust: Trust = .unchecked) throws(SegmentFault) {
    let header = try SegmentHeader(bytes)
    if trust == .unchecked, Segment.checksum(bytes) != header.checksum {
      throw .damaged("its checksum differs")
    }
    let layout = header.layout, start = header.start
    columns = try header.columns()
    rowCount = layout.rows
    siteCount = layout.sites
    firstWeek = header.firstWeek
    lastWeek = header.lastWeek
    lowestSite = header.lowestSite
    sites = PackedNumbers(start: start + layout.sitesAt, width: layout.siteWidth)
    starts = PackedNumbers(start: start + layout.startsAt, width: layout.startWidth)
    startsAreIndices = layout.startWidth == SegmentLayout.startIsIndex
    weeks = PackedNumbers(start: start + layout.weeksAt, width: layout.weekWidth)
    try checkKeys()
    if trust == .unchecked { try checkWeekOrder() }
  }

  package var measures: [Measure] { columns.map(\.measure) }
  package var isEmpty: Bool { rowCount == 0 }

  package func site(at index: Int) -> Int32 { Int32(truncatingIfNeeded: Int(lowestSite) + Int(sites[index])) }

  func start(of index: Int) -> Int { startsAreIndices ? index : Int(starts[index]) }

  /// The rows of the n-th site.
  package func rows(at index: Int) -> Range<Int> { start(of: index)..<start(of: index + 1) }

  /// The rows of a site, in week order; empty where the segment has none.
  package func rows(of site: Int32) -> Range<Int> {
    guard site >= lowestSite else { return 0..<0 }
    let wanted = UInt64(Int(site) - Int(lowestSite))
    let index = sites.firstIndex(atLeast: wanted, from: 0, count: siteCount)
    return index < siteCount && sites[index] == wanted ? rows(at: index) : 0..<0
  }

  package func week(at row: Int) -> Int32 { Int32(truncatingIfNeeded: Int(firstWeek) + Int(weeks[row])) }

  func column(_ measure: Measure) -> SegmentColumn? { columns.first { $0.measure == measure } }

  /// One figure; nil where it is unknown. For many, use `decode` or a `SegmentScan`.
  package func value(_ measure: Measure, at row: Int) -> Int64? {
    precondition(row >= 0 && row < rowCount, "row \(row) of a segment of \(rowCount)")
    guard let column = column(measure), column.isKnown(row) else { return nil }
    return column.value(row)
  }

  /// The weeks and figures of one site: what a forecaster reads of a series.
  package func series(of site: Int32, _ measure: Measure) -> [(week: Int32, value: Int64?)] {
    rows(of: site).map { (week(at: $0), value(measure, at: $0)) }
  }
}
