/// A Global Trade Item Number of 8, 12, 13 or 14 digits with a right check digit (GS1 General Specifications,
/// section 7.9), kept as 14 digits so that the forms of one number are equal.
package struct GTIN: Hashable, Comparable, Sendable, Codable, CustomStringConvertible,
  LosslessStringConvertible
{
  /// The 14 digits as one number.
  package let number: UInt64

  /// Reads the digits, or says what is wrong with them. Blanks around them are ignored.
  package init(parsing text: some StringProtocol) throws(GTINRefusal) {
    let trimmed = GTIN.trimmed(String(text))
    guard !trimmed.isEmpty else { throw .empty }
    guard let digits = GTIN.digits(trimmed) else { throw .notDigits(trimmed) }
    guard [8, 12, 13, 14].contains(digits.count) else { throw .length(trimmed) }
    guard digits.contains(where: { $0 != 0 }) else { throw .onlyZeros }
    let expected = GTIN.checkDigit(digits.dropLast()), found = digits[digits.count - 1]
    guard expected == found else { throw .checkDigit(trimmed, expected: expected) }
    number = digits.reduce(0) { $0 * 10 + UInt64($1) }
  }

  /// Reads the digits; nil where they are no GTIN.
  package init?(_ text: String) {
    do throws(GTINRefusal) { try self.init(parsing: text) } catch { return nil }
  }

  /// The digit that completes 7, 11, 12 or 13 digits; nil for anything else.
  package static func checkDigit(of text: String) -> Int? {
    guard let digits = digits(text), [7, 11, 12, 13].contains(digits.count) else { return nil }
    return checkDigit(digits[...])
  }

  /// All 14 digits.
  package var description: String {
    let digits = String(number)
    return String(repeating: "0", count: 14 - digits.count) + digits
  }

  /// The digits as printed on a pack: the shortest of 8, 12, 13 and 14 that hold the number.
  package var printed: String {
    let length =
      number < 100_000_000 ? 8 : number < 1_000_000_000_000 ? 12 : number < 10_000_000_000_000 ? 13 : 14
    return String(description.suffix(length))
  }

  package static func < (left: GTIN, right: GTIN) -> Bool { left.number < right.number }

  package init(from decoder: any Decoder) throws {
    self = try decoder.value(fromText: "is not a GTIN (8, 12, 13 or 14 digits with a right check digit)")
  }

  package func encode(to encoder: any Encoder) throws { try encoder.write(text: description) }

  private static func trimmed(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 > 32 && $0 < 128 }) { return text }
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  private static func digits(_ text: String) -> [Int]? {
    var digits = [Int]()
    digits.reserveCapacity(14)
    for byte in text.utf8 {
      guard byte >= 48, byte <= 57 else { return nil }
      digits.append(Int(byte - 48))
    }
    return digits
  }

  // Weights of 3 and 1 alternate from the right.
  private static func checkDigit(_ digits: ArraySlice<Int>) -> Int {
    var sum = 0
    var weight = 3
    for digit in digits.reversed() {
      sum += digit * weight
      weight = 4 - weight
    }
    return (10 - sum % 10) % 10
  }
}

/// What is wrong with a text that should be a GTIN.
package enum GTINRefusal: Refusal, Hashable {
  case empty
  case notDigits(String)
  case length(String)
  case onlyZeros
  case checkDigit(String, expected: Int)

  package var status: Int { 422 }
  package var field: String? { "gtin" }

  package var code: String {
    switch self {
    case .empty: "gtin-empty"
    case .notDigits: "gtin-not-digits"
    case .length: "gtin-length"
    case .onlyZeros: "gtin-only-zeros"
    case .checkDigit: "gtin-check-digit"
    }
  }

  package var message: String {
    switch self {
    case .empty: "The GTIN is empty. Enter its 8, 12, 13 or 14 digits."
    case .notDigits(let text):
      "“\(text.prefix(40))” is no GTIN: it has other characters than digits. "
        + "If a spreadsheet wrote it as 4.0E+12, format the column as text and export again."
    case .length(let text):
      "“\(text.prefix(40))” has \(text.count) digits; a GTIN has 8, 12, 13 or 14. "
        + "A spreadsheet may have dropped leading zeros."
    case .onlyZeros: "A GTIN cannot be all zeros. Leave the field empty if the item has none."
    case .checkDigit(let text, let expected):
      "“\(text)” ends in the wrong check digit: \(expected) is expected. Check the number for a typing error."
    }
  }
}
