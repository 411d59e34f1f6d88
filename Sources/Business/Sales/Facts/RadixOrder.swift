/// Finds the ascending order of packed records by their 128-bit keys, stably, least significant digit first.
///
/// Each pass sorts 64-bit words that hold as many of the keys' varying bits as fit beside the record's number,
/// so four fields that span 20 bits in all take two passes over eight bytes a record.
struct RadixOrder {
  /// Two arrays of one word per record, reused by every sort.
  private var words: [UInt64]
  private var spare: [UInt64]
  private static let digitBits: UInt64 = 11

  /// One 32-bit field of the key, reduced to the range it has in these records.
  private struct Field {
    let at: Int
    let lowest: UInt32
    let bits: UInt64
  }

  init(capacity: Int) {
    words = [UInt64](repeating: 0, count: capacity)
    spare = words
  }

  /// The n-th word's low 32 bits are the number of the n-th record in order.
  mutating func sort(_ records: UnsafeMutableRawPointer, count: Int, stride: Int) -> ArraySlice<UInt64> {
    for index in 0..<count { words[index] = UInt64(index) }
    let numberBits = UInt64(64 - max(count - 1, 1).leadingZeroBitCount)
    var stage: [Field] = []
    for field in Self.fields(records, count, stride) where field.bits > 0 {
      if stage.reduce(field.bits, { $0 + $1.bits }) > 64 - numberBits {
        sort(stage, records, count, stride, numberBits)
        stage = []
      }
      stage.append(field)
    }
    sort(stage, records, count, stride, numberBits)
    let mask: UInt64 = (1 << numberBits) - 1
    for index in 0..<count { words[index] &= mask }
    return words[..<count]
  }

  /// Week, site, year, item: the least significant first (little-endian halves of the two key words).
  private static func fields(_ records: UnsafeMutableRawPointer, _ count: Int, _ stride: Int) -> [Field] {
    [8, 12, 0, 4].map { at in
      var low = UInt32.max, high = UInt32.min
      for index in 0..<count {
        let part = records.loadUnaligned(fromByteOffset: index &* stride &+ at, as: UInt32.self)
        low = min(low, part)
        high = max(high, part)
      }
      return Field(at: at, lowest: low, bits: high > low ? UInt64(32 - (high - low).leadingZeroBitCount) : 0)
    }
  }

  private mutating func sort(
    _ stage: [Field], _ records: UnsafeMutableRawPointer, _ count: Int, _ stride: Int, _ numberBits: UInt64
  ) {
    let mask: UInt64 = (1 << numberBits) - 1
    words.withUnsafeMutableBufferPointer { words in
      for index in 0..<count { words[index] &= mask }
      var shift = numberBits
      for field in stage {
        for index in 0..<count {
          let at = Int(truncatingIfNeeded: words[index] & mask) &* stride &+ field.at
          words[index] |=
            UInt64(records.loadUnaligned(fromByteOffset: at, as: UInt32.self) &- field.lowest) << shift
        }
        shift += field.bits
      }
    }
    var shift = numberBits
    let end = stage.reduce(numberBits) { $0 + $1.bits }
    while shift < end {
      pass(count, shift)
      shift += Self.digitBits
    }
  }

  private mutating func pass(_ count: Int, _ shift: UInt64) {
    let digits = 1 << Int(Self.digitBits)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: digits) { places in
      places.initialize(repeating: 0)
      let mask = UInt64(digits - 1)
      words.withUnsafeBufferPointer { words in
        for index in 0..<count { places[Int(truncatingIfNeeded: words[index] >> shift & mask)] &+= 1 }
        var sum = 0
        for digit in 0..<digits { (places[digit], sum) = (sum, sum + places[digit]) }
        spare.withUnsafeMutableBufferPointer { spare in
          for index in 0..<count {
            let digit = Int(truncatingIfNeeded: words[index] >> shift & mask)
            spare[places[digit]] = words[index]
            places[digit] &+= 1
          }
        }
      }
    }
    swap(&words, &spare)
  }
}
