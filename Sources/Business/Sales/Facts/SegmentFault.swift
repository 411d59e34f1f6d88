/// Why a segment could not be written, opened or summed.
package enum SegmentFault: Error, Equatable, CustomStringConvertible {
  /// Rows must ascend by site, then week, without repeats; this one does not.
  case unsorted(row: Int)
  case tooManyRows(Int)
  /// A segment spans at most 65,536 weeks.
  case weeksTooFarApart(first: Int32, last: Int32)
  case notASegment
  case unknownVersion(Int)
  case wrongLength(expected: Int, found: Int)
  case damaged(String)
  /// A running total left the range of 64 bits.
  case overflow(Measure)
  case tooManyGroups(Int)

  package var description: String {
    switch self {
    case .unsorted(let row): "row \(row) of a segment is not after the row before it (site, then week)"
    case .tooManyRows(let count): "\(count) rows do not fit one segment"
    case .weeksTooFarApart(let first, let last): "weeks \(first) to \(last) are too far apart for one segment"
    case .notASegment: "these bytes are not a segment of facts"
    case .unknownVersion(let version): "segment version \(version) is newer than this program"
    case .wrongLength(let expected, let found): "a segment of \(expected) bytes has \(found)"
    case .damaged(let what): "the segment is damaged: \(what)"
    case .overflow(let measure): "the total of \(measure) leaves the range of 64 bits"
    case .tooManyGroups(let count):
      "\(count) groups are too many for one answer; narrow the filter or group less"
    }
  }
}
