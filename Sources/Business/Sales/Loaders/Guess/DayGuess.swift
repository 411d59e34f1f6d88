import Blueprint
import Files
import Kernel

/// Tells what a column of days, weeks or months holds.
struct DayGuess {
  let rule: WeekRule
  /// “days as dd/MM/yyyy, all Saturdays: weeks named by their last day”
  let finding: String
  /// Its figures are of single days.
  var isDaily: Bool { rule.meaning == .day }

  /// The longest ways to write a day first: `yy` would read the beginning of `yyyy`.
  static let patterns = [
    "yyyy-MM-dd", "yyyyMMdd", "dd/MM/yyyy", "MM/dd/yyyy", "dd.MM.yyyy", "dd-MM-yyyy", "MM-dd-yyyy",
    "yyyy/MM/dd",
    "yyyy.MM.dd", "d MMM yyyy", "dd-MMM-yyyy", "dd/MM/yy", "MM/dd/yy", "dd.MM.yy", "dd-MMM-yy", "d MMM yy",
  ]
  static let monthPatterns = [
    "yyyy-MM", "yyyyMM", "MM/yyyy", "MM.yyyy", "yyyy/MM", "MMM yyyy", "MMM-yyyy", "MMM-yy",
  ]

  private static let readings: [(pattern: String, reading: DayReading)] = (patterns + monthPatterns)
    .compactMap {
      pattern in DayReading(pattern).map { (pattern, $0) }
    }

  /// A day, a month or an ISO week, and not just a number of six or eight digits.
  static func looksLikeDay(_ text: String) -> Bool {
    guard text.utf8.count >= 6, text.utf8.count <= 32, !text.utf8.allSatisfy({ (48...57).contains($0) })
    else {
      return text.utf8.count == 8 && day(text, "yyyyMMdd") != nil
    }
    return isISOWeek(text) || readings.contains { reads(text, $0.reading) }
  }

  static func isISOWeek(_ text: String) -> Bool {
    text.uppercased().contains("W") && text.prefix(4).allSatisfy(\.isNumber)
      && Field.lending(text) { DayReading("yyyy-MM-dd")?.isoWeek($0.bytes) } != nil
  }

  private static func day(_ text: String, _ pattern: String) -> Day? { DayReading(pattern)?.day(text) }

  private static func reads(_ text: String, _ reading: DayReading) -> Bool {
    reading.day(text).map { WeekReader.years.contains($0.year) } ?? false
  }

  private static func allRead(_ texts: [String], _ pattern: String) -> Bool {
    guard let reading = DayReading(pattern) else { return false }
    return texts.allSatisfy { reads($0, reading) }
  }

  static func fitting(_ samples: [String], among patterns: [String]) -> [String] {
    guard !samples.isEmpty else { return [] }
    return readings.filter { one in
      patterns.contains(one.pattern) && samples.allSatisfy { reads($0, one.reading) }
    }.map(\.pattern)
  }

  /// Nil where the texts are neither days nor weeks; refuses where they could be two different ones.
  init?(
    _ texts: [String], header: String, calendar: FiscalCalendar, pattern known: String?
  ) throws(LoaderRefusal) {
    let words = PeriodWords(header)
    let patterns =
      known.map { Self.allRead(texts, $0) ? [$0] : [] } ?? Self.fitting(texts, among: Self.patterns)
    let months = Self.fitting(texts, among: Self.monthPatterns)
    if texts.isEmpty {
      return nil
    } else if texts.allSatisfy(Self.isISOWeek) {
      self.init(WeekRule(.isoWeek), "ISO weeks such as \(texts[0])")
    } else if known == nil, patterns.isEmpty, let first = months.first {
      try self.init(months: texts, first, words)
    } else if !patterns.isEmpty {
      try self.init(days: texts, patterns, words, calendar)
    } else if texts.allSatisfy({ (1...10_000).contains(Int($0) ?? 0) }) {
      self.init(
        WeekRule(.number), "numbers of weeks, \(texts.compactMap { Int($0) }.min() ?? 1) being the first seen"
      )
    } else {
      return nil
    }
  }

  private init(_ rule: WeekRule, _ finding: String) {
    self.rule = rule
    self.finding = finding
  }

  private init(months texts: [String], _ pattern: String, _ words: PeriodWords) throws(LoaderRefusal) {
    // 202611 is a month and a week; a header or a number beyond twelve tells.
    let isOpen = pattern == "yyyyMM" || pattern == "yyyy-MM"
    if isOpen, words.isWeek {
      self.init(WeekRule(.isoWeek), "year and week such as \(texts[0])")
    } else if isOpen, !words.isMonth, pattern == "yyyyMM" {
      throw .datesUnclear(texts[0], ["yyyyMM", "week=iso-week"])
    } else {
      self.init(WeekRule(.month, pattern: pattern), "months as \(pattern)")
    }
  }

  private init(
    days texts: [String], _ patterns: [String], _ words: PeriodWords, _ calendar: FiscalCalendar
  ) throws(LoaderRefusal) {
    let readable = patterns.map { pattern in
      (pattern: pattern, rhythm: DayRhythm(texts.compactMap { Self.day($0, pattern) }))
    }
    var chosen = readable[0]
    // Day and month can't be told apart while no sample goes beyond the twelfth, unless one way makes a rhythm.
    let rivals = readable.filter { Set($0.rhythm.days) != Set(chosen.rhythm.days) }
    if !rivals.isEmpty {
      let regular = readable.filter { $0.rhythm.isRegular && $0.rhythm.days.count > 2 }
      guard regular.count == 1 else { throw .datesUnclear(texts[0], readable.map(\.pattern)) }
      chosen = regular[0]
    }
    let (meaning, why) = chosen.rhythm.meaning(words, calendar)
    self.init(WeekRule(meaning, pattern: chosen.pattern), "days as \(chosen.pattern), \(why)")
  }
}

/// What a header says of its days.
struct PeriodWords {
  let isEnd, isStart, isWeek, isMonth, isDay, isFourWeeks: Bool

  init(_ header: String) {
    let folded = SalesField.fold(header)
    func has(_ words: String) -> Bool { words.split(separator: " ").contains { folded.contains($0) } }
    isEnd = has("ending weekend wkend wkend wend ende fin koniec eow")
    isStart = has("start begin commencing beginn debut inicio poczatek bow")
    isWeek = has("week wk woche kw semaine semana tydzien settimana")
    isMonth = has("month monat mois mes miesiac maand mese") && !has("semes")
    isDay =
      has("date day datum tag jour fecha data dzien dia") && !has("week wk woche semaine semana tydzien")
    isFourWeeks = has("4w 4week fourweek period quadweek 4wochen 4semaines")
  }
}

/// The rhythm of the days of a column: all of one weekday, firsts of months, or any.
struct DayRhythm {
  let days: [Day]

  init(_ days: [Day]) { self.days = Set(days).sorted() }

  private var gaps: [Int] { zip(days.dropFirst(), days).map { $0.days(since: $1) } }
  private var isWeekly: Bool { gaps.allSatisfy { $0 % 7 == 0 } }
  private var areFirsts: Bool { days.allSatisfy { $0.dayOfMonth == 1 } }
  private var areLasts: Bool { days.allSatisfy { $0.advanced(by: 1).dayOfMonth == 1 } }
  var isRegular: Bool { isWeekly || areFirsts || areLasts }

  /// What such days stand for, and why.
  func meaning(_ words: PeriodWords, _ calendar: FiscalCalendar) -> (WeekRule.Meaning, String) {
    guard let first = days.first else { return (.day, "of which none was seen") }
    let weekday = first.weekday, name = Words.title("\(weekday)")
    let all = days.count > 1 ? "all \(name)s" : "a \(name)"
    if words.isFourWeeks, days.count > 1, gaps.allSatisfy({ $0 % 28 == 0 }) {
      return (.fourWeeks, "four weeks apart: periods of four weeks, named by their last day")
    }
    if words.isEnd {
      return (.weekEnding, "\(isWeekly ? all : "by its name"): weeks named by their last day")
    }
    if words.isStart {
      return (.weekStarting, "\(isWeekly ? all : "by its name"): weeks named by their first day")
    }
    if words.isMonth || days.count > 1 && (areFirsts || areLasts) {
      return (.month, areLasts ? "all last days of months: months" : "all first days of months: months")
    }
    guard isWeekly, days.count > 1 || words.isWeek else {
      return words.isDay || !words.isWeek || !isWeekly
        ? (.day, "of any weekday: single days, added up into weeks")
        : (.weekEnding, "weeks named by their last day")
    }
    let dayAfter = Weekday(rawValue: calendar.weekEnding.rawValue % 7 + 1)
    let isStart = weekday != calendar.weekEnding && (weekday == dayAfter || weekday == .monday)
    return isStart
      ? (.weekStarting, "\(all): weeks named by their first day")
      : (.weekEnding, "\(all): weeks named by their last day")
  }
}
