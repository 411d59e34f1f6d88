import Secrets
import Testing

@Suite struct SecretsTests {
  @Test func `a random token is long, fresh and fit for a URL`() {
    let tokens = (0..<100).map { _ in Entropy.randomToken(bytes: 32) }
    #expect(Set(tokens).count == 100)
    #expect(tokens.allSatisfy { $0.count == 43 && Base64URL.decode($0)?.count == 32 })
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
  ])
  func `base64url follows RFC 4648 section 10 without padding`(plain: String, coded: String) {
    #expect(Base64URL.encode(Array(plain.utf8)) == coded)
    #expect(Base64URL.decode(coded) == Array(plain.utf8))
  }

  @Test(arguments: ["Z", "Zg==", "Zh", "a+b/", "zä"])
  func `text that is no base64url is refused`(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }

  @Test func `a password is known again and another is not`() throws {
    let stored = try PasswordHash.make("correct horse", cost: .test)
    #expect(stored.hasPrefix("$argon2id$"))
    #expect(PasswordHash.verify("correct horse", stored))
    #expect(!PasswordHash.verify("correct horsf", stored))
    #expect(!PasswordHash.verify("", stored))
    #expect(try PasswordHash.make("correct horse", cost: .test) != stored)
  }

  @Test func `a hash made at another cost asks to be made again`() throws {
    let cheap = try PasswordHash.make("x", cost: .test), dear = try PasswordHash.make("x")
    #expect(PasswordHash.needsRehash(cheap))
    #expect(!PasswordHash.needsRehash(cheap, cost: .test))
    #expect(!PasswordHash.needsRehash(dear))
    #expect(dear.contains("m=19456,t=2"))
  }

  @Test(arguments: ["", "plain", "$argon2id$", String(repeating: "a", count: 500)])
  func `text that is no hash verifies nothing`(stored: String) {
    #expect(!PasswordHash.verify("plain", stored))
    #expect(PasswordHash.needsRehash(stored))
  }

  @Test func `SHA-256 gives the published digests, whole or in pieces`() {
    #expect(SHA256.hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    var hash = SHA256()
    hash.update("a".utf8)
    let early = hash.hexDigest()
    hash.update("bc".utf8)
    #expect(hash.hexDigest() == SHA256.hex("abc"))
    #expect(early == SHA256.hex("a"))
  }

  @Test func `HMAC gives the published seal of RFC 4231 case 2`() {
    let seal = HMAC.sha256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
    #expect(Hex.encode(seal) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(HMAC.verify(seal, Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
    #expect(!HMAC.verify(seal, Array("what do ya want for nothing!".utf8), key: Array("Jefe".utf8)))
  }

  @Test func `comparing in constant time still compares`() {
    #expect(Entropy.constantTimeEqual("abc", "abc"))
    #expect(!Entropy.constantTimeEqual("abc", "abd"))
    #expect(!Entropy.constantTimeEqual("abc", "ab"))
    #expect(Entropy.constantTimeEqual([UInt8](), [UInt8]()))
  }
}
