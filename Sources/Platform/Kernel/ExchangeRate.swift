/// What one unit of `from` was worth in `to` on a day: an exact fraction, never a binary float.
package struct ExchangeRate: Hashable, Sendable {
  package let day: Day
  package let from: Currency
  package let to: Currency
  package let ratio: Ratio

  /// Numerator and denominator go up to this, so that converting any amount fits 128 bits.
  package static let limit: Int64 = 1_000_000_000_000_000

  /// Nil unless both numbers are positive and within `limit`.
  package init?(day: Day, from: Currency, to: Currency, numerator: Int64, denominator: Int64) {
    guard let ratio = Ratio(numerator, denominator), ratio.numerator > 0,
      ratio.numerator <= ExchangeRate.limit, ratio.denominator <= ExchangeRate.limit
    else { return nil }
    self.day = day
    self.from = from
    self.to = to
    self.ratio = ratio
  }

  /// The rate in millionths: 1.0837 is 1,083,700.
  package init?(day: Day, from: Currency, to: Currency, ppm: Int64) {
    self.init(day: day, from: from, to: to, numerator: ppm, denominator: 1_000_000)
  }

  /// The rate as published, `1.0837`, with up to nine decimals.
  package init?(day: Day, from: Currency, to: Currency, _ text: String) {
    guard let billionths = DecimalText.parse(text, decimals: 9) else { return nil }
    self.init(day: day, from: from, to: to, numerator: billionths, denominator: 1_000_000_000)
  }
}

/// Why an amount was not converted.
package enum ConversionRefusal: Refusal, Hashable {
  case otherCurrency(amount: Currency, rate: Currency)
  case tooLarge(Money)

  package var status: Int { 422 }

  package var code: String {
    switch self {
    case .otherCurrency: "rate-of-other-currency"
    case .tooLarge: "amount-too-large"
    }
  }

  package var message: String {
    switch self {
    case .otherCurrency(let amount, let rate):
      "An amount in \(amount) cannot be converted by a rate from \(rate). Choose a rate from \(amount)."
    case .tooLarge(let amount):
      "\(amount.formatted()) is too large to convert at this rate. Check the amount and the rate."
    }
  }
}

extension Money {
  /// This amount at a dated rate, rounded half to even in the minor unit of the other currency.
  package func converted(by rate: ExchangeRate) throws(ConversionRefusal) -> Money {
    guard rate.from == currency else { throw .otherCurrency(amount: currency, rate: rate.from) }
    let numerator = Int128(rate.ratio.numerator) * Int128(DecimalText.power(rate.to.decimals))
    let denominator = Int128(rate.ratio.denominator) * Int128(DecimalText.power(currency.decimals))
    let exact = (Int128(minor) * numerator).divided(by: denominator, rounding: .halfEven)
    guard let converted = Int64(exactly: exact) else { throw .tooLarge(self) }
    return Money(minor: converted, currency: rate.to)
  }
}
