/// A scan's answer: sums and counts by item, site and week, as far as it was split by them.
package struct ScanTotals {
  /// One cell of the answer that has facts; a key is nil where the answer is not split by it.
  package struct Group: Equatable, Sendable {
    package let item: Int32?
    package let site: Int32?
    package let week: Int32?
    /// How many facts.
    package let rows: Int64
    let cell: Int
  }

  private let scan: SegmentScan
  private let frame: ScanFrame
  private let sums: ScanSums

  init(scan: SegmentScan, frame: ScanFrame, sums: ScanSums) {
    self.scan = scan
    self.frame = frame
    self.sums = sums
  }

  /// The groups that have facts, by item, then site, then week.
  package var groups: [Group] {
    (0..<sums.cellCount).compactMap { cell in
      sums.rows[cell] == 0 ? nil : group(cell)
    }
  }

  private func group(_ cell: Int) -> Group {
    let week = cell % frame.weekCount, line = cell / frame.weekCount
    let site = line % frame.siteCount, item = line / frame.siteCount
    return Group(
      item: frame.items.isEmpty ? nil : frame.items[item],
      site: frame.sites.isEmpty ? nil : frame.sites[site],
      week: scan.axes.contains(.week) ? Int32(Int(frame.firstWeek) + week) : nil, rows: sums.rows[cell],
      cell: cell)
  }

  /// The group with these keys; nil where it has no facts.
  package func group(item: Int32? = nil, site: Int32? = nil, week: Int32? = nil) -> Group? {
    let itemPlace = item.map { ScanFrame.place(of: $0, in: frame.items) } ?? 0
    let sitePlace = site.map { ScanFrame.place(of: $0, in: frame.sites) } ?? 0
    let weekPlace = week.map { Int($0) - Int(frame.firstWeek) } ?? 0
    guard let itemPlace, let sitePlace, weekPlace >= 0, weekPlace < frame.weekCount, sums.cellCount > 0 else {
      return nil
    }
    let cell = frame.cell(item: itemPlace, site: sitePlace) + weekPlace
    return sums.rows[cell] == 0 ? nil : group(cell)
  }

  /// The sum of the n-th quantity; nil where no fact of the group knows it.
  package func sum(_ quantity: Int, _ group: Group) -> Int64? {
    sums.count(quantity, group.cell) == 0 ? nil : sums.sum(quantity, group.cell)
  }

  /// How many facts of the group know the n-th quantity.
  package func count(_ quantity: Int, _ group: Group) -> Int64 { sums.count(quantity, group.cell) }
}
