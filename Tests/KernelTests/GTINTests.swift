import Foundation
import Testing

@testable import Kernel

@Suite struct GTINTests {
  private func refusal(_ text: String) -> GTINRefusal? {
    do throws(GTINRefusal) { _ = try GTIN(parsing: text) } catch { return error }
    return nil
  }

  @Test func `the check digit weighs the digits three and one from the right`() {
    #expect(GTIN.checkDigit(of: "629104150021") == 3)
    #expect(GTIN.checkDigit(of: "400638133393") == 1)
    #expect(GTIN.checkDigit(of: "03600029145") == 2)
    #expect(GTIN.checkDigit(of: "7351353") == 7)
    for text in ["", "12", "12345678", "12345a7"] { #expect(GTIN.checkDigit(of: text) == nil) }
  }

  @Test func `the forms of one number are equal`() {
    #expect(GTIN("036000291452") == GTIN("0036000291452"))
    #expect(GTIN("036000291452") == GTIN("00036000291452"))
    #expect(GTIN("036000291452")?.description == "00036000291452")
    #expect(GTIN("73513537")?.description == "00000073513537")
    #expect(GTIN(" 4006381333931\t")?.printed == "4006381333931")
    #expect(GTIN("73513537")?.printed == "73513537")
    #expect(GTIN("00036000291452")?.printed == "036000291452")
  }

  @Test func `what is wrong is said`() {
    #expect(refusal("") == .empty)
    #expect(refusal("  ") == .empty)
    #expect(refusal("4.00638E+12") == .notDigits("4.00638E+12"))
    #expect(refusal("４００６３８１３３３９３１") == .notDigits("４００６３８１３３３９３１"))
    #expect(refusal("36000291452") == .length("36000291452"))
    #expect(refusal("123456789012345") == .length("123456789012345"))
    #expect(refusal("00000000000000") == .onlyZeros)
    #expect(refusal("4006381333932") == .checkDigit("4006381333932", expected: 1))
    #expect(refusal("4006381333932")?.message.contains("1 is expected") == true)
    #expect(refusal("36000291452")?.message.contains("leading zeros") == true)
    #expect(refusal("")?.status == 422)
  }

  @Test func `a completed number is read, and any single wrong digit is found`() {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<3_000 {
      let length = [7, 11, 12, 13][generator.int(in: 0...3)]
      var digits = (0..<length).map { _ in generator.int(in: 0...9) }
      digits[0] = generator.int(in: 1...9)
      digits.append(GTIN.checkDigit(of: digits.map(String.init).joined())!)
      let text = digits.map(String.init).joined()
      let gtin = GTIN(text)
      #expect(gtin.flatMap { GTIN($0.description) } == gtin && gtin?.printed == text)
      let place = generator.int(in: 0...length)
      digits[place] = (digits[place] + generator.int(in: 1...9)) % 10
      #expect(GTIN(digits.map(String.init).joined()) == nil)
    }
  }

  @Test func `a GTIN is 14 digits in JSON`() throws {
    let json = try JSONEncoder().encode([GTIN("73513537")!])
    #expect(String(decoding: json, as: UTF8.self) == #"["00000073513537"]"#)
    #expect(try JSONDecoder().decode([GTIN].self, from: json) == [GTIN("73513537")!])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([GTIN].self, from: Data(#"["73513538"]"#.utf8))
    }
  }
}
