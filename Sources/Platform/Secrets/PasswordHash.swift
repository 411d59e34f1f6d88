internal import CSodium

/// Passwords kept as Argon2id hashes (RFC 9106), in the text form that carries its own salt and cost.
package enum PasswordHash {
  /// How much work one guess costs.
  package enum Cost: Sendable {
    /// For people signing in: 19 MiB and two passes, the OWASP floor for Argon2id.
    case interactive
    /// The least the library allows; for tests alone.
    case test

    var passes: UInt64 { self == .test ? 1 : 2 }
    var memory: Int { self == .test ? 8_192 : 19 * 1_048_576 }
  }

  /// What could go wrong while hashing.
  package enum Failure: Error, Sendable { case outOfMemory }

  /// The text to store for `password`: a different one each time.
  package static func make(_ password: String, cost: Cost = .interactive) throws -> String {
    Sodium.ready()
    var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let bytes = Array(password.utf8).map(CChar.init(bitPattern:))
    let outcome = crypto_pwhash_str_alg(
      &text, bytes, UInt64(bytes.count), cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13)
    guard outcome == 0 else { throw Failure.outOfMemory }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Whether `password` is the one that `stored` was made of; false for text that is no hash at all.
  package static func verify(_ password: String, _ stored: String) -> Bool {
    Sodium.ready()
    let bytes = Array(password.utf8).map(CChar.init(bitPattern:))
    guard let text = padded(stored) else { return false }
    return crypto_pwhash_str_verify(text, bytes, UInt64(bytes.count)) == 0
  }

  /// Whether `stored` was made at another cost, so that the next successful sign-in should replace it.
  package static func needsRehash(_ stored: String, cost: Cost = .interactive) -> Bool {
    Sodium.ready()
    guard let text = padded(stored) else { return true }
    return crypto_pwhash_str_needs_rehash(text, cost.passes, cost.memory) != 0
  }

  // The library reads a buffer of fixed size, so shorter text is filled up with zeros.
  private static func padded(_ stored: String) -> [CChar]? {
    var text = Array(stored.utf8).map(CChar.init(bitPattern:))
    guard text.count < Int(crypto_pwhash_STRBYTES), !text.contains(0) else { return nil }
    text.append(contentsOf: repeatElement(0, count: Int(crypto_pwhash_STRBYTES) - text.count))
    return text
  }
}
