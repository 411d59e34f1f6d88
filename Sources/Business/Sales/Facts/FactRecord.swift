/// The sorter's form of a fact: 32 bytes of keys, then one Int64 per measure.
///
///     0  item and year (UInt64)   8  site and week (UInt64)   16  line Int64   24  presence mask
///
/// Keys are biased so that unsigned order is signed order.
struct FactRecord {
  let start: UnsafeMutableRawPointer

  static let keySize = 32

  static func size(measures: Int) -> Int { keySize + measures * 8 }

  @inline(__always) var high: UInt64 {
    get { start.loadUnaligned(as: UInt64.self) }
    nonmutating set { start.storeBytes(of: newValue, as: UInt64.self) }
  }
  @inline(__always) var low: UInt64 {
    get { start.loadUnaligned(fromByteOffset: 8, as: UInt64.self) }
    nonmutating set { start.storeBytes(of: newValue, toByteOffset: 8, as: UInt64.self) }
  }
  @inline(__always) var line: Int64 {
    get { start.loadUnaligned(fromByteOffset: 16, as: Int64.self) }
    nonmutating set { start.storeBytes(of: newValue, toByteOffset: 16, as: Int64.self) }
  }
  @inline(__always) var present: UInt32 {
    get { start.loadUnaligned(fromByteOffset: 24, as: UInt32.self) }
    nonmutating set { start.storeBytes(of: UInt64(newValue), toByteOffset: 24, as: UInt64.self) }
  }
  @inline(__always) var cells: UnsafeMutablePointer<Int64> {
    (start + Self.keySize).assumingMemoryBound(to: Int64.self)
  }

  var item: Int32 { Self.first(high) }
  var year: Int32 { Self.second(high) }
  var site: Int32 { Self.first(low) }
  var week: Int32 { Self.second(low) }

  @inline(__always)
  static func key(_ first: Int32, _ second: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: first) ^ 0x8000_0000) << 32 | UInt64(UInt32(bitPattern: second) ^ 0x8000_0000)
  }

  private static func first(_ key: UInt64) -> Int32 {
    Int32(bitPattern: UInt32(truncatingIfNeeded: key >> 32) ^ 0x8000_0000)
  }

  private static func second(_ key: UInt64) -> Int32 {
    Int32(bitPattern: UInt32(truncatingIfNeeded: key) ^ 0x8000_0000)
  }
}
