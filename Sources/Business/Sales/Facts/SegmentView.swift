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
    if trust == .unchecked, Segment.checksum(bytes) != header.checksum { throw .damaged("its checksum differs") }
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
    if trust == .unchecked, !hasAscendingWeeks { throw .damaged("its weeks are out of order") }
  }

  private func checkKeys() throws(SegmentFault) {
    guard startsAreIndices ? siteCount == rowCount : start(of: 0) == 0 && start(of: siteCount) == rowCount
    else { throw .damaged("its site directory does not cover its rows") }
    var last: UInt64 = 0, ascending = true
    for index in 0..<siteCount {
      let site = sites[index]
      ascending = ascending && (index == 0 || site > last) && start(of: index) < start(of: index + 1)
      last = site
    }
    guard ascending, last <= UInt64(Int(Int32.max) - Int(lowestSite)) else {
      throw .damaged("its sites are out of order")
    }
    guard weeks.largest(rowCount) <= UInt64(Int(lastWeek) - Int(firstWeek)) else {
      throw .damaged("a week lies outside its range")
    }
  }

  private var hasAscendingWeeks: Bool {
    switch weeks.width {
    case 0: siteCount == rowCount
    case 1: hasAscendingWeeks(Width1.self)
    default: hasAscendingWeeks(Width2.self)
    }
  }

  private func hasAscendingWeeks<W: PackedWidth>(_: W.Type) -> Bool {
    // Descents are counted over all rows, then those at the first row of a site are forgiven: no branch per row.
    var descents = 0, forgiven = 0
    for row in stride(from: 1, to: rowCount, by: 1) {
      descents &+= W.read(weeks.start, row &- 1) < W.read(weeks.start, row) ? 0 : 1
    }
    for index in stride(from: 1, to: siteCount, by: 1) {
      let row = start(of: index)
      forgiven &+= W.read(weeks.start, row &- 1) < W.read(weeks.start, row) ? 0 : 1
    }
    return descents == forgiven
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
    var low = 0, high = siteCount
    while low < high {
      let middle = (low + high) / 2
      if sites[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < siteCount && sites[low] == wanted ? rows(at: low) : 0..<0
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
