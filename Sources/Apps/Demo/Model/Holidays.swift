package import Kernel

/// A day or season that moves sales.
package enum Holiday: String, CaseIterable, Sendable {
  case newYear = "New Year"
  case easter = "Easter"
  case memorialDay = "Memorial Day"
  case independenceDay = "Independence Day"
  case labourDay = "Labor Day"
  case thanksgiving = "Thanksgiving"
  case christmas = "Christmas"

  /// Its day in a year.
  package func day(in year: Int) -> Day? {
    switch self {
    case .newYear: Day(year: year, month: 1, day: 1)
    case .easter: Self.easter(in: year)
    case .memorialDay: Self.last(.monday, ofMonth: 5, in: year)
    case .independenceDay: Day(year: year, month: 7, day: 4)
    case .labourDay: Self.nth(1, .monday, ofMonth: 9, in: year)
    case .thanksgiving: Self.nth(4, .thursday, ofMonth: 11, in: year)
    case .christmas: Day(year: year, month: 12, day: 25)
    }
  }

  /// Easter Sunday by the anonymous Gregorian computus (Meeus, "Astronomical Algorithms", chapter 8).
  static func easter(in year: Int) -> Day? {
    let a = year % 19, b = year / 100, c = year % 100
    let d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7
    let f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114
    return Day(year: year, month: f / 31, day: f % 31 + 1)
  }

  private static func nth(_ number: Int, _ weekday: Weekday, ofMonth month: Int, in year: Int) -> Day? {
    guard let first = Day(year: year, month: month, day: 1) else { return nil }
    return first.advanced(by: (weekday.rawValue - first.weekday.rawValue + 7) % 7 + 7 * (number - 1))
  }

  private static func last(_ weekday: Weekday, ofMonth month: Int, in year: Int) -> Day? {
    guard let last = Day(year: year, month: month, day: Day.length(ofMonth: month, in: year)) else {
      return nil
    }
    return last.advanced(by: -((last.weekday.rawValue - weekday.rawValue + 7) % 7))
  }
}
