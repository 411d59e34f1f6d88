/// What stands around a number: its sign in any of the trade's spellings, a currency, a percent sign.
struct NumberMarks {
  var isNegative = false
  var isPercent = false

  /// Takes the marks off both ends of `body`; false where they contradict one another.
  mutating func strip(_ body: inout UnsafeRawBufferPointer) -> Bool {
    var signs = 0, currencies = 0
    if body.count >= 2, body[0] == 40, body[body.count - 1] == 41 {
      isNegative = true
      signs += 1
      body = Self.inner(body, 1, 1)
    }
    while let first = body.first {
      if first == 45 || first == 43 {
        isNegative = isNegative || first == 45
        signs += 1
        body = Self.inner(body, 1, 0)
      } else if body.starts(with: Self.minusSign) {
        isNegative = true
        signs += 1
        body = Self.inner(body, 3, 0)
      } else if let mark = Self.currencies.first(where: { body.starts(with: $0) }) {
        currencies += 1
        body = Self.inner(body, mark.count, 0)
      } else {
        break
      }
    }
    while let last = body.last {
      if last == 45 {
        isNegative = true
        signs += 1
        body = Self.inner(body, 0, 1)
      } else if last == 37, !isPercent {
        isPercent = true
        body = Self.inner(body, 0, 1)
      } else if let mark = Self.currencies.first(where: { Self.ends(body, with: $0) }) {
        currencies += 1
        body = Self.inner(body, 0, mark.count)
      } else {
        break
      }
    }
    return signs <= 1 && currencies <= 1 && !(isPercent && currencies > 0)
  }

  private static func inner(_ body: UnsafeRawBufferPointer, _ front: Int, _ back: Int)
    -> UnsafeRawBufferPointer
  {
    var field = Field(UnsafeRawBufferPointer(rebasing: body.dropFirst(front).dropLast(back))).trimmed
    // No-break spaces part the amount from its currency.
    while field.bytes.starts(with: noBreakSpace) {
      field = Field(UnsafeRawBufferPointer(rebasing: field.bytes.dropFirst(2))).trimmed
    }
    while ends(field.bytes, with: noBreakSpace) {
      field = Field(UnsafeRawBufferPointer(rebasing: field.bytes.dropLast(2))).trimmed
    }
    return field.bytes
  }

  private static func ends(_ body: UnsafeRawBufferPointer, with mark: [UInt8]) -> Bool {
    body.count >= mark.count && body.suffix(mark.count).elementsEqual(mark)
  }

  private static let minusSign = Array("\u{2212}".utf8)
  private static let noBreakSpace = Array("\u{a0}".utf8)
  // A closed list: any three letters would let an article code pass for a price.
  private static let currencies: [[UInt8]] = [
    "$", "US$", "€", "£", "¥", "zł", "kr", "USD", "EUR", "GBP", "PLN", "CHF", "CZK", "SEK", "NOK", "DKK",
    "HUF",
    "RON", "CAD", "AUD", "NZD", "JPY", "CNY", "INR", "BRL", "MXN", "ZAR", "TRY", "AED", "SAR",
  ].map { Array($0.utf8) }
}
