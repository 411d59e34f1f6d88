/// Which facts of several segments of one item are in force: of the same (site, week), the newest batch's fact
/// stands whole, including what it does not know.
package struct SegmentMerge {
  private let views: [SegmentView]

  /// Segments of one item, oldest batch first.
  package init(_ views: [SegmentView]) {
    self.views = views
  }

  /// True where no two of the segments can hold the same week.
  static func areDisjoint(_ views: [SegmentView]) -> Bool {
    let byWeek = views.filter { !$0.isEmpty }.sorted { $0.firstWeek < $1.firstWeek }
    return zip(byWeek, byWeek.dropFirst()).allSatisfy { $0.lastWeek < $1.firstWeek }
  }

  /// The facts in force, as columns of every measure that any of the segments knows.
  package func columns() -> FactColumns {
    let known = Set(views.flatMap(\.measures))
    var merged = FactColumns(measures: Measure.allCases.filter(known.contains))
    merged.reserve(views.reduce(0) { $0 + $1.rowCount })
    var pending: [(view: Int, rows: Range<Int>)] = [], site: Int32 = 0
    eachVisible { view, index, rows in
      let next = views[view].site(at: index)
      if next != site || pending.isEmpty {
        flush(&pending, of: site, to: &merged)
        site = next
      }
      pending.append((view, rows))
    }
    flush(&pending, of: site, to: &merged)
    return merged
  }

  private func flush(
    _ pending: inout [(view: Int, rows: Range<Int>)], of site: Int32, to merged: inout FactColumns
  ) {
    // The visible pieces of a site never share a week, but their weeks may interleave: go row by row then.
    let pieces = pending.sorted {
      views[$0.view].week(at: $0.rows.lowerBound) < views[$1.view].week(at: $1.rows.lowerBound)
    }
    let inOrder = zip(pieces, pieces.dropFirst()).allSatisfy {
      views[$0.view].week(at: $0.rows.upperBound - 1) < views[$1.view].week(at: $1.rows.lowerBound)
    }
    if inOrder {
      for piece in pieces { views[piece.view].append(piece.rows, of: site, to: &merged) }
    } else {
      let single = pieces.flatMap { piece in piece.rows.map { (view: piece.view, row: $0) } }
      for (view, row) in single.sorted(by: {
        views[$0.view].week(at: $0.row) < views[$1.view].week(at: $1.row)
      }) {
        views[view].append(row..<row + 1, of: site, to: &merged)
      }
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Calls `visit(view, index of the site in that view, rows)` with every piece in force, by ascending site.
  func eachVisible(_ visit: (Int, Int, Range<Int>) -> Void) {
    var next = [Int](repeating: 0, count: views.count)
    let filled = views.filter { !$0.isEmpty }
    guard let first = filled.map(\.firstWeek).min(), let last = filled.map(\.lastWeek).max() else {
      return
    }
    var seen = SeenWeeks(first: first, last: last)
    // The site each view stands at; past its last one, a number that no site has.
    let done = Int64.max
    var sites = views.map { $0.isEmpty ? done : Int64($0.site(at: 0)) }, holders: [Int] = []
    while let site = sites.min(), site != done {
      holders.removeAll(keepingCapacity: true)
      for place in sites.indices where sites[place] == site { holders.append(place) }
      if holders.count == 1 {
        visit(holders[0], next[holders[0]], views[holders[0]].rows(at: next[holders[0]]))
      } else {
        visitUnseen(holders, next, &seen, visit)
      }
      for holder in holders {
        next[holder] += 1
        sites[holder] =
          next[holder] < views[holder].siteCount ? Int64(views[holder].site(at: next[holder])) : done
      }
    }
  }

  private func visitUnseen(
    _ holders: [Int], _ next: [Int], _ seen: inout SeenWeeks, _ visit: (Int, Int, Range<Int>) -> Void
  ) {
    seen.clear()
    for holder in holders.reversed() {
      let view = views[holder], rows = view.rows(at: next[holder])
      var start = rows.lowerBound
      for row in rows where !seen.insert(view.week(at: row)) {
        if start < row { visit(holder, next[holder], start..<row) }
        start = row + 1
      }
      if start < rows.upperBound { visit(holder, next[holder], start..<rows.upperBound) }
    }
  }
}

/// A set of weeks as bits.
private struct SeenWeeks {
  private let first: Int32
  private var words: [UInt64]

  init(first: Int32, last: Int32) {
    self.first = first
    words = [UInt64](repeating: 0, count: (Int(last) - Int(first)) / 64 + 1)
  }

  mutating func clear() {
    for place in words.indices { words[place] = 0 }
  }

  /// True where the week was not in the set before.
  mutating func insert(_ week: Int32) -> Bool {
    let bit = Int(week) - Int(first), mask: UInt64 = 1 << UInt64(bit & 63)
    defer { words[bit >> 6] |= mask }
    return words[bit >> 6] & mask == 0
  }
}
