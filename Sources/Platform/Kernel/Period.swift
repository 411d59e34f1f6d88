/// One of the twelve periods of a fiscal year: a month, or four or five weeks.
package struct Period: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  /// 1...12
  package let number: Int

  /// Nil outside 1...12.
  package init?(year: Int, number: Int) {
    guard (1...12).contains(number) else { return nil }
    self.init(year: year, ofTwelve: number)
  }

  init(year: Int, ofTwelve number: Int) {
    self.year = year
    self.number = number
  }

  /// 1...4
  package var quarter: Int { (number - 1) / 3 + 1 }

  /// `P3 2026`
  package var label: String { "P\(number) \(year)" }

  /// `Q1 2026`
  package var quarterLabel: String { "Q\(quarter) \(year)" }

  package var description: String { label }

  /// The period `count` later (earlier when negative).
  package func advanced(by count: Int) -> Period {
    let months = year * 12 + number - 1 + count
    let newYear = months >= 0 ? months / 12 : (months - 11) / 12
    return Period(year: newYear, ofTwelve: months - newYear * 12 + 1)
  }

  package static func < (left: Period, right: Period) -> Bool {
    (left.year, left.number) < (right.year, right.number)
  }
}

/// Where a week stands in its fiscal year.
package struct FiscalWeek: Hashable, Sendable, CustomStringConvertible {
  package let period: Period
  /// 1...53
  package let week: Int

  package var year: Int { period.year }

  /// `W11 2026`
  package var label: String { "W\(week) \(year)" }

  package var description: String { label }
}
