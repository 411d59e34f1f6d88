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
  package var store: Store = .cheapest

  /// Where an answer is read from.
  package enum Store: Sendable {
    /// Kept totals where they can answer exactly, the facts elsewhere.
    case cheapest
    /// The facts alone: to hold kept totals against them.
    case facts
  }

  /// Also how many different sites, or items, sold in each group.
  package var distinct: Distinct?

  /// Different things that are counted: those whose units in the group come to more than nothing.
  package enum Distinct: Sendable, Equatable {
    case sites
    case items
    /// Sites, of which each also adds its figure here (its all-commodity volume) to the group's `weight`.
    case weightedSites([Int32: Int64])
  }

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
    /// One sum for each quantity asked, at the quantity's scale; nil where no fact knows it.
    package var sums: [Int64?]
    /// For each quantity how many facts know it.
    package var counts: [Int64]
    package var facts: Int64
    /// How many different sites or items sold, where that was asked.
    package var distinct: Int64 = 0
    /// What those sites weigh together, where that was asked.
    package var weight: Int64 = 0
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
      known.counts[place] += cell.counts[place]
    }
    known.facts += cell.facts
    cells[key] = known
  }

  /// Says how many different things sold in a group that has facts.
  mutating func count(_ distinct: Int64, weight: Int64, at key: Key) throws(SegmentFault) {
    guard var cell = cells[key] else { return }
    cell.distinct += distinct
    let (sum, overflow) = cell.weight.addingReportingOverflow(weight)
    if overflow { throw .overflow(.acv) }
    cell.weight = sum
    cells[key] = cell
  }
}
