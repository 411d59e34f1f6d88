internal import CSodium

/// HMAC-SHA-256 (RFC 2104): a seal that only a holder of the key can make.
package enum HMAC {
  /// The 32 bytes that seal `message` under `key`.
  package static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    Sodium.ready()
    var state = crypto_auth_hmacsha256_state()
    crypto_auth_hmacsha256_init(&state, key, key.count)
    crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
    var out = [UInt8](repeating: 0, count: 32)
    crypto_auth_hmacsha256_final(&state, &out)
    return out
  }

  /// Whether `seal` is right for `message`, in constant time.
  package static func verify(_ seal: [UInt8], _ message: [UInt8], key: [UInt8]) -> Bool {
    Entropy.constantTimeEqual(seal, sha256(message, key: key))
  }
}
