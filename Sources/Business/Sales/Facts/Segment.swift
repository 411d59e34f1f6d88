/// Packs the weekly facts of one item into bytes: sorted by site and week, one narrow column per measure.
///
/// A segment is kept as one BLOB per (source, kind, item, year, import batch); docs/decisions/0005-fact-segments.md
/// says why, `SegmentLayout` says where each byte lies, `SegmentView` reads it.
package enum Segment {
  /// Facts of one item in ascending order of (site, week), without repeats.
  package static func encode(_ facts: some Sequence<Fact>) throws(SegmentFault) -> [UInt8] {
    try encode(FactColumns(facts))
  }

  /// As above, from columns.
  package static func encode(_ columns: FactColumns) throws(SegmentFault) -> [UInt8] {
    let draft = try SegmentDraft(columns)
    return [UInt8](unsafeUninitializedCapacity: draft.size) { buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer)[..<draft.size])
      if let start = bytes.baseAddress { draft.write(to: start) }
      Segment.seal(bytes)
      count = draft.size
    }
  }

  /// One segment in the place of several of the same item, oldest batch first: newer facts replace older ones.
  package static func compacted(_ views: [SegmentView]) throws(SegmentFault) -> [UInt8] {
    let filled = views.filter { !$0.isEmpty }
    if let first = filled.map(\.firstWeek).min(), let last = filled.map(\.lastWeek).max(),
      Int(last) - Int(first) > 0xffff
    {
      throw .weeksTooFarApart(first: first, last: last)
    }
    return try encode(SegmentMerge(views).columns())
  }

  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let head = UnsafeRawBufferPointer(rebasing: bytes[..<SegmentLayout.checksumAt])
    let rest = UnsafeRawBufferPointer(rebasing: bytes[SegmentLayout.headerSize...])
    return Checksum.of(rest, seed: Checksum.of(head))
  }

  static func seal(_ bytes: UnsafeMutableRawBufferPointer) {
    let sum = checksum(UnsafeRawBufferPointer(bytes)).littleEndian
    bytes.storeBytes(of: sum, toByteOffset: SegmentLayout.checksumAt, as: UInt64.self)
  }
}
