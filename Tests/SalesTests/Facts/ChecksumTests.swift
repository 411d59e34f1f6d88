import Testing

@testable import Sales

@Suite struct ChecksumTests {
  /// The reference implementation's own values for seed 0.
  @Test func `the checksum is XXH64`() {
    let known: [(String, UInt64)] = [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ]
    for (text, hash) in known {
      Array(text.utf8).withUnsafeBytes { #expect(Checksum.of($0) == hash, "\(text)") }
    }
  }
}
