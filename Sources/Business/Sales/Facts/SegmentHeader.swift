/// The first bytes of a segment, read and checked before anything else is believed.
struct SegmentHeader {
  let start: UnsafeRawPointer
  let layout: SegmentLayout
  let firstWeek: Int32, lastWeek: Int32, lowestSite: Int32
  let checksum: UInt64
  private let size: Int

  init(_ bytes: UnsafeRawBufferPointer) throws(SegmentFault) {
    guard bytes.count >= SegmentLayout.headerSize, let start = bytes.baseAddress else { throw .notASegment }
    func number<Number: FixedWidthInteger & BitwiseCopyable>(_ at: Int, _: Number.Type) -> Number {
      Number(littleEndian: start.loadUnaligned(fromByteOffset: at, as: Number.self))
    }
    guard number(0, UInt32.self) == SegmentLayout.magic else { throw .notASegment }
    let version = Int(number(4, UInt16.self))
    guard version == SegmentLayout.version else { throw .unknownVersion(version) }
    self.start = start
    size = bytes.count
    layout = SegmentLayout(
      rows: Int(number(8, UInt32.self)), sites: Int(number(12, UInt32.self)), siteWidth: Int(bytes[6]),
      startWidth: Int(bytes[7]), weekWidth: Int(bytes[28]), columnCount: Int(bytes[29]))
    firstWeek = number(16, Int32.self)
    lastWeek = number(20, Int32.self)
    lowestSite = number(24, Int32.self)
    checksum = number(SegmentLayout.checksumAt, UInt64.self)
    guard [0, 1, 2, 4].contains(layout.siteWidth), [0, 1, 2, 4].contains(layout.startWidth),
      [0, 1, 2].contains(layout.weekWidth), layout.columnCount <= MeasureValues.capacity,
      layout.rows <= Int(Int32.max), layout.sites <= layout.rows, number(30, UInt16.self) == 0
    else { throw .damaged("its header makes no sense") }
    guard firstWeek <= lastWeek, Int(lastWeek) - Int(firstWeek) <= 0xffff else {
      throw .damaged("its weeks make no sense")
    }
    guard size >= layout.columnsAt else { throw .wrongLength(expected: layout.columnsAt, found: size) }
  }

  /// The columns, once their lengths are known to add up to the segment's.
  func columns() throws(SegmentFault) -> [SegmentColumn] {
    var columns: [SegmentColumn] = [], seen: UInt32 = 0
    columns.reserveCapacity(layout.columnCount)
    var codesAt = layout.columnsAt, bitmapAt = codesAt
    for place in 0..<layout.columnCount { bitmapAt += columnWidth(place) * layout.rows }
    for place in 0..<layout.columnCount {
      let at = start + SegmentLayout.headerSize + place * SegmentLayout.columnHeaderSize
      let width = columnWidth(place), nulls = at.load(fromByteOffset: 2, as: UInt8.self)
      guard let measure = Measure(rawValue: at.load(as: UInt8.self)), seen & measure.bit == 0,
        [0, 1, 2, 4, 8].contains(width), nulls <= 1
      else { throw .damaged("a column's header makes no sense") }
      seen |= measure.bit
      columns.append(
        SegmentColumn(
          measure: measure,
          base: Int64(littleEndian: at.loadUnaligned(fromByteOffset: 8, as: Int64.self)),
          divisor: UInt64(littleEndian: at.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
          codes: PackedNumbers(start: start + codesAt, width: width),
          known: nulls == 1 ? start + bitmapAt : nil))
      codesAt += width * layout.rows
      if nulls == 1 { bitmapAt += layout.bitmapSize }
    }
    guard bitmapAt == size else { throw .wrongLength(expected: bitmapAt, found: size) }
    return columns
  }

  private func columnWidth(_ place: Int) -> Int {
    let at = SegmentLayout.headerSize + place * SegmentLayout.columnHeaderSize + 1
    return Int(start.load(fromByteOffset: at, as: UInt8.self))
  }
}
