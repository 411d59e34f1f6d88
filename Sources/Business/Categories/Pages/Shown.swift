import Blueprint
import Kernel

/// Exact figures as readers see them.
enum Shown {
  /// `4.2 M` of ten-thousandths.
  static func short(_ value: Int64) -> String { DisplayNumber.short(value / 100, decimals: 2) }

  /// Whole units of money: what tables show of sums.
  static func whole(_ value: Int64) -> String { DisplayNumber.decimal(value, scale: 4, decimals: 0) }

  /// Exact to the cent.
  static func exact(_ value: Int64) -> String { DisplayNumber.decimal(value, scale: 4, decimals: 2) }

  static func price(_ value: Int64?) -> String {
    value.map { DisplayNumber.decimal($0, scale: 4, decimals: abs($0) < 1_000 ? 4 : 2) } ?? ""
  }

  /// `81.8` of hundredths.
  static func index(_ hundredths: Int64?) -> String {
    hundredths.map { DisplayNumber.decimal($0, scale: 2, decimals: 1) } ?? ""
  }

  static func share(_ share: BasisPoints?) -> String { share.map { $0.formatted(decimals: 1) } ?? "" }

  /// `+0.4` points between two shares.
  static func points(_ now: BasisPoints?, _ before: BasisPoints?) -> String {
    guard let now, let before else { return "" }
    return signed(Int64(now.count - before.count))
  }

  /// `+0.4` of hundredths.
  static func signed(_ hundredths: Int64) -> String {
    let text = DisplayNumber.decimal(hundredths, scale: 2, decimals: 1)
    return hundredths > 0 && text != "0.0" ? "+\(text)" : text == "−0.0" ? "0.0" : text
  }

  static func units(_ thousandths: Int64) -> String {
    DisplayNumber.decimal(thousandths, scale: 3, decimals: thousandths % 1_000 == 0 ? 0 : 1)
  }

  static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(DisplayNumber.grouped(number)) \(number == 1 ? one : many)"
  }

  /// `between 1.2 K and 3.4 K USD`
  static func between(_ low: Int64, _ high: Int64, _ currency: String) -> String {
    low == high ? "\(short(low)) \(currency)" : "between \(short(low)) and \(short(high)) \(currency)"
  }
}
