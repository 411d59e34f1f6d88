/// How the numbers of a column lie in memory: 0, 1, 2, 4 or 8 bytes each, little endian, unaligned.
///
/// Loops are generic over the width so that each becomes its own tight loop.
protocol PackedWidth {
  static func read(_ start: UnsafeRawPointer, _ index: Int) -> UInt64
}

enum Width0: PackedWidth {
  @inline(__always) static func read(_ start: UnsafeRawPointer, _ index: Int) -> UInt64 { 0 }
}

enum Width1: PackedWidth {
  @inline(__always) static func read(_ start: UnsafeRawPointer, _ index: Int) -> UInt64 {
    UInt64(start.load(fromByteOffset: index, as: UInt8.self))
  }
}

enum Width2: PackedWidth {
  @inline(__always) static func read(_ start: UnsafeRawPointer, _ index: Int) -> UInt64 {
    UInt64(UInt16(littleEndian: start.loadUnaligned(fromByteOffset: index &* 2, as: UInt16.self)))
  }
}

enum Width4: PackedWidth {
  @inline(__always) static func read(_ start: UnsafeRawPointer, _ index: Int) -> UInt64 {
    UInt64(UInt32(littleEndian: start.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self)))
  }
}

enum Width8: PackedWidth {
  @inline(__always) static func read(_ start: UnsafeRawPointer, _ index: Int) -> UInt64 {
    UInt64(littleEndian: start.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self))
  }
}

/// Numbers packed at one width; `width` is one of 0, 1, 2, 4, 8 (checked when the segment was opened).
struct PackedNumbers {
  let start: UnsafeRawPointer
  let width: Int

  @inline(__always)
  subscript(index: Int) -> UInt64 {
    switch width {
    case 0: 0
    case 1: Width1.read(start, index)
    case 2: Width2.read(start, index)
    case 4: Width4.read(start, index)
    default: Width8.read(start, index)
    }
  }

  /// The largest of the first `count` numbers.
  func largest(_ count: Int) -> UInt64 {
    switch width {
    case 0: 0
    case 1: Self.largest(UInt8.self, start, count)
    case 2: Self.largest(UInt16.self, start, count)
    case 4: Self.largest(UInt32.self, start, count)
    default: Self.largest(UInt64.self, start, count)
    }
  }

  private static func largest<Word: FixedWidthInteger & BitwiseCopyable>(
    _: Word.Type, _ start: UnsafeRawPointer, _ count: Int
  ) -> UInt64 {
    var largest: Word = 0
    for index in 0..<count {
      let at = index &* MemoryLayout<Word>.size
      largest = max(largest, Word(littleEndian: start.loadUnaligned(fromByteOffset: at, as: Word.self)))
    }
    return UInt64(largest)
  }

  /// The index of the first of ascending numbers, from `low` to before `count`, that is at least `wanted`.
  func firstIndex(atLeast wanted: UInt64, from low: Int, count: Int) -> Int {
    switch width {
    case 0: Self.firstIndex(Width0.self, start, wanted, low, count)
    case 1: Self.firstIndex(Width1.self, start, wanted, low, count)
    case 2: Self.firstIndex(Width2.self, start, wanted, low, count)
    case 4: Self.firstIndex(Width4.self, start, wanted, low, count)
    default: Self.firstIndex(Width8.self, start, wanted, low, count)
    }
  }

  private static func firstIndex<W: PackedWidth>(
    _: W.Type, _ start: UnsafeRawPointer, _ wanted: UInt64, _ from: Int, _ count: Int
  ) -> Int {
    var low = from, size = count &- from
    // No branch on the comparison: the processor could not guess it.
    while size > 0 {
      let half = size >> 1
      low = W.read(start, low &+ half) < wanted ? low &+ size &- half : low
      size = half
    }
    return low
  }

  /// The narrowest width that holds `largest`.
  static func width(for largest: UInt64) -> Int {
    if largest == 0 { return 0 }
    if largest <= 0xff { return 1 }
    if largest <= 0xffff { return 2 }
    return largest <= 0xffff_ffff ? 4 : 8
  }

  /// Writes `number(index)` for each index at a width.
  static func write(
    _ count: Int, width: Int, to target: UnsafeMutableRawPointer, _ number: (Int) -> UInt64
  ) {
    switch width {
    case 0: return
    case 1:
      for index in 0..<count {
        target.storeBytes(of: UInt8(truncatingIfNeeded: number(index)), toByteOffset: index, as: UInt8.self)
      }
    case 2: store(UInt16.self, count, to: target, number)
    case 4: store(UInt32.self, count, to: target, number)
    default: store(UInt64.self, count, to: target, number)
    }
  }

  @inline(__always)
  private static func store<Word: FixedWidthInteger & BitwiseCopyable>(
    _: Word.Type, _ count: Int, to target: UnsafeMutableRawPointer, _ number: (Int) -> UInt64
  ) {
    for index in 0..<count {
      let word = Word(truncatingIfNeeded: number(index)).littleEndian
      target.storeBytes(of: word, toByteOffset: index * MemoryLayout<Word>.size, as: Word.self)
    }
  }
}
