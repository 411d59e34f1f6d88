/// Where everything lies in a segment's bytes. All positions follow from the counts and widths in the header,
/// so a damaged byte can make the lengths disagree but never point outside.
///
///     0  "MSEG"            16  first week Int32      32  checksum UInt64 over all other bytes
///     4  version UInt16    20  last week Int32       40  column headers, 24 bytes each:
///     6  site width        24  lowest site Int32         measure, width, has nulls, zero (UInt8 each),
///     7  start width       28  week width                zero UInt32, base Int64, divisor UInt64
///     8  rows UInt32       29  columns                then: sites, starts, weeks, columns, null bitmaps
///     12 sites UInt32      30  zero UInt16
struct SegmentLayout {
  static let magic: UInt32 = 0x4745_534D
  static let version = 1
  static let headerSize = 40
  static let columnHeaderSize = 24
  static let checksumAt = 32
  /// The start width that means "every site has one row, so the n-th starts at n".
  static let startIsIndex = 0

  let rows: Int, sites: Int
  let siteWidth: Int, startWidth: Int, weekWidth: Int
  let columnCount: Int

  var sitesAt: Int { Self.headerSize + columnCount * Self.columnHeaderSize }
  var startsAt: Int { sitesAt + sites * siteWidth }
  var weeksAt: Int { startsAt + (startWidth == Self.startIsIndex ? 0 : (sites + 1) * startWidth) }
  var columnsAt: Int { weeksAt + rows * weekWidth }
  var bitmapSize: Int { (rows + 7) / 8 }
}

/// One measure's column: value = base + code x divisor. A row that is unknown has code 0 and a 0 in the bitmap.
struct SegmentColumn {
  let measure: Measure
  let base: Int64
  let divisor: UInt64
  let codes: PackedNumbers
  /// One bit per row, set where the figure is known; nil where all are.
  let known: UnsafeRawPointer?

  @inline(__always)
  func value(_ row: Int) -> Int64 { base &+ Int64(bitPattern: codes[row] &* divisor) }

  @inline(__always)
  func isKnown(_ row: Int) -> Bool {
    guard let known else { return true }
    return known.load(fromByteOffset: row >> 3, as: UInt8.self) >> UInt8(row & 7) & 1 == 1
  }
}
