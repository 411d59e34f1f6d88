/// Turns segments into the runs of rows that a scan must add, filters applied.
struct RunPlanner {
  private let scan: SegmentScan
  private let frame: ScanFrame
  private let table: SiteTable
  private(set) var runs: [ScanRun] = []

  init(scan: SegmentScan, frame: ScanFrame, table: SiteTable) {
    self.scan = scan
    self.frame = frame
    self.table = table
  }

  /// The runs of a segment whose facts nothing replaces, into `runs`.
  mutating func plan(_ part: SegmentScan.Part) {
    runs.removeAll(keepingCapacity: true)
    let view = part.view, item = frame.itemPlace(part.group)
    if table.isIrrelevant, isWhole(view) {
      append(0..<view.rowCount, of: view, cell: frame.cell(item: item, site: 0))
    } else if let chosen = table.chosen, chosen.count * 8 < view.siteCount {
      for (site, place) in chosen {
        append(clipped(view.rows(of: site), view), of: view, cell: frame.cell(item: item, site: place))
      }
    } else {
      planBySite(view, item)
    }
  }

  private mutating func planBySite(_ view: SegmentView, _ item: Int) {
    let whole = isWhole(view)
    var start = 0
    for index in 0..<view.siteCount {
      let end = view.start(of: index + 1)
      let place = table.isIrrelevant ? 0 : table.place(of: view.site(at: index))
      if place >= 0 {
        let rows = whole ? start..<end : clipped(start..<end, view)
        append(rows, of: view, cell: frame.cell(item: item, site: place))
      }
      start = end
    }
  }

  /// The runs of each of several segments of one item, oldest first, without the facts that newer ones replace.
  func planMerged(_ cluster: [SegmentScan.Part]) -> [(SegmentView, [ScanRun])] {
    let views = cluster.map(\.view)
    var planners = [RunPlanner](repeating: self, count: views.count)
    for place in planners.indices { planners[place].runs = [] }
    SegmentMerge(views).eachVisible { place, index, rows in
      let view = views[place], site = table.isIrrelevant ? 0 : table.place(of: view.site(at: index))
      guard site >= 0 else { return }
      let item = frame.itemPlace(cluster[place].group)
      planners[place].append(clipped(rows, view), of: view, cell: frame.cell(item: item, site: site))
    }
    return zip(views, planners).map { ($0, $1.runs) }
  }

  @inline(__always)
  private mutating func append(_ rows: Range<Int>, of view: SegmentView, cell: Int) {
    guard !rows.isEmpty else { return }
    let shift = scan.axes.contains(.week) ? Int(view.firstWeek) - Int(frame.firstWeek) : 0
    let start = Int32(truncatingIfNeeded: rows.lowerBound), end = Int32(truncatingIfNeeded: rows.upperBound)
    if let last = runs.last, last.end == start, last.cell == cell + shift {
      runs[runs.count - 1] = ScanRun(start: last.start, end: end, cell: last.cell)
    } else {
      runs.append(ScanRun(start: start, end: end, cell: cell + shift))
    }
  }

  private func isWhole(_ view: SegmentView) -> Bool {
    guard let weeks = scan.weeks else { return true }
    return weeks.contains(view.firstWeek) && weeks.contains(view.lastWeek)
  }

  /// The part of some rows of one site (so in week order) that lies in the filter's weeks.
  private func clipped(_ rows: Range<Int>, _ view: SegmentView) -> Range<Int> {
    guard let weeks = scan.weeks, !isWhole(view) else { return rows }
    let low = max(0, Int(weeks.lowerBound) - Int(view.firstWeek))
    let past = max(0, Int(weeks.upperBound) - Int(view.firstWeek) + 1)
    let start = view.weeks.firstIndex(atLeast: UInt64(low), from: rows.lowerBound, count: rows.upperBound)
    return start..<view.weeks.firstIndex(atLeast: UInt64(past), from: start, count: rows.upperBound)
  }
}
