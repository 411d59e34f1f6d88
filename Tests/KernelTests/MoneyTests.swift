import Foundation
import Testing

@testable import Kernel

@Suite struct MoneyTests {
  private func usd(_ minor: Int64) -> Money { Money(minor: minor, currency: .usd) }
  private let jpy = Currency("JPY")!
  private let kwd = Currency("KWD")!

  @Test func `adding, negating and multiplying are exact`() {
    #expect(usd(150) + usd(-50) == usd(100))
    #expect(usd(150) - usd(200) == usd(-50))
    #expect(usd(-3) * 7 == usd(-21))
    #expect(-usd(5) + usd(5) == .zero(.usd))
  }

  @Test func `a currency is three letters`() {
    #expect(Currency("eur") == .eur)
    for text in ["", "EU", "EURO", "E1R", "ÄUR", "€"] { #expect(Currency(text) == nil) }
    #expect([Currency.usd, jpy, kwd].map(\.decimals) == [2, 0, 3])
  }

  @Test func `an amount reads exactly or not at all`() {
    #expect(Money("1234.50", .usd) == usd(123_450))
    #expect(Money("-0.05", .usd) == usd(-5))
    #expect(Money("−7", .usd) == usd(-700))
    #expect(Money("+.5", .usd) == usd(50))
    #expect(Money("1.500", .usd) == usd(150))
    #expect(Money("007", jpy)?.minor == 7)
    #expect(Money("7.00", jpy)?.minor == 7)
    #expect(Money("1.234", kwd)?.minor == 1_234)
    #expect(Money("92233720368547758.07", .usd)?.minor == .max)
    #expect(Money("-92233720368547758.08", .usd)?.minor == .min)
  }

  @Test(arguments: [
    "", " ", "-", "+", ".", "-.", "1.", "1,234.50", "1.005", "1e3", "--1", "1-", "1.2.3", " 1", "1 ", "NaN",
    "٣", "$1",
    "92233720368547758.08", "-92233720368547758.09", "99999999999999999999999", "−", "1−",
  ])
  func `what is no plain decimal of two places is no amount`(text: String) {
    #expect(Money(text, .usd) == nil)
  }

  @Test func `an amount is written for people and for files`() {
    #expect(usd(123_450).formatted() == "1,234.50 USD")
    #expect(usd(123_450).formatted(.symbol) == "$1,234.50")
    #expect(usd(-123_450).formatted(.symbol) == "−$1,234.50")
    #expect(usd(-5).formatted() == "−0.05 USD")
    #expect(usd(99_999).formatted(.bare) == "999.99")
    #expect(Money(minor: 1_234_567, currency: jpy).formatted(.symbol) == "¥1,234,567")
    #expect(Money(minor: 1_234_567, currency: kwd).formatted(.symbol) == "1,234.567 KWD")
    #expect(usd(.min).formatted() == "−92,233,720,368,547,758.08 USD")
    #expect(usd(-123_450).decimalText == "-1234.50")
    #expect("\(usd(-5))" == "-0.05 USD")
  }

  @Test func `every amount reads back from its text`() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<5_000 {
      let minor = Int64(truncatingIfNeeded: generator.next()) >> Int64(generator.int(in: 0...63))
      let currency = [Currency.usd, jpy, kwd][generator.int(in: 0...2)]
      let amount = Money(minor: minor, currency: currency)
      #expect(Money(amount.decimalText, currency) == amount)
      #expect(Money(amount.formatted(.bare).filter { $0 != "," }, currency) == amount)
    }
  }

  @Test func `an amount in a tile is short`() {
    let texts: [Int64] = [
      0, 420, 9_999, 10_000, 99_949, 99_950, 123_400, 85_299_999, 99_949_999, 99_950_000, 420_000_000,
    ]
    #expect(
      texts.map { usd($0).short } == [
        "0", "4.20", "99.99", "100", "999", "1.0 K", "1.2 K", "853 K", "999 K", "1.0 M", "4.2 M",
      ])
    #expect(usd(-420_000_000).short == "−4.2 M")
    #expect(usd(.min).short == "−92,234 T")
  }

  @Test func `an amount is an object of minor units in JSON`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try encoder.encode(Money(minor: 1_250, currency: .eur))
    #expect(String(decoding: json, as: UTF8.self) == #"{"currency":"EUR","minor":1250}"#)
    #expect(try JSONDecoder().decode(Money.self, from: json) == Money(minor: 1_250, currency: .eur))
  }
}

@Suite struct ExchangeRateTests {
  private let day = Day("2026-03-02")!
  private let jpy = Currency("JPY")!

  private func rate(_ text: String, _ from: Currency, _ to: Currency) -> ExchangeRate {
    ExchangeRate(day: day, from: from, to: to, text)!
  }

  @Test func `an amount is converted half to even`() throws {
    let half = rate("0.5", .usd, .eur)
    let cents = try [1, 3, 5, -1, -3, 2].map {
      try Money(minor: $0, currency: .usd).converted(by: half).minor
    }
    #expect(cents == [0, 2, 2, 0, -2, 1])
    let million = Money(minor: 100_000_000, currency: .eur)
    #expect(
      try million.converted(by: rate("1.0837", .eur, .usd)) == Money(minor: 108_370_000, currency: .usd))
  }

  @Test func `currencies of other decimals are converted in whole units`() throws {
    #expect(try Money(minor: 100, currency: .usd).converted(by: rate("150", .usd, jpy)).minor == 150)
    #expect(try Money(minor: 150, currency: jpy).converted(by: rate("0.0066", jpy, .usd)).minor == 99)
  }

  @Test func `millionths, fraction and text are the same rate`() {
    let text = rate("1.0837", .eur, .usd)
    #expect(ExchangeRate(day: day, from: .eur, to: .usd, ppm: 1_083_700) == text)
    #expect(ExchangeRate(day: day, from: .eur, to: .usd, numerator: 10_837, denominator: 10_000) == text)
  }

  @Test func `a rate is above zero`() {
    for text in ["0", "-1.1", "", "1.0000000001"] {
      #expect(ExchangeRate(day: day, from: .eur, to: .usd, text) == nil)
    }
    #expect(ExchangeRate(day: day, from: .eur, to: .usd, numerator: 1, denominator: 0) == nil)
  }

  @Test func `a rate of another currency and a result beyond the limit are refused`() {
    let amount = Money(minor: .max, currency: .usd)
    #expect(throws: ConversionRefusal.otherCurrency(amount: .usd, rate: .eur)) {
      try amount.converted(by: rate("2", .eur, .usd))
    }
    #expect(throws: ConversionRefusal.tooLarge(amount)) { try amount.converted(by: rate("2", .usd, .eur)) }
    #expect(throws: ConversionRefusal.tooLarge(amount)) {
      try amount.converted(
        by: ExchangeRate(day: day, from: .usd, to: .eur, numerator: ExchangeRate.limit, denominator: 1)!)
    }
  }
}
