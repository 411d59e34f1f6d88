import Secrets

/// The form token as pages carry it: under a fresh mask each time, so that a compressed page never holds the same
/// secret bytes twice (the BREACH attack measures how well guesses compress beside them).
enum FormToken {
  static func masked(_ token: String) -> String {
    let bytes = Array(token.utf8), mask = Entropy.randomBytes(bytes.count)
    return "~" + Base64URL.encode(mask + zip(bytes, mask).map { $0 ^ $1 })
  }

  /// Whether what came back, masked or plain, is the token; in constant time.
  static func matches(_ sent: String?, _ token: String) -> Bool {
    guard let sent else { return false }
    guard sent.hasPrefix("~") else { return Entropy.constantTimeEqual(sent, token) }
    guard let bytes = Base64URL.decode(String(sent.dropFirst())), bytes.count % 2 == 0 else { return false }
    let half = bytes.count / 2
    let plain = zip(bytes[..<half], bytes[half...]).map { $0 ^ $1 }
    return Entropy.constantTimeEqual(plain, Array(token.utf8))
  }
}
