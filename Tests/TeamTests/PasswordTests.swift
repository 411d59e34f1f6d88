@testable import Team
import Secrets
import Testing

/// ASVS 5.0 section 6.2.
struct PasswordTests {
  private let words = ["Ada Berg", "ada.berg@northgate.example", "Northgate Foods"]

  private func refusal(_ password: String) -> PasswordRefusal? {
    do throws(PasswordRefusal) {
      try PasswordPolicy.check(password, words: words)
      return nil
    } catch { return error }
  }

  // 6.2.1, 6.2.9
  @Test func `a password has 8 to 200 characters`() {
    #expect(refusal("k7vqzmt") == .short)
    #expect(refusal("k7vqzmtp") == nil)
    let long = String((0..<200).map { "kvqzmtpwhx"[$0 * 7 % 10 + $0 / 10 % 3] })
    #expect(refusal(long) == nil)
    #expect(refusal(long + "x") == .long)
  }

  // 6.2.5
  @Test(arguments: [
    "gurkenwasserfall", "39174620583", "𝄞 ünïcödé ☃ phrase", "        a        b", "ПАРОВОЗ-ЛУНА",
  ])
  func `any characters will do`(password: String) {
    #expect(refusal(password) == nil)
  }

  // 6.2.4
  @Test(arguments: [
    "password", "Password1", "P@ssw0rd", "iloveyou", "qwertyuiop", "1qaz2wsx", "12345678", "Summer2026!",
  ])
  func `a password that is guessed first is refused`(password: String) {
    #expect(refusal(password) == .common)
  }

  // 6.2.4
  @Test func `at least 3,000 common passwords that are long enough are known`() {
    #expect(CommonPasswords.all.count >= 3_000)
    #expect(CommonPasswords.all.allSatisfy { $0.count >= 8 && $0 == $0.lowercased() })
  }

  @Test(arguments: ["zzzzzzzzz", "xyxyxyxyxy", "kq7!kq7!kq7!", "23456789:", "hgfedcba"])
  func `a password that repeats itself or counts on is refused`(password: String) {
    #expect([.pattern, .common].contains(refusal(password)))
  }

  // 6.1.2, 6.2.11
  @Test(arguments: [
    "northgate7", "Ada.Berg@northgate.example", "bergbergberg1", "Mainstay-26", "foods2026xy",
  ])
  func `the person's, the company's and the product's words do not count`(password: String) {
    #expect(refusal(password) == .personal)
  }

  @Test func `a long phrase may hold one's own name`() {
    #expect(refusal("berg und tal und fluss") == nil)
  }

  // 6.2.8: upper and lower case differ, and no character beyond some length is dropped.
  @Test func `a password is verified as it is, to its last character`() throws {
    let policy = PasswordPolicy.cheap, text = String(repeating: "kvq zmt ", count: 24) + "end"
    let hash = try policy.hash(text, words: [])
    #expect(policy.verify(text, hash))
    #expect(!policy.verify(String(text.dropLast()), hash))
    #expect(!policy.verify(text.uppercased(), hash))
    #expect(!policy.verify(text + " ", hash))
  }

  @Test func `one password typed as two sequences of code points is one password`() throws {
    let policy = PasswordPolicy.cheap
    let hash = try policy.hash("cafe\u{301} au lait", words: [])
    #expect(policy.verify("caf\u{e9} au lait", hash))
  }

  @Test func `the decoy costs what a real hash costs`() {
    #expect(!PasswordHash.needsRehash(PasswordPolicy.standard.decoy, cost: .interactive))
    #expect(!PasswordHash.needsRehash(PasswordPolicy.cheap.decoy, cost: .test))
    #expect(!PasswordPolicy.standard.verify("", PasswordPolicy.standard.decoy))
  }
}

extension String {
  fileprivate subscript(place: Int) -> Character { self[index(startIndex, offsetBy: place % count)] }
}
