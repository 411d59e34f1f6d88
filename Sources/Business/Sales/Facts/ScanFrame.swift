/// The shape of an answer: items x sites x weeks, each axis of length 1 where the answer is not split by it.
struct ScanFrame: Sendable {
  let items: [Int32]
  let sites: [Int32]
  let firstWeek: Int32
  let weekCount: Int
  let siteCount: Int
  let itemCount: Int

  init(_ scan: SegmentScan, _ parts: [SegmentScan.Part], _ table: SiteTable) {
    items = scan.axes.contains(.item) ? Set(parts.map(\.group)).sorted() : []
    sites = table.axis
    var low = parts.map(\.view.firstWeek).min() ?? 0, high = parts.map(\.view.lastWeek).max() ?? -1
    if let weeks = scan.weeks {
      low = max(low, weeks.lowerBound)
      high = min(high, weeks.upperBound)
    }
    firstWeek = low
    weekCount = scan.axes.contains(.week) ? max(0, Int(high) - Int(low) + 1) : 1
    siteCount = scan.axes.contains(.site) ? sites.count : 1
    itemCount = scan.axes.contains(.item) ? items.count : 1
  }

  var cellCount: Int {
    let (area, tooWide) = weekCount.multipliedReportingOverflow(by: siteCount)
    let (volume, tooBig) = area.multipliedReportingOverflow(by: itemCount)
    return tooWide || tooBig ? .max : volume
  }

  /// The first cell of an item and a place on the site axis.
  func cell(item: Int, site: Int) -> Int { (item * siteCount + site) * weekCount }

  func itemPlace(_ group: Int32) -> Int { items.isEmpty ? 0 : Self.place(of: group, in: items) ?? 0 }

  static func place(of number: Int32, in axis: [Int32]) -> Int? {
    var low = 0, high = axis.count
    while low < high {
      let middle = (low + high) / 2
      if axis[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < axis.count && axis[low] == number ? low : nil
  }
}

/// Rows that follow each other in a segment and go to cells from `cell` on (plus each row's week offset, where
/// the answer is split by week; the segment's own first week is already in `cell`).
struct ScanRun {
  let start: Int32, end: Int32
  let cell: Int
}
