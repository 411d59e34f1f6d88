import Foundation
import Kernel
package import Secrets

/// What a password must be, and what one guess of it costs.
package struct PasswordPolicy: Sendable {
  package static let shortest = 8
  package static let longest = 200

  let cost: PasswordHash.Cost
  /// The hash of a password that nobody knows. Checked where there is no real one, so that an unknown account
  /// costs the same work as a known one.
  let decoy: String

  package init(cost: PasswordHash.Cost) throws {
    self.cost = cost
    decoy = try PasswordHash.make(Entropy.randomToken(), cost: cost)
  }

  private init(cost: PasswordHash.Cost, decoy: String) {
    self.cost = cost
    self.decoy = decoy
  }

  /// For the product: Argon2id with 19 MiB and two passes. The decoy is of that cost, made of random bytes
  /// that were thrown away.
  package static let standard = PasswordPolicy(
    cost: .interactive,
    decoy: "$argon2id$v=19$m=19456,t=2,p=1$vdn5vEl9LNbYTyuUDmwGyw$jsk13D0xaIrlLWarPEoWa3y7O4EW3Nc2jngzIQpZuu4"
  )

  /// Unicode offers several spellings of one character; keyboards differ in which they send (NIST SP 800-63B).
  static func normal(_ password: String) -> String { password.precomposedStringWithCompatibilityMapping }

  /// The hash to keep, or the reason why this password is none.
  func hash(_ password: String, about user: User, _ company: String) throws -> String {
    try hash(password, words: [user.name, user.email, company])
  }

  func hash(_ password: String, words: [String]) throws -> String {
    try PasswordPolicy.check(password, words: words)
    return try PasswordHash.make(PasswordPolicy.normal(password), cost: cost)
  }

  func verify(_ password: String, _ hash: String) -> Bool {
    PasswordHash.verify(PasswordPolicy.normal(password), hash)
  }

  /// The hash that replaces `old` after a successful sign-in, where `old` was cheaper to guess.
  func renewed(_ old: String, _ password: String) throws -> String? {
    guard PasswordHash.needsRehash(old, cost: cost) else { return nil }
    return try PasswordHash.make(PasswordPolicy.normal(password), cost: cost)
  }

  /// Refuses what is short, endless, common, or made of the person's own words. Nothing else is asked:
  /// no capitals, no digits, no change after so many days.
  static func check(_ password: String, words: [String]) throws(PasswordRefusal) {
    let normal = normal(password), length = normal.unicodeScalars.count
    guard length >= shortest else { throw .short }
    guard length <= longest else { throw .long }
    let folded = normal.lowercased()
    guard !CommonPasswords.contains(folded) else { throw .common }
    guard !Self.isPattern(folded) else { throw .pattern }
    var rest = folded
    // Longest first, so that a word inside another does not break it up.
    for word in Self.personal(words).sorted(by: { $0.count > $1.count }) {
      rest = rest.replacing(word, with: "")
    }
    guard rest == folded || rest.unicodeScalars.count >= shortest else { throw .personal }
  }

  /// The person's and the company's words of four letters or more, and the product's name.
  private static func personal(_ texts: [String]) -> Set<String> {
    let words = texts.flatMap { text in
      [text.lowercased()] + text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
    return Set(words.filter { $0.count >= 4 } + ["mainstay"])
  }

  /// One character, or a run of one to four, over and over; or each the next after the one before.
  private static func isPattern(_ text: String) -> Bool {
    let scalars = text.unicodeScalars.map { Int($0.value) }
    for period in 1...4
    where scalars.indices.dropFirst(period).allSatisfy({ scalars[$0] == scalars[$0 - period] }) {
      return true
    }
    let steps = Set(zip(scalars.dropFirst(), scalars).map { $0 - $1 })
    return steps == [1] || steps == [-1]
  }
}

/// Why a password was not taken.
package enum PasswordRefusal: Refusal, Equatable {
  case short, long, common, pattern, personal, unchanged, wrong

  package var status: Int { 422 }
  package var field: String? { self == .wrong ? "current" : "password" }

  package var code: String {
    switch self {
    case .short: "password-short"
    case .long: "password-long"
    case .common: "password-common"
    case .pattern: "password-pattern"
    case .personal: "password-personal"
    case .unchanged: "password-unchanged"
    case .wrong: "password-wrong"
    }
  }

  package var message: String {
    switch self {
    case .short:
      "The password needs at least \(PasswordPolicy.shortest) characters. Three or four words that only you would put together do well."
    case .long: "The password can have \(PasswordPolicy.longest) characters at most."
    case .common: "This password is among those that are guessed first. Choose another one."
    case .pattern: "This password repeats itself or counts on. Choose another one."
    case .personal:
      "Without your name, your address and the company's name too little is left. Choose another one."
    case .unchanged: "The new password is the old one. Nothing was changed."
    case .wrong: "Your present password is another one. Nothing was changed."
    }
  }
}
