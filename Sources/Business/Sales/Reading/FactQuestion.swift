package import Foundation
import Kernel
import Storage

/// A question to the facts: the one way from a screen to stored sales figures.
///
/// Who asks says what to sum, over which sites, weeks and items, and by what to split. How the facts lie (segments, kept
/// roll-ups, one day a column store) stays behind `answer`.
package struct FactQuestion: Sendable {
  /// Sources of one lens: figures of different kinds or currencies can't be added up.
  package var sources: [SalesSource]
  package var scope: SalesScope
  package var quantities: [SegmentScan.Quantity]
  package var axes: SegmentScan.Axes
  /// Items by the number that stands for them on the item axis; an item without one is left out. Nil: itself.
  package var itemGroups: [Int32: Int32]?
  /// Sites by the number that stands for them on the site axis; a site without one is left out. Nil: itself.
  package var siteGroups: [Int32: Int32]?
  /// Only what counted at this moment; nil: now.
  package var asKnownOn: Date?

  package init(
    _ quantities: [SegmentScan.Quantity], of sources: [SalesSource], in scope: SalesScope,
    by axes: SegmentScan.Axes = []
  ) {
    self.quantities = quantities
    self.sources = sources
    self.scope = scope
    self.axes = axes
  }
}

/// Exact sums by item, site and week, as far as the question was split by them.
package struct FactSums: Sendable {
  /// A part of the key that the question was not split by is 0.
  package struct Key: Hashable, Sendable {
    package var item: Int32
    package var site: Int32
    package var week: Int32

    package init(item: Int32 = 0, site: Int32 = 0, week: Int32 = 0) {
      self.item = item
      self.site = site
      self.week = week
    }
  }

  package struct Cell: Hashable, Sendable {
    /// One sum for each quantity asked, at its measure's scale; nil where no fact knows it.
    package var sums: [Int64?]
    package var facts: Int64
  }

  package private(set) var cells: [Key: Cell] = [:]

  package subscript(key: Key) -> Cell? { cells[key] }

  mutating func add(_ cell: Cell, at key: Key) throws(SegmentFault) {
    guard var known = cells[key] else {
      cells[key] = cell
      return
    }
    for place in known.sums.indices {
      guard let more = cell.sums[place] else { continue }
      let (sum, overflow) = (known.sums[place] ?? 0).addingReportingOverflow(more)
      if overflow { throw .overflow(.value) }
      known.sums[place] = sum
    }
    known.facts += cell.facts
    cells[key] = known
  }
}
