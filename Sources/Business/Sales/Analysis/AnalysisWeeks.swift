import Kernel

/// The time side of a question: a member for each week.
struct AnalysisWeeks {
  let calendar: FiscalCalendar

  func week(_ ordinal: Int32) -> Week { Week(ordinal: Int(ordinal), endingOn: calendar.weekEnding) }

  /// Ids sort as the time they name.
  func member(_ dimension: Dimension, _ ordinal: Int32) -> AnalysisMembers.Member {
    let week = week(ordinal), place = calendar.place(of: week), period = place.period
    switch dimension {
    case .period4:
      return .init(
        id: "\(period.year)-P\(two(period.number))", name: period.label,
        place: period.year * 100 + period.number)
    case .quarter:
      return .init(
        id: "\(period.year)-Q\(period.quarter)", name: period.quarterLabel,
        place: period.year * 100 + period.quarter)
    case .year: return .init(id: "\(period.year)", name: "\(period.year)", place: period.year)
    case .month:
      let (year, month, _) = week.middleDay.civil
      return .init(
        id: "\(year)-\(two(month))", name: "\(DisplayNumber.month(month)) \(year)", place: year * 100 + month)
    default:
      return .init(id: week.lastDay.description, name: week.lastDay.description, place: Int(ordinal))
    }
  }

  func passes(_ filter: AnalysisPlan.Filter, _ ordinal: Int32) -> Bool {
    let own = member(filter.dimension, ordinal)
    let isIn = filter.values.contains {
      $0 == own.id || SearchKey.fold($0) == SearchKey.fold(own.name)
        || (filter.dimension == .week && Day($0).map { week(ordinal).contains($0) } == true)
    }
    return isIn != filter.isExcluded
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
