internal import CSodium

/// Randomness and comparisons fit for secrets, from libsodium.
package enum Entropy {
  /// `count` unpredictable bytes.
  package static func randomBytes(_ count: Int) -> [UInt8] {
    Sodium.ready()
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }

  /// An unguessable token of `bytes` random bytes, written in base64url (RFC 4648 section 5, no padding).
  package static func randomToken(bytes count: Int = 32) -> String {
    Base64URL.encode(randomBytes(count))
  }

  /// Whether both are equal, in a time that depends on their lengths alone.
  package static func constantTimeEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>)
    -> Bool
  {
    let one = Array(left), other = Array(right)
    guard one.count == other.count else { return false }
    var difference: UInt8 = 0
    for index in one.indices { difference |= one[index] ^ other[index] }
    return difference == 0
  }

  /// The same for text, compared by its UTF-8 bytes.
  package static func constantTimeEqual(_ left: String, _ right: String) -> Bool {
    constantTimeEqual(left.utf8, right.utf8)
  }
}

/// The library asks to be started once before use.
enum Sodium {
  private static let started: Bool = sodium_init() >= 0

  static func ready() { precondition(started, "libsodium could not be started") }
}
