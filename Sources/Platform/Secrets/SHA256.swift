internal import CSodium

/// SHA-256 (FIPS 180-4), at once or piece by piece.
package struct SHA256: Sendable {
  private var state = crypto_hash_sha256_state()

  package init() {
    Sodium.ready()
    crypto_hash_sha256_init(&state)
  }

  /// Adds the next piece.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    crypto_hash_sha256_update(&state, start.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
  }

  /// Adds the next piece.
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
    if done == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  /// The 32 bytes of the digest of all pieces so far.
  package func digest() -> [UInt8] {
    var copy = state
    var out = [UInt8](repeating: 0, count: 32)
    crypto_hash_sha256_final(&copy, &out)
    return out
  }

  /// The digest in lower-case hexadecimal.
  package func hexDigest() -> String { Hex.encode(digest()) }

  /// The digest of `bytes` in lower-case hexadecimal.
  package static func hex(_ bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.hexDigest()
  }

  /// The digest of the UTF-8 bytes of `text` in lower-case hexadecimal.
  package static func hex(_ text: String) -> String { hex(text.utf8) }
}

/// Lower-case hexadecimal.
package enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  package static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var text = [UInt8]()
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
