package import Kernel

/// The equal steps of a file's times: each time has a whole number, and each number its time.
package struct Cadence: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    /// Plain whole numbers.
    case numbers
    case days(Int)
    /// Monday to Friday.
    case workdays
    case months(Int)
  }

  package let step: Step
  /// The place within a step that all times have: an ordinal for days, the last day or a day of the month for months.
  private let anchor: Int

  /// Steps in a year, or in a week of days: what is taken for the season unless one is named.
  package var season: Int {
    switch step {
    case .numbers: 1
    case .days(1): 7
    case .days(let count): count >= 7 && count <= 182 ? 364 / count : 1
    case .workdays: 5
    case .months(let count): count < 12 && 12 % count == 0 ? 12 / count : 1
    }
  }

  /// The season beyond that one: a year of days.
  package var longerSeason: Int? {
    switch step {
    case .days(1): 365
    case .workdays: 261
    default: nil
    }
  }

  package var word: String {
    switch step {
    case .numbers: "numbered steps"
    case .days(1): "days"
    case .days(7): "weeks"
    case .days(let count): "\(count) days"
    case .workdays: "working days"
    case .months(1): "months"
    case .months(3): "quarters"
    case .months(12): "years"
    case .months(let count): "\(count) months"
    }
  }

  package static let numbers = Cadence(step: .numbers, anchor: 0)

  private init(step: Step, anchor: Int) { (self.step, self.anchor) = (step, anchor) }

  /// The cadence most steps between neighbouring days have; nil where they have none in common.
  ///
  /// `days`: those of some series, each in order.
  package init?(_ days: [[Day]]) {
    var counts: [Int: Int] = [:], isWorkdays = true, isMonthEnds = true
    for line in days {
      for (earlier, later) in zip(line, line.dropFirst()) where later > earlier {
        counts[later.ordinal - earlier.ordinal, default: 0] += 1
      }
      isWorkdays = isWorkdays && line.allSatisfy { Self.isWorkday($0) }
      isMonthEnds = isMonthEnds && line.allSatisfy { $0.advanced(by: 1).dayOfMonth == 1 }
    }
    guard let first = days.first(where: { !$0.isEmpty })?.first,
      let usual = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })?.key
    else { return nil }
    let day = isMonthEnds ? 31 : first.dayOfMonth
    switch usual {
    case 1: self.init(step: isWorkdays ? .workdays : .days(1), anchor: first.ordinal)
    case 28...31: self.init(step: .months(1), anchor: day)
    case 59...62: self.init(step: .months(2), anchor: day)
    case 89...92: self.init(step: .months(3), anchor: day)
    case 181...184: self.init(step: .months(6), anchor: day)
    case 365...366: self.init(step: .months(12), anchor: day)
    default: self.init(step: .days(usual), anchor: first.ordinal)
    }
    // Four weeks are as long as a February: the day of the month tells them apart.
    if usual == 28, days.contains(where: { $0.contains { $0.dayOfMonth != first.dayOfMonth } }), !isMonthEnds
    {
      self.init(step: .days(28), anchor: first.ordinal)
    }
  }

  private static func isWorkday(_ day: Day) -> Bool { day.weekday != .saturday && day.weekday != .sunday }

  /// How many steps lie before a day, counted from some day; nil for one that lies between two steps.
  package func place(_ day: Day, from first: Day) -> Int? {
    switch step {
    case .numbers: return nil
    case .days(let count):
      let gap = day.ordinal - first.ordinal
      return gap % count == 0 ? gap / count : nil
    case .workdays:
      guard Self.isWorkday(day) else { return nil }
      return Self.workdays(day.ordinal) - Self.workdays(first.ordinal)
    case .months(let count):
      let gap = Self.months(day) - Self.months(first)
      return gap % count == 0 ? gap / count : nil
    }
  }

  /// The day `steps` behind another.
  package func day(_ steps: Int, after first: Day) -> Day {
    switch step {
    case .numbers: return first
    case .days(let count): return first.advanced(by: steps * count)
    case .workdays:
      let all = Self.workdays(first.ordinal) + steps
      // Day 0 was a Thursday, the fourth working day of its week.
      let week = Int((Double(all + 3) / 5).rounded(.down)), left = all + 3 - week * 5
      return Day(ordinal: week * 7 - 3 + left)
    case .months(let count):
      let month = Self.months(first) + steps * count
      let year = Int((Double(month) / 12).rounded(.down)), inYear = month - year * 12 + 1
      return (0...3).lazy.compactMap { Day(year: year, month: inYear, day: anchor - $0) }.first ?? first
    }
  }

  private static func months(_ day: Day) -> Int {
    let civil = day.civil
    return civil.year * 12 + civil.month - 1
  }

  /// Working days before an ordinal, from the Monday of the week that day 0 lies in.
  private static func workdays(_ ordinal: Int) -> Int {
    let shifted = ordinal + 3, week = Int((Double(shifted) / 7).rounded(.down))
    return week * 5 + min(4, shifted - week * 7) - 3
  }
}
