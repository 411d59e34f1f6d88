import Blueprint
package import Kernel

/// Where a key result stands: read from records where it is bound to them.
package struct KeyResult: Codable, Hashable, Sendable {
  package let base: Int64?
  package let now: Int64?
  package let aim: Int64?
  /// `value of the 52 weeks to 14 Nov 2026`
  package let source: String
  package let isBound: Bool

  package init(base: Int64?, now: Int64?, aim: Int64?, source: String, isBound: Bool) {
    self.base = base
    self.now = now
    self.aim = aim
    self.source = source
    self.isBound = isBound
  }

  /// (now - base) / (aim - base)
  package var progress: BasisPoints? {
    guard let base, let now, let aim else { return nil }
    return BasisPoints(now - base, of: aim - base)
  }
}

extension PlanItem.Mark {
  /// Digits after the point of a key result's figures.
  func decimals(_ currency: Currency) -> Int {
    switch self {
    case .salesValue: currency.decimals
    case .salesUnits, .salesVolume: 3
    default: 2
    }
  }

  func text(_ number: Int64?, _ currency: Currency) -> String {
    guard let number else { return "" }
    let decimals = decimals(currency)
    switch self {
    case .salesValue: return "\(DisplayNumber.decimal(number, scale: decimals, decimals: 0)) \(currency.code)"
    case .salesUnits: return "\(DisplayNumber.decimal(number, scale: 3, decimals: 0)) units"
    case .salesVolume: return "\(DisplayNumber.decimal(number, scale: 3, decimals: 0)) EQ"
    case .targetReached: return BasisPoints(Int(number)).formatted(decimals: 1)
    default: return DisplayNumber.decimal(number, scale: 2, decimals: number % 100 == 0 ? 0 : 2)
    }
  }

  var measure: String {
    switch self {
    case .salesValue: "Value sold in 52 weeks"
    case .salesUnits: "Units sold in 52 weeks"
    case .salesVolume: "EQ volume sold in 52 weeks"
    case .targetReached: "Year's target reached"
    case .typed: "A number entered by hand"
    default: Words.title(rawValue)
    }
  }
}
