extension SegmentView {
  /// Writes a measure's figures of all rows, 0 where unknown, and says whether the segment has the measure.
  @discardableResult
  package func decode(_ measure: Measure, into target: UnsafeMutableBufferPointer<Int64>) -> Bool {
    precondition(target.count >= rowCount, "\(rowCount) rows do not fit \(target.count)")
    guard let column = column(measure), let out = target.baseAddress else { return false }
    switch column.codes.width {
    case 0: decode(Width0.self, column, out)
    case 1: decode(Width1.self, column, out)
    case 2: decode(Width2.self, column, out)
    case 4: decode(Width4.self, column, out)
    default: decode(Width8.self, column, out)
    }
    if column.known != nil {
      for row in 0..<rowCount where !column.isKnown(row) { out[row] = 0 }
    }
    return true
  }

  private func decode<W: PackedWidth>(_: W.Type, _ column: SegmentColumn, _ out: UnsafeMutablePointer<Int64>)
  {
    let start = column.codes.start, base = column.base, divisor = column.divisor
    if divisor == 1 {
      for row in 0..<rowCount { out[row] = base &+ Int64(bitPattern: W.read(start, row)) }
    } else if divisor <= 0xffff_ffff {
      // Both factors fit 32 bits for the narrow widths, which the processor multiplies four at a time.
      for row in 0..<rowCount {
        out[row] = base &+ Int64(bitPattern: W.read(start, row) &* (divisor & 0xffff_ffff))
      }
    } else {
      for row in 0..<rowCount { out[row] = base &+ Int64(bitPattern: W.read(start, row) &* divisor) }
    }
  }

  /// The whole segment as columns.
  package func factColumns() -> FactColumns {
    var copy = FactColumns(measures: measures)
    copy.reserve(rowCount)
    for index in 0..<siteCount { append(rows(at: index), of: site(at: index), to: &copy) }
    return copy
  }

  /// Appends some rows of one site to columns that hold at least this segment's measures.
  func append(_ rows: Range<Int>, of site: Int32, to copy: inout FactColumns) {
    let places = copy.measures.map { column($0) }
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: places.count) { cells in
      for row in rows {
        var mask: UInt32 = 0
        for (place, column) in places.enumerated() {
          let known = column?.isKnown(row) ?? false
          cells[place] = known ? column?.value(row) ?? 0 : 0
          if known { mask |= copy.measures[place].bit }
        }
        copy.append(site: site, week: week(at: row), present: mask, cells: UnsafeBufferPointer(cells))
      }
    }
  }
}
