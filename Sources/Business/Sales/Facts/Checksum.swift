/// XXH64 of bytes (Yann Collet's xxHash specification, revision 0.1.1): four lanes, some gigabytes a second.
enum Checksum {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    guard let start = bytes.baseAddress else { return avalanche(seed &+ prime5) }
    let stripes = bytes.count / 32
    var hash = stripes > 0 ? lanes(start, stripes, seed) : seed &+ prime5
    hash &+= UInt64(bytes.count)
    return avalanche(tail(start, from: stripes * 32, to: bytes.count, hash))
  }

  private static func lanes(_ start: UnsafeRawPointer, _ stripes: Int, _ seed: UInt64) -> UInt64 {
    var a = seed &+ prime1 &+ prime2, b = seed &+ prime2, c = seed, d = seed &- prime1
    for stripe in 0..<stripes {
      let at = stripe * 32
      a = round(a, word(start, at))
      b = round(b, word(start, at + 8))
      c = round(c, word(start, at + 16))
      d = round(d, word(start, at + 24))
    }
    var hash = rotated(a, 1) &+ rotated(b, 7) &+ rotated(c, 12) &+ rotated(d, 18)
    for lane in [a, b, c, d] { hash = (hash ^ round(0, lane)) &* prime1 &+ prime4 }
    return hash
  }

  private static func tail(_ start: UnsafeRawPointer, from: Int, to end: Int, _ begun: UInt64) -> UInt64 {
    var hash = begun, at = from
    while at + 8 <= end {
      hash = rotated(hash ^ round(0, word(start, at)), 27) &* prime1 &+ prime4
      at += 8
    }
    if at + 4 <= end {
      let half = UInt32(littleEndian: start.loadUnaligned(fromByteOffset: at, as: UInt32.self))
      hash = rotated(hash ^ UInt64(half) &* prime1, 23) &* prime2 &+ prime3
      at += 4
    }
    while at < end {
      hash = rotated(hash ^ UInt64(start.load(fromByteOffset: at, as: UInt8.self)) &* prime5, 11) &* prime1
      at += 1
    }
    return hash
  }

  private static func avalanche(_ begun: UInt64) -> UInt64 {
    var hash = (begun ^ begun >> 33) &* prime2
    hash = (hash ^ hash >> 29) &* prime3
    return hash ^ hash >> 32
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
    rotated(lane &+ input &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func rotated(_ x: UInt64, _ bits: UInt64) -> UInt64 { x << bits | x >> (64 - bits) }

  @inline(__always)
  private static func word(_ start: UnsafeRawPointer, _ at: Int) -> UInt64 {
    UInt64(littleEndian: start.loadUnaligned(fromByteOffset: at, as: UInt64.self))
  }
}
