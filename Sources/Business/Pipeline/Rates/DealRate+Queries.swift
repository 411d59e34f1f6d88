import Blueprint
import Kernel
import Storage
import Team

extension DealRate {
  /// The rate that holds on a day; nil where none was entered for it or before.
  static func on(_ day: Day, from currency: Currency, into company: Currency, _ db: Connection) throws
    -> ExchangeRate?
  {
    try db.first(
      """
      SELECT numerator, denominator FROM deal_rates WHERE currency = \(currency) AND into_currency = \(company)
        AND first_day <= \(day) ORDER BY first_day DESC LIMIT 1
      """
    ) { row in
      ExchangeRate(
        day: day, from: currency, to: company, numerator: try row.int64(0), denominator: try row.int64(1))
    } ?? nil
  }

  static func all(_ db: Connection) throws -> [DealRate] {
    try db.all(
      """
      SELECT currency, into_currency, first_day, numerator, denominator FROM deal_rates
      ORDER BY currency, first_day DESC, into_currency
      """
    ) { row in
      DealRate(
        currency: try row.currency(0), into: try row.currency(1), firstDay: try row.day(2),
        rate: text(try row.int64(3), try row.int64(4)))
    }
  }

  /// `1.0837` of a fraction whose denominator divides a billion, as all that are entered here do.
  private static func text(_ numerator: Int64, _ denominator: Int64) -> String {
    let billionths = Int128(numerator) * 1_000_000_000 / Int128(denominator)
    var digits = DisplayNumber.decimal(Int64(clamping: billionths), scale: 9, decimals: 9)
    while digits.hasSuffix("0"), !digits.hasSuffix(".0") { digits.removeLast() }
    return digits
  }

  static func save(_ rate: ExchangeRate, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO deal_rates (currency, first_day, numerator, denominator, into_currency)
      VALUES (\(rate.from), \(rate.day), \(rate.ratio.numerator), \(rate.ratio.denominator), \(rate.to))
      ON CONFLICT (currency, into_currency, first_day) DO UPDATE SET numerator = excluded.numerator,
        denominator = excluded.denominator
      """)
  }
}
