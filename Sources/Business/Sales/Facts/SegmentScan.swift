/// Sums the facts of many segments into groups: the one way from stored facts to figures.
///
/// Segments of one item may overlap (restatements): of the same (site, week) the newest batch counts. Averages,
/// shares and prices are quotients of two sums and are made above.
package struct SegmentScan: Sendable {
  /// What the answer is split by.
  package struct Axes: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let item = Axes(rawValue: 1)
    package static let site = Axes(rawValue: 2)
    package static let week = Axes(rawValue: 4)
  }

  /// One segment to be summed.
  package struct Part {
    /// Whose facts these are; parts of one item may replace each other's facts.
    package let item: Int32
    /// The number that stands for the item on the item axis: itself, or its brand, its category.
    package let group: Int32
    /// The import batch; a higher number is newer.
    package let batch: Int64
    package let view: SegmentView

    package init(item: Int32, group: Int32? = nil, batch: Int64, view: SegmentView) {
      self.item = item
      self.group = group ?? item
      self.batch = batch
      self.view = view
    }
  }

  package var quantities: [Quantity]
  package var axes: Axes
  /// Only these sites; nil for all.
  package var sites: SiteSet?
  /// Sites by the number that stands for them on the site axis (their account); a site without one is left out.
  package var siteGroups: [Int32: Int32]?
  package var weeks: ClosedRange<Int32>?
  /// An answer with more cells is refused before it takes memory.
  package var cellLimit = 8_000_000

  package init(
    _ quantities: [Quantity], by axes: Axes = [], sites: SiteSet? = nil, weeks: ClosedRange<Int32>? = nil
  ) {
    self.quantities = quantities
    self.axes = axes
    self.sites = sites
    self.weeks = weeks
  }

  package func run(_ parts: [Part]) throws(SegmentFault) -> ScanTotals {
    let live = parts.filter { part in
      !part.view.isEmpty && (weeks.map { $0.overlaps(part.view.firstWeek...part.view.lastWeek) } ?? true)
    }
    let table = SiteTable(self, live.map(\.view))
    let frame = ScanFrame(self, live, table)
    guard frame.cellCount <= cellLimit else { throw .tooManyGroups(frame.cellCount) }
    let sums = ScanSums(quantities, cells: frame.cellCount, rows: live.lazy.map(\.view.rowCount).max() ?? 0)
    var planner = RunPlanner(scan: self, frame: frame, table: table)
    for cluster in clusters(live) {
      if cluster.count == 1 {
        planner.plan(cluster[0])
        sums.add(cluster[0].view, planner.runs, weekly: axes.contains(.week))
      } else {
        for (view, runs) in planner.planMerged(cluster) {
          sums.add(view, runs, weekly: axes.contains(.week))
        }
      }
      if let measure = sums.overflown { throw .overflow(measure) }
    }
    return ScanTotals(scan: self, frame: frame, sums: sums)
  }

  /// Parts that may hold the same (item, week), oldest first; all others stand alone.
  private func clusters(_ parts: [Part]) -> [[Part]] {
    let byWeek = parts.enumerated().sorted {
      let (left, right) = ($0.element, $1.element)
      return (left.item, left.view.firstWeek, $0.offset) < (right.item, right.view.firstWeek, $1.offset)
    }
    var clusters: [[Part]] = [], order: [[Int]] = [], lastWeek = Int32.min
    for (place, part) in byWeek {
      if let item = clusters.last?.last?.item, item == part.item, part.view.firstWeek <= lastWeek {
        clusters[clusters.count - 1].append(part)
        order[order.count - 1].append(place)
        lastWeek = max(lastWeek, part.view.lastWeek)
      } else {
        clusters.append([part])
        order.append([place])
        lastWeek = part.view.lastWeek
      }
    }
    return zip(clusters, order).map { cluster, places in
      cluster.count == 1
        ? cluster
        : zip(cluster, places).sorted { ($0.0.batch, $0.1) < ($1.0.batch, $1.1) }.map(\.0)
    }
  }
}
