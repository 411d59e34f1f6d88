/// How a company cuts time into weeks, periods, quarters and years.
package struct FiscalCalendar: Hashable, Sendable {
  /// What a year is made of.
  package enum Pattern: String, CaseIterable, Sendable, Codable {
    /// ISO 8601 weeks and years; quarters of thirteen weeks in periods of 4, 4 and 5.
    case isoWeeks = "iso"
    /// Whole weeks, quarters of 4, 5 and 4: the calendar of the National Retail Federation.
    case weeks454 = "4-5-4"
    /// Whole weeks, quarters of 4, 4 and 5.
    case weeks445 = "4-4-5"
    /// Whole weeks, quarters of 5, 4 and 4.
    case weeks544 = "5-4-4"
    /// Calendar months; a week belongs where its middle day lies.
    case calendarMonths = "months"
  }

  /// On which week-ending day a year of whole weeks closes.
  package enum YearEnd: String, CaseIterable, Sendable, Codable {
    /// The one nearest to the end of the year's last month.
    case nearest
    /// The last one within the year's last month.
    case last
  }

  /// Whose number a fiscal year carries that spans two calendar years.
  package enum Naming: String, CaseIterable, Sendable, Codable {
    case byStart, byEnd
  }

  package let pattern: Pattern
  /// The month (1...12) with which a year begins; the year's last month is the one before it.
  package let startMonth: Int
  package let weekEnding: Weekday
  package let yearEnd: YearEnd
  package let naming: Naming

  /// Nil when `startMonth` is no month. ISO weeks fix everything else: January, Sunday, nearest.
  package init?(
    _ pattern: Pattern, startMonth: Int = 1, weekEnding: Weekday = .sunday, yearEnd: YearEnd = .nearest,
    naming: Naming = .byStart
  ) {
    guard (1...12).contains(startMonth) else { return nil }
    self.init(known: pattern, startMonth, weekEnding, yearEnd, naming)
  }

  private init(
    known pattern: Pattern, _ startMonth: Int, _ weekEnding: Weekday, _ yearEnd: YearEnd, _ naming: Naming
  ) {
    let isISO = pattern == .isoWeeks
    self.pattern = pattern
    self.startMonth = isISO ? 1 : startMonth
    self.weekEnding = isISO ? .sunday : weekEnding
    self.yearEnd = isISO ? .nearest : yearEnd
    self.naming = isISO ? .byStart : naming
  }

  /// ISO 8601 weeks.
  package static let iso = FiscalCalendar(known: .isoWeeks, 1, .sunday, .nearest, .byStart)
  /// The 4-5-4 calendar of the National Retail Federation: weeks end on Saturday, years near 31 January.
  package static let retail454 = FiscalCalendar(known: .weeks454, 2, .saturday, .nearest, .byStart)
  /// January to December with weeks ending on Sunday.
  package static let months = FiscalCalendar(known: .calendarMonths, 1, .sunday, .nearest, .byStart)
}

extension FiscalCalendar: Codable {
  private enum CodingKeys: CodingKey { case pattern, startMonth, weekEnding, yearEnd, naming }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let pattern = try fields.decode(Pattern.self, forKey: .pattern)
    let startMonth = try fields.decode(Int.self, forKey: .startMonth)
    let weekEnding = try fields.decode(Weekday.self, forKey: .weekEnding)
    let yearEnd = try fields.decode(YearEnd.self, forKey: .yearEnd)
    let naming = try fields.decode(Naming.self, forKey: .naming)
    // Checked after all are read: the API's description is made from what is asked for.
    guard (1...12).contains(startMonth) else {
      throw DecodingError.dataCorruptedError(
        forKey: .startMonth, in: fields, debugDescription: "is not a month (1 to 12 is expected)")
    }
    self.init(known: pattern, startMonth, weekEnding, yearEnd, naming)
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(pattern, forKey: .pattern)
    try fields.encode(startMonth, forKey: .startMonth)
    try fields.encode(weekEnding, forKey: .weekEnding)
    try fields.encode(yearEnd, forKey: .yearEnd)
    try fields.encode(naming, forKey: .naming)
  }
}
