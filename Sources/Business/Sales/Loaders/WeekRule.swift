import Blueprint
package import Kernel

/// What a file's week column says, and how it becomes a week of the company.
package struct WeekRule: Codable, Sendable, Hashable {
  package enum Meaning: String, Choice {
    /// A single day.
    case day
    case weekEnding = "week-ending"
    case weekStarting = "week-starting"
    /// The number of a week, counted from the first one, which begins on `weekOne`.
    case number
    /// Year and ISO week: `2026-W11`, `202611`.
    case isoWeek = "iso-week"
    /// A calendar month: `2026-03`, `Mar 2026`, or any day of it.
    case month
    /// Four weeks, named by their last day.
    case fourWeeks = "four-weeks"

    /// Whether figures of the file are of more than a week, and are spread.
    package var isSpread: Bool { self == .month || self == .fourWeeks }
  }

  package var meaning: Meaning
  /// How days are written: `yyyy-MM-dd`, `dd/MM/yyyy`.
  package var pattern: String
  /// The first day of week 1, where weeks are numbers.
  package var weekOne: Day?
  /// Said with the result, where `weekOne` is an assumption of the loader.
  package var isAssumed: Bool

  package init(_ meaning: Meaning, pattern: String = "yyyy-MM-dd", weekOne: Day? = nil, assumed: Bool = false)
  {
    self.meaning = meaning
    self.pattern = pattern
    self.weekOne = weekOne
    isAssumed = assumed
  }

  /// The method in a sentence, for the result page.
  package func method(_ calendar: FiscalCalendar) -> String {
    let end = "weeks that end on \(Words.title("\(calendar.weekEnding)"))"
    let most = "each is booked on the company week that holds most of its days (\(end))"
    return switch meaning {
    case .day: "Days are added up into the company's \(end)."
    case .weekEnding: "The file's weeks are named by their last day; \(most)."
    case .weekStarting: "The file's weeks are named by their first day; \(most)."
    case .isoWeek: "The file's weeks are ISO weeks; \(most)."
    case .month: "Spread from months: \(Self.spread(over: "month", end))"
    case .fourWeeks: "Spread from periods of four weeks: \(Self.spread(over: "period", end))"
    case .number:
      "The file numbers its weeks; week 1 begins on \(weekOne.map(DisplayNumber.day) ?? "an unknown day")"
        + (isAssumed ? " (assumed: give weekOne to say otherwise)" : "") + "; \(most)."
    }
  }

  private static func spread(over period: String, _ end: String) -> String {
    "each \(period)'s figure is divided evenly over the company's \(end) that hold most of their days in it, in whole "
      + "steps that add up to it exactly. The weeks of a \(period) are estimates, the \(period) is not."
  }
}

/// Turns the text of a week column into the number of the company's week, remembering what it has seen.
struct WeekReader {
  private let rule: WeekRule
  private let pattern: DayReading
  private let calendar: FiscalCalendar
  private var lastText: [UInt8] = []
  private var lastWeek: Int32?
  private var known: [Int: (week: Int32, count: Int)] = [:]
  /// How many weeks the last text stood for: more than one where it named a longer period.
  private(set) var count = 1

  /// No file of sales is older or from further ahead: a year outside is a slip of the pen.
  static let years = 1950...2100

  init(_ rule: WeekRule, _ calendar: FiscalCalendar) throws(LoaderRefusal) {
    self.rule = rule
    self.calendar = calendar
    guard let pattern = DayReading(rule.pattern) else { throw .badDayPattern(rule.pattern) }
    self.pattern = pattern
    if rule.meaning == .number, rule.weekOne == nil { throw .weekOneMissing }
  }

  /// The number of the company's week, or nil where the text says none.
  mutating func week(_ bytes: UnsafeRawBufferPointer) -> Int32? {
    if lastWeek != nil, bytes.count == lastText.count, bytes.elementsEqual(lastText) { return lastWeek }
    guard let key = key(bytes) else { return nil }
    let (week, count) = known[key] ?? make(key)
    known[key] = (week, count)
    self.count = count
    lastText.removeAll(keepingCapacity: true)
    lastText.append(contentsOf: bytes)
    lastWeek = week
    return week
  }

  /// A day's ordinal, or a week's number.
  private func key(_ bytes: UnsafeRawBufferPointer) -> Int? {
    switch rule.meaning {
    case .number:
      guard let number = pattern.whole(bytes), number >= 1, number <= 10_000 else { return nil }
      return number
    case .isoWeek: return pattern.isoWeek(bytes).map { $0.firstDay.ordinal }
    default:
      guard let day = pattern.day(bytes), Self.years.contains(day.year) else { return nil }
      return day.ordinal
    }
  }

  private func make(_ key: Int) -> (week: Int32, count: Int) {
    let day = Day(ordinal: key)
    let week: Week
    switch rule.meaning {
    case .month: return span(Self.month(of: day))
    case .fourWeeks: return span(day.advanced(by: -27)...day)
    case .day: week = calendar.week(containing: day)
    case .weekEnding: week = calendar.mostDays(of: day.advanced(by: -6)...day)
    case .weekStarting, .isoWeek: week = calendar.mostDays(of: day...day.advanced(by: 6))
    case .number:
      let first = firstDay(ofWeek: key)
      week = calendar.mostDays(of: first...first.advanced(by: 6))
    }
    return (Int32(week.ordinal), 1)
  }

  private func span(_ days: ClosedRange<Day>) -> (week: Int32, count: Int) {
    let weeks = calendar.weeks(mostlyIn: days)
    return (Int32(weeks.lowerBound.ordinal), weeks.lowerBound.distance(to: weeks.upperBound) + 1)
  }

  private static func month(of day: Day) -> ClosedRange<Day> {
    let first = day.advanced(by: 1 - day.dayOfMonth)
    return first...first.advanced(by: Day.length(ofMonth: day.month, in: day.year) - 1)
  }

  private func firstDay(ofWeek number: Int) -> Day {
    (rule.weekOne ?? Day(ordinal: 0)).advanced(by: 7 * (number - 1))
  }
}
