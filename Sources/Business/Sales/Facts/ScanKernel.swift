/// The inner loops of a scan, one per width of the weeks and of the codes.
struct ScanKernel {
  let runs: UnsafeBufferPointer<ScanRun>
  let weeks: PackedNumbers
  /// Whether each row goes to its own week's cell or all rows of a run to one.
  let weekly: Bool

  typealias Cells = UnsafeMutablePointer<Int64>

  /// Adds 1 per row.
  func count(into cells: Cells) {
    guard weekly else {
      for run in runs { cells[run.cell] &+= Int64(run.end &- run.start) }
      return
    }
    switch weeks.width {
    case 0: count(Width0.self, cells)
    case 1: count(Width1.self, cells)
    default: count(Width2.self, cells)
    }
  }

  private func count<W: PackedWidth>(_: W.Type, _ cells: Cells) {
    for run in runs {
      let first = cells + run.cell
      var row = Int(run.start)
      while row < Int(run.end) {
        first[Int(truncatingIfNeeded: W.read(weeks.start, row))] &+= 1
        row &+= 1
      }
    }
  }

  /// Adds a column's figures, those that the mask leaves; true where a total left the range of 64 bits.
  func add(_ column: SegmentColumn, mask: UnsafeMutablePointer<UInt8>?, sums: Cells, gaps: Cells) -> Bool {
    switch column.codes.width {
    case 0: add(Width0.self, column, mask, sums, gaps)
    case 1: add(Width1.self, column, mask, sums, gaps)
    case 2: add(Width2.self, column, mask, sums, gaps)
    case 4: add(Width4.self, column, mask, sums, gaps)
    default: add(Width8.self, column, mask, sums, gaps)
    }
  }

  private func add<V: PackedWidth>(
    _: V.Type, _ column: SegmentColumn, _ mask: UnsafeMutablePointer<UInt8>?, _ sums: Cells, _ gaps: Cells
  ) -> Bool {
    guard weekly else {
      if V.self == Width8.self { return addWide(column, mask, sums, gaps) }
      return mask.map { reduce(V.self, column, $0, sums, gaps) } ?? reduce(V.self, column, sums)
    }
    switch weeks.width {
    case 0: return scatter(Width0.self, V.self, column, mask, sums, gaps)
    case 1: return scatter(Width1.self, V.self, column, mask, sums, gaps)
    default: return scatter(Width2.self, V.self, column, mask, sums, gaps)
    }
  }

  private func scatter<W: PackedWidth, V: PackedWidth>(
    _: W.Type, _: V.Type, _ column: SegmentColumn, _ mask: UnsafeMutablePointer<UInt8>?, _ sums: Cells,
    _ gaps: Cells
  ) -> Bool {
    let base = column.base, divisor = Int64(bitPattern: column.divisor), codes = column.codes.start
    let weeks = weeks.start
    var over: UInt8 = 0
    for run in runs {
      let sums = sums + run.cell, gaps = gaps + run.cell
      var row = Int(run.start)
      let end = Int(run.end)
      while row < end {
        let week = Int(truncatingIfNeeded: W.read(weeks, row))
        var value = base &+ Int64(bitPattern: V.read(codes, row)) &* divisor
        if let mask {
          value &= 0 &- Int64(mask[row])
          gaps[week] &+= Int64(1 &- mask[row])
        }
        let (sum, overflow) = sums[week].addingReportingOverflow(value)
        sums[week] = sum
        over |= overflow ? 1 : 0
        row &+= 1
      }
    }
    return over != 0
  }

  /// All rows of a run to one cell: only the codes are summed. Fewer than 2^31 codes of at most 32 bits fit 64.
  private func reduce<V: PackedWidth>(_: V.Type, _ column: SegmentColumn, _ sums: Cells) -> Bool {
    let codes = column.codes.start
    var over = false
    for run in runs {
      var total: UInt64 = 0
      for row in Int(run.start)..<Int(run.end) { total &+= V.read(codes, row) }
      over = Self.put(column, total, Int(run.end &- run.start), into: sums + run.cell) || over
    }
    return over
  }

  private func reduce<V: PackedWidth>(
    _: V.Type, _ column: SegmentColumn, _ mask: UnsafeMutablePointer<UInt8>, _ sums: Cells, _ gaps: Cells
  ) -> Bool {
    let codes = column.codes.start
    var over = false
    for run in runs {
      var total: UInt64 = 0, count: UInt32 = 0
      for row in Int(run.start)..<Int(run.end) {
        total &+= V.read(codes, row) & (0 &- UInt64(mask[row]))
        count &+= UInt32(mask[row])
      }
      over = Self.put(column, total, Int(count), into: sums + run.cell) || over
      gaps[run.cell] &+= Int64(run.end &- run.start) &- Int64(count)
    }
    return over
  }

  private static func put(_ column: SegmentColumn, _ codes: UInt64, _ count: Int, into cell: Cells) -> Bool {
    let added = Int128(count) * Int128(column.base) + Int128(codes) &* Int128(column.divisor)
    guard let sum = Int64(exactly: Int128(cell.pointee) &+ added) else { return true }
    cell.pointee = sum
    return false
  }

  /// Codes of 64 bits: summed as figures, in 128 bits.
  private func addWide(
    _ column: SegmentColumn, _ mask: UnsafeMutablePointer<UInt8>?, _ sums: Cells, _ gaps: Cells
  ) -> Bool {
    var over = false
    for run in runs {
      var total = Int128(sums[run.cell])
      for row in Int(run.start)..<Int(run.end) {
        if let mask, mask[row] == 0 { gaps[run.cell] &+= 1 } else { total += Int128(column.value(row)) }
      }
      if let sum = Int64(exactly: total) { sums[run.cell] = sum } else { over = true }
    }
    return over
  }

  /// Sets a byte per row to 1 where the flags have any of the wanted bits. A code's low byte decides its flags'
  /// low byte, so eight bits of arithmetic suffice.
  static func fillMask(
    _ mask: UnsafeMutableBufferPointer<UInt8>, _ count: Int, _ flags: SegmentColumn, _ wanted: UInt8
  ) {
    switch flags.codes.width {
    case 0: fillMask(Width0.self, mask, count, flags, wanted)
    case 1: fillMask(Width1.self, mask, count, flags, wanted)
    case 2: fillMask(Width2.self, mask, count, flags, wanted)
    case 4: fillMask(Width4.self, mask, count, flags, wanted)
    default: fillMask(Width8.self, mask, count, flags, wanted)
    }
  }

  private static func fillMask<V: PackedWidth>(
    _: V.Type, _ mask: UnsafeMutableBufferPointer<UInt8>, _ count: Int, _ flags: SegmentColumn,
    _ wanted: UInt8
  ) {
    guard let mask = mask.baseAddress else { return }
    let base = UInt8(truncatingIfNeeded: flags.base), divisor = UInt8(truncatingIfNeeded: flags.divisor)
    let codes = flags.codes.start
    for row in 0..<count {
      let bits = base &+ UInt8(truncatingIfNeeded: V.read(codes, row)) &* divisor
      mask[row] = bits & wanted == 0 ? 0 : 1
    }
  }
}
