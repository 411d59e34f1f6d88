import Files
import Testing

struct FieldNumberTests {
  private func fixed(_ text: String, _ scale: Int, _ style: NumberStyle = .plain) -> FixedPoint? {
    Field.lending(text) { $0.fixed(scale: scale, style: style) }
  }
  private func units(_ text: String, _ scale: Int, _ style: NumberStyle = .plain) -> Int64? {
    fixed(text, scale, style)?.units
  }

  @Test func `plain numbers are read exactly`() {
    #expect(units("1234.50", 2) == 123_450)
    #expect(units("-0.05", 2) == -5 && units("+7", 2) == 700 && units(" 7\t", 0) == 7)
    #expect(units(".5", 1) == 5 && units("5.", 1) == 50 && units("0", 4) == 0 && units("-0", 2) == 0)
    #expect(units("1e3", 0) == 1000 && units("1.5E-2", 3) == 15 && units("-2.5e+1", 0) == -25)
    #expect(units("000000000000000000000012.5", 1) == 125)
    #expect(units("1.10000000000000000000000000", 2) == 110)
  }

  @Test func `what is no number is nil`() {
    for text in [
      "", " ", "-", "+", ".", "NaN", "nan", "inf", "-inf", "0x10", "1_000", "1,000", "--5", "1.2.3", "1e",
      "1e+", "e3",
      "12a", "1 2", "١٢", "$5", "5%", "(5)", "5-",
    ] {
      #expect(fixed(text, 2) == nil, "\(text)")
    }
    for text in [
      "1,23", "12,34,567", "1,2345", ",123", "1,,234", "(5", "5)", "(-5)", "-5-", "$$5", "$", "%", "()",
      "SKU12",
    ] {
      #expect(fixed(text, 2, .english) == nil, "\(text)")
    }
  }

  @Test func `more decimals than wanted are rounded half away from zero, and told`() {
    #expect(fixed("1.005", 2) == FixedPoint(units: 101, isExact: false))
    #expect(fixed("-1.005", 2) == FixedPoint(units: -101, isExact: false))
    #expect(fixed("1.0049999999999999999999999", 2) == FixedPoint(units: 100, isExact: false))
    #expect(fixed("1.000", 2) == FixedPoint(units: 100, isExact: true))
    #expect(fixed("0.00000000000000000000000000001", 2) == FixedPoint(units: 0, isExact: false))
    #expect(fixed("1e-200", 2) == FixedPoint(units: 0, isExact: false))
    #expect(fixed("0.95", 0) == FixedPoint(units: 1, isExact: false))
  }

  @Test func `the ends of the range are read, and one beyond is nil`() {
    #expect(units("9223372036854775807", 0) == .max && units("-9223372036854775808", 0) == .min)
    #expect(units("9223372036854775808", 0) == nil && units("-9223372036854775809", 0) == nil)
    #expect(units("92233720368547758.07", 2) == .max && units("92233720368547758.08", 2) == nil)
    #expect(
      units("99999999999999999999999", 0) == nil && units("1e19", 0) == nil
        && units("1e99999999999", 0) == nil)
    #expect(units("9223372036854775806.6", 0) == .max && units("0e99999", 2) == 0)
  }

  @Test func `marks of trade are understood`() {
    #expect(units("$1,234.50", 2, .english) == 123_450 && units("-$1,234.50", 2, .english) == -123_450)
    #expect(units("$-5", 2, .english) == -500 && units("(12)", 2, .english) == -1_200)
    #expect(units("($1,234.50)", 2, .english) == -123_450 && units("12-", 0, .english) == -12)
    #expect(units("£3.20", 2, .english) == 320 && units("12.5%", 4, .english) == 1_250)
    #expect(units("PLN 12.30", 2, .english) == 1_230 && units("1,234,567", 0, .english) == 1_234_567)
    #expect(
      units("1.234,50 €", 2, .european) == 123_450 && units("-1.234.567,8", 1, .european) == -12_345_678)
    #expect(
      units("1 234,50 zł", 2, .spaced) == 123_450 && units("1\u{a0}234,50\u{a0}zł", 2, .spaced) == 123_450)
    #expect(units("1\u{202f}234", 0, .spaced) == 1_234 && units("1'234.5", 1, .swiss) == 12_345)
    #expect(units("\u{2212}5", 0, .english) == -5 && units("1.234", 0, .european) == 1_234)
    #expect(fixed("1.234", 2, .english) == FixedPoint(units: 123, isExact: false))
  }

  @Test func `every amount written reads back in every style`() {
    var generator = SeededGenerator(state: 99)
    for _ in 0..<3_000 {
      let scale = Int.random(in: 0...4, using: &generator)
      let value =
        Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0...62, using: &generator)
      let digits = String(value.magnitude)
      let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
      let sign = value < 0 ? "-" : ""
      let whole = String(padded.dropLast(scale)), fraction = padded.suffix(scale)
      let plain = sign + whole + (scale > 0 ? "." : "") + fraction
      #expect(fixed(plain, scale) == FixedPoint(units: value, isExact: true), "\(plain)")
      var grouped = ""
      for (index, digit) in whole.enumerated() {
        if index > 0, (whole.count - index) % 3 == 0 { grouped += "." }
        grouped.append(digit)
      }
      let european = sign + grouped + (scale > 0 ? "," : "") + fraction
      #expect(units(european, scale, .european) == value, "\(european)")
    }
  }

  @Test func `integers are whole or nil`() {
    func integer(_ text: String) -> Int64? { Field.lending(text) { $0.integer() } }
    #expect(integer("12") == 12 && integer("12.0") == 12 && integer("-3") == -3 && integer("1e2") == 100)
    #expect(integer("12.5") == nil && integer("") == nil && integer("abc") == nil)
  }

  @Test func `floats are those of the standard library`() {
    func double(_ text: String) -> Double? { Field.lending(text) { $0.double } }
    for text in [
      "9.018695487755", "-0.1", "1e22", "1e23", "1.7976931348623157e308", "5e-324", "123456789012345678901",
      "0",
      "2.2250738585072011e-308", "9007199254740993", "+1.5",
    ] {
      #expect(double(text) == Double(text), "\(text)")
    }
    for text in ["", "NaN", "inf", "-Infinity", "1e999", "0x1p3", "1,5", "1.5x", "--1"] {
      #expect(double(text) == nil)
    }
    var generator = SeededGenerator(state: 3)
    for _ in 0..<3_000 {
      let value = Double(bitPattern: generator.next())
      if value.isFinite { #expect(double("\(value)") == value) }
    }
  }
}
