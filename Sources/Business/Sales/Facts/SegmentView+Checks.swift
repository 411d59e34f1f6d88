/// What makes every later read safe: the directory covers the rows, and no week or site leaves its range.
///
/// The loops have no branches, so that opening a segment costs a fraction of summing it.
extension SegmentView {
  func checkKeys() throws(SegmentFault) {
    guard startsAreIndices ? siteCount == rowCount : start(of: 0) == 0 && start(of: siteCount) == rowCount
    else { throw .damaged("its site directory does not cover its rows") }
    let startsAscend = startsAreIndices || starts.strictlyAscends(siteCount + 1)
    guard startsAscend, sites.strictlyAscends(siteCount),
      siteCount == 0 || sites[siteCount - 1] <= UInt64(Int(Int32.max) - Int(lowestSite))
    else { throw .damaged("its sites are out of order") }
    guard weeks.largest(rowCount) <= UInt64(Int(lastWeek) - Int(firstWeek)) else {
      throw .damaged("a week lies outside its range")
    }
  }

  func checkWeekOrder() throws(SegmentFault) {
    // Descents are counted over all rows, then those at the first row of a site are forgiven.
    var forgiven = 0
    for index in stride(from: 1, to: siteCount, by: 1) {
      let row = start(of: index)
      forgiven &+= 1 &- Int(truncatingIfNeeded: (weeks[row &- 1] &- weeks[row]) >> 63)
    }
    guard weeks.descents(rowCount) == forgiven else { throw .damaged("its weeks are out of order") }
  }
}

extension PackedNumbers {
  func strictlyAscends(_ count: Int) -> Bool { descents(count) == 0 }

  /// How many of the first `count` numbers (at most 4 bytes wide) are not larger than the one before.
  func descents(_ count: Int) -> Int {
    guard count > 1 else { return 0 }
    return switch width {
    case 0: count - 1
    case 1: count - 1 - Self.ascents(UInt8.self, Int32.self, start, count)
    case 2: count - 1 - Self.ascents(UInt16.self, Int32.self, start, count)
    default: count - 1 - Self.ascents(UInt32.self, Int64.self, start, count)
    }
  }

  /// The sign bit of a difference is the answer: a comparison would become a branch, and weeks are unpredictable.
  @inline(__always)
  private static func ascents<Word: FixedWidthInteger & BitwiseCopyable, Wide: FixedWidthInteger>(
    _: Word.Type, _: Wide.Type, _ start: UnsafeRawPointer, _ count: Int
  ) -> Int {
    let size = MemoryLayout<Word>.size
    var ascents: Wide = 0
    for index in 0..<count &- 1 {
      let left = Word(littleEndian: start.loadUnaligned(fromByteOffset: index &* size, as: Word.self))
      let right = Word(
        littleEndian: start.loadUnaligned(fromByteOffset: index &* size &+ size, as: Word.self))
      ascents &-=
        (Wide(truncatingIfNeeded: left) &- Wide(truncatingIfNeeded: right)) &>> Wide(Wide.bitWidth - 1)
    }
    return Int(ascents)
  }
}
