import Blueprint
import Kernel

/// Deals in words.
enum DealWords {
  static func times(_ count: Int) -> String { count == 1 ? "once" : count == 2 ? "twice" : "\(count) times" }

  static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(DisplayNumber.grouped(number)) \(number == 1 ? one : many)"
  }

  static func deals(_ number: Int) -> String { count(number, "deal", "deals") }
  static func days(_ number: Int) -> String { count(number, "day", "days") }

  /// `4.2 M USD`
  static func short(_ money: Money?) -> String {
    money.map { "\($0.short) \($0.currency)" } ?? "no value yet"
  }

  static func tone(_ outcome: Outcome) -> String {
    switch outcome {
    case .open: "accent"
    case .won: "good"
    case .lost: "bad"
    }
  }
}
