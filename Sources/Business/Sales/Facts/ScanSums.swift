/// The running totals of a scan: per cell how many facts, per quantity and cell the sum and how many facts
/// did not have the quantity.
final class ScanSums {
  let cellCount: Int
  let rows: UnsafeMutableBufferPointer<Int64>
  private let quantities: [SegmentScan.Quantity]
  private let sums: UnsafeMutableBufferPointer<Int64>
  private let gaps: UnsafeMutableBufferPointer<Int64>
  /// One byte per row of the segment at hand: 1 where the quantity counts.
  private let mask: UnsafeMutableBufferPointer<UInt8>
  /// The figures of two measures and, row by row, their products; made when first needed.
  private var products = UnsafeMutableBufferPointer<Int64>(start: nil, count: 0)
  private var factors = UnsafeMutableBufferPointer<Int64>(start: nil, count: 0)
  /// The first measure whose total left the range.
  private(set) var overflown: Measure?

  init(_ quantities: [SegmentScan.Quantity], cells: Int, rows rowLimit: Int) {
    self.quantities = quantities
    cellCount = cells
    rows = .allocate(capacity: cells)
    sums = .allocate(capacity: cells * quantities.count)
    gaps = .allocate(capacity: cells * quantities.count)
    mask = .allocate(capacity: rowLimit)
    rows.initialize(repeating: 0)
    sums.initialize(repeating: 0)
    gaps.initialize(repeating: 0)
    mask.initialize(repeating: 0)
  }

  deinit {
    rows.deallocate()
    sums.deallocate()
    gaps.deallocate()
    mask.deallocate()
    products.deallocate()
    factors.deallocate()
  }

  func sum(_ quantity: Int, _ cell: Int) -> Int64 { sums[quantity * cellCount + cell] }
  func count(_ quantity: Int, _ cell: Int) -> Int64 { rows[cell] - gaps[quantity * cellCount + cell] }

  /// Adds the runs of one segment.
  func add(_ view: SegmentView, _ runs: [ScanRun], weekly: Bool) {
    guard let rows = rows.baseAddress, let sums = sums.baseAddress, let gaps = gaps.baseAddress else {
      return
    }
    runs.withUnsafeBufferPointer { runs in
      let kernel = ScanKernel(runs: runs, weeks: view.weeks, weekly: weekly)
      kernel.count(into: rows)
      for (place, quantity) in quantities.enumerated() {
        let sum = sums + place * cellCount, gap = gaps + place * cellCount
        guard let column = column(view, quantity), let isMasked = fillMask(view, quantity) else {
          kernel.count(into: gap)
          continue
        }
        let over = kernel.add(column, mask: isMasked ? mask.baseAddress : nil, sums: sum, gaps: gap)
        if over { overflown = overflown ?? quantity.measure }
      }
    }
  }

  /// The figures to add: a column as it lies, or the products of two.
  private func column(_ view: SegmentView, _ quantity: SegmentScan.Quantity) -> SegmentColumn? {
    guard let weight = quantity.weight else { return view.column(quantity.measure) }
    if products.isEmpty {
      products = .allocate(capacity: mask.count)
      factors = .allocate(capacity: mask.count)
    }
    guard let start = products.baseAddress, view.decode(quantity.measure, into: products),
      view.decode(weight, into: factors)
    else { return nil }
    var over = false
    for row in 0..<view.rowCount {
      // A figure that is unknown was decoded as 0, and the mask leaves its row out.
      let (product, overflow) = products[row].multipliedReportingOverflow(by: factors[row])
      products[row] = product.littleEndian
      over = over || overflow
    }
    if over { overflown = overflown ?? quantity.measure }
    let codes = PackedNumbers(start: UnsafeRawPointer(start), width: 8)
    return SegmentColumn(measure: quantity.measure, base: 0, divisor: 1, codes: codes, known: nil)
  }

  /// Fills the mask where some rows do not count: false where all do, nil where none can.
  private func fillMask(_ view: SegmentView, _ quantity: SegmentScan.Quantity) -> Bool? {
    let count = view.rowCount
    var isMasked = false
    if let wanted = quantity.flags {
      guard let flags = view.column(.flags) else { return nil }
      ScanKernel.fillMask(mask, count, flags, wanted.rawValue)
      isMasked = true
    }
    for measure in quantity.needs {
      guard let column = view.column(measure) else { return nil }
      guard column.known != nil else { continue }
      if !isMasked { UnsafeMutableBufferPointer(rebasing: mask[..<count]).update(repeating: 1) }
      clearUnknown(column, count)
      isMasked = true
    }
    return isMasked
  }

  private func clearUnknown(_ column: SegmentColumn, _ count: Int) {
    guard let known = column.known, let mask = mask.baseAddress else { return }
    for row in 0..<count {
      mask[row] &=
        known.load(fromByteOffset: row >> 3, as: UInt8.self) >> UInt8(truncatingIfNeeded: row & 7) & 1
    }
  }
}
