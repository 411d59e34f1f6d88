import Kernel

/// Finds weeks, measures or sites across the columns.
struct CrosstabGuess {
  let crosstab: Crosstab
  /// Nil where the header holds no weeks.
  let week: DayGuess?
  let findings: [String]

  /// Nil for a flat file.
  init?(
    _ frame: FileFrame, calendar: FiscalCalendar, pattern: String?
  ) throws(LoaderRefusal) {
    let figures = frame.kinds.indices.filter { frame.kinds[$0] == .number }
    guard figures.count >= 2, frame.headerRows > 0 else { return nil }
    var rows = [Crosstab.Row](repeating: .nothing, count: frame.headerRows)
    var week: DayGuess?, measures: [String: SalesField] = [:], findings: [String] = []
    for place in 0..<frame.headerRows {
      let texts = figures.map { frame.header.rows[place][$0] }
      if week == nil, let found = try Self.weeks(texts, calendar, pattern) {
        week = found
        rows[place] = .week
        findings.append("weeks stand across the columns, as \(found.finding)")
      } else if let found = Self.measures(texts), frame.headerRows > 1 {
        measures = found
        rows[place] = .measure
        let names = found.sorted { $0.key < $1.key }.map { "“\($0.key)” is \($0.value.label.lowercased())" }
        findings.append("measures stand across the columns: \(names.joined(separator: ", "))")
      }
    }
    guard let week else { return nil }
    if measures.isEmpty {
      findings.append("the figures below them are taken for units, since nothing says otherwise")
    }
    crosstab = Crosstab(rows: rows, measures: measures)
    self.week = week
    self.findings = findings
  }

  /// Sites across: where nothing else is left for them.
  init(sites names: [String], headerRows: Int) {
    crosstab = Crosstab(
      rows: [Crosstab.Row](repeating: .nothing, count: max(0, headerRows - 1)) + [.site])
    week = nil
    let shown = names.prefix(3).map { "“\($0)”" }.joined(separator: ", ")
    findings = ["sites stand across the columns (\(shown), …); their figures are taken for units"]
  }

  private static func weeks(
    _ texts: [String], _ calendar: FiscalCalendar, _ pattern: String?
  ) throws(LoaderRefusal) -> DayGuess? {
    let bare = texts.map(stripped).filter { !$0.isEmpty && !TotalWords.begin($0) }
    let distinct = bare.reduce(into: [String]()) { if $0.last != $1, !$0.contains($1) { $0.append($1) } }
    guard distinct.count >= 2 else { return nil }
    // Numbers alone must be those of weeks in a row; four-digit ones may be anything.
    if distinct.allSatisfy({ Int($0) != nil }) {
      let numbers = distinct.compactMap { Int($0) }
      let areInRow = zip(numbers.dropFirst(), numbers).allSatisfy { $0 == $1 + 1 }
      guard numbers.count >= 3, areInRow, numbers[0] >= 1, numbers[numbers.count - 1] <= 520 else {
        return nil
      }
    }
    return try DayGuess(distinct, header: texts.first ?? "", calendar: calendar, pattern: pattern)
  }

  /// `W/E 04.01.2026`, `KW 12`, `Week 12` without their words.
  private static func stripped(_ text: String) -> String {
    if CellKind(text) == .day { return text }
    let words = text.split(separator: " ")
    for start in words.indices {
      let rest = words[start...].joined(separator: " ")
      if CellKind(rest) == .day { return rest }
    }
    let digits = text.drop { !$0.isNumber }
    return digits.allSatisfy(\.isNumber) && PeriodWords(text).isWeek || Int(text) != nil
      ? String(digits) : text
  }

  private static func measures(_ texts: [String]) -> [String: SalesField]? {
    var found: [String: SalesField] = [:]
    for text in Set(texts) where !text.isEmpty {
      guard let field = SalesField.guessed(from: text), field.isFigure, !found.values.contains(field) else {
        continue
      }
      found[text] = field
    }
    return found.values.contains(.units) ? found : nil
  }
}

extension SalesField {
  /// A number that rows bring, not a key or a mark.
  var isFigure: Bool {
    switch self {
    case .units, .logUnits, .value, .price, .basePrice, .cost, .unitCost, .promotedShare, .acv: true
    default: false
    }
  }
}
