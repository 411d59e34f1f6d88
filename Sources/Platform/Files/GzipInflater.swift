import CZlib

/// Undoes gzip (RFC 1952) piece by piece, over any number of members in one file.
final class GzipInflater {
  struct Step {
    var consumed: Int
    var produced: Int
    var isCorrupt: Bool
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private var padded = false
  /// True where a file may rightly end: after a member, before another.
  private(set) var isBetweenMembers = false

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 + 15: a gzip header, the largest window. Fails for want of memory only.
    let result = inflateInit2_(stream, 31, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    precondition(result == Z_OK, "zlib cannot start: \(result)")
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Takes what it can from `input` and puts what it can into `output`; neither may be empty.
  func step(from input: UnsafeMutableRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step {
    if isBetweenMembers {
      // Tape blocks are filled up with zeros behind the last member; anything else must be a member.
      if input[0] == 0 {
        padded = true
        return Step(consumed: 1, produced: 0, isCorrupt: false)
      }
      guard input[0] == 0x1f, !padded else { return Step(consumed: 0, produced: 0, isCorrupt: true) }
      inflateReset(stream)
      isBetweenMembers = false
    }
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let offered = (Int(stream.pointee.avail_in), Int(stream.pointee.avail_out))
    let result = CZlib.inflate(stream, Z_NO_FLUSH)
    isBetweenMembers = result == Z_STREAM_END
    return Step(
      consumed: offered.0 - Int(stream.pointee.avail_in),
      produced: offered.1 - Int(stream.pointee.avail_out),
      isCorrupt: result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
  }
}
