import Accounts
import Files
import Kernel

/// A loader proposed from the first rows of a file, and why.
package struct LoaderGuess: Sendable {
  /// One thing that was seen, of a column or of the whole file.
  package struct Finding: Codable, Sendable, Hashable {
    package let column: String?
    package let text: String

    package var words: String { column.map { "“\($0)”: \(text)" } ?? text }
  }

  /// What the caller says instead, or knows beside the file.
  struct Hints: Sendable {
    var pattern: String?
    var meaning: WeekRule.Meaning?
    var numbers: LoaderSpec.Numbers?
    var constants: [SalesField: String] = [:]
    var calendar = FiscalCalendar.iso
    var currency = Currency.usd
    /// Accounts at the top of the tree: one may stand in the file's name.
    var accounts: [String] = []
    /// Weeks that are only numbered may be given a first day.
    var mayAssume = true
  }

  package private(set) var spec: LoaderSpec
  package private(set) var findings: [Finding] = []
  /// What nothing in the file says, in words: “which column is the site”.
  package private(set) var missing: [String] = []
  package let header: [String]
  /// Some rows below the header.
  package let rows: [[String]]
  /// A refusal that one more word from the caller would end, such as dates that read in two ways.
  private(set) var question: LoaderRefusal?

  private var columns: [String: SalesField] = [:]

  init(_ sample: FileSample, _ hints: Hints) {
    let frame = FileFrame(sample.rows)
    header = frame.header.names
    rows = Array(frame.body.prefix(50))
    spec = LoaderSpec(
      name: LoaderSpec.generic, title: "Guessed from the file", notes: "",
      source: LoaderSpec.Source(
        code: LoaderSpec.generic, name: "Weekly files", kind: .pos, currency: hints.currency,
        account: "Weekly files"),
      columns: [:], week: WeekRule(hints.meaning ?? .weekEnding), category: "New items")
    spec.constants = hints.constants.isEmpty ? nil : hints.constants
    note(frame: frame, sample)
    var table = GuessTable(frame)
    do throws(LoaderRefusal) {
      let across = try CrosstabGuess(frame, calendar: hints.calendar, pattern: hints.pattern)
      nameColumns(&table, across, hints)
      try readWeeks(&table, across, hints)
    } catch {
      question = error
      missing.append("how its days are to be read")
    }
    readNumbers(table, hints)
    readMoney(table, sample, hints)
    settle(table, frame)
  }

  private mutating func note(_ text: String, _ column: String? = nil) {
    findings.append(Finding(column: column, text: text))
  }

  private mutating func note(frame: FileFrame, _ sample: FileSample) {
    switch sample.delimiter {
    case .semicolon: note("fields are parted by semicolons")
    case .tab: note("fields are parted by tabs")
    case .pipe: note("fields are parted by bars")
    case .comma, nil: break
    }
    if sample.encoding == .windows1252 {
      note("the bytes are Windows-1252, not UTF-8")
      spec.encoding = .windows1252
    }
    if frame.titleRows > 0 { note("the first \(frame.titleRows) rows are titles, not data") }
    if frame.headerRows == 0 { note("there is no header; columns are told by what they hold") }
    if frame.headerRows > 1 { note("the header takes \(frame.headerRows) rows, which are joined") }
    if let last = sample.last, let first = last.first(where: { !$0.isEmpty }), TotalWords.begin(first) {
      note("the last row is a total: it is held against the rows")
    }
    if frame.titleRows > 0 || frame.headerRows != 1 {
      spec.shape = FileShape(titleRows: frame.titleRows, headerRows: frame.headerRows)
    }
  }

  // MARK: - Columns

  private mutating func nameColumns(_ table: inout GuessTable, _ across: CrosstabGuess?, _ hints: Hints) {
    if let across { cross(across, &table) }
    for (field, column) in table.byName() {
      table.take(column, as: field)
      note(field.label.lowercased() + ", by its name", header[column])
    }
    var keys = spec.shape?.crosstab?.keys ?? []
    keys += Array(hints.constants.keys)
    for (field, column, why) in table.byContent(without: keys, hasFigures: across == nil) {
      table.take(column, as: field)
      note("\(field.label.lowercased()), because \(why)", header[column])
    }
    let figures = table.open.filter { table.kinds[$0] == .number }
    if across == nil, table.column(of: .site) == nil, !keys.contains(.site), table.column(of: .units) == nil,
      table.column(of: .item) != nil, table.column(of: .week) != nil, figures.count >= 3
    {
      cross(CrosstabGuess(sites: figures.map { header[$0] }, headerRows: spec.shape?.headerRows ?? 1), &table)
    }
    for field in [SalesField.site, .item, .week, .units]
    where table.column(of: field) == nil && !isAcross(field) && !keys.contains(field) {
      missing.append(Self.question(field))
    }
  }

  private mutating func cross(_ across: CrosstabGuess, _ table: inout GuessTable) {
    var shape = spec.shape ?? .plain
    shape.crosstab = across.crosstab
    spec.shape = shape
    for text in across.findings { note(text) }
    table.leaveFigures()
  }

  private func isAcross(_ field: SalesField) -> Bool {
    guard let crosstab = spec.shape?.crosstab else { return false }
    return crosstab.keys.contains(field) || crosstab.figures.contains(field)
  }

  private static func question(_ field: SalesField) -> String {
    switch field {
    case .site: "which column is the site (or give site=NAME, where the file is of one account)"
    case .item: "which column is the item"
    case .week: "which column is the week or the day"
    default: "which column holds the units"
    }
  }

  // MARK: - Weeks

  private mutating func readWeeks(
    _ table: inout GuessTable, _ across: CrosstabGuess?, _ hints: Hints
  ) throws(LoaderRefusal) {
    if let week = across?.week {
      spec.week = week.rule
    } else if let column = table.column(of: .week) {
      guard try readWeeks(of: column, &table, hints) else { return }
    }
    if let meaning = hints.meaning { spec.week.meaning = meaning }
    if spec.week.meaning == .day { spec.grain = .sumIntoWeek }
    guard spec.week.meaning == .number, hints.mayAssume else { return }
    spec.week.weekOne = hints.calendar.firstDay(ofFiscalYear: Self.firstYear)
    spec.week.isAssumed = true
    note("weeks are only numbered: week 1 is assumed to be the first of the company's year \(Self.firstYear)")
  }

  /// False where the column holds something else.
  private mutating func readWeeks(
    of column: Int, _ table: inout GuessTable, _ hints: Hints
  ) throws(LoaderRefusal) -> Bool {
    let texts = table.distinct(column), days = texts.filter(DayGuess.looksLikeDay)
    // Without a value the name has to do; and a few cells that are no days spoil their rows, not the column.
    if texts.isEmpty { return true }
    for readable in [texts, days] where !readable.isEmpty {
      let week = try DayGuess(
        readable, header: header[column], calendar: hints.calendar, pattern: hints.pattern)
      guard let week else { continue }
      note("holds \(week.finding)", header[column])
      if readable.count < texts.count {
        let odd = texts.first { !days.contains($0) } ?? ""
        note("“\(odd)” is neither a day nor a week: such rows will be rejected", header[column])
      }
      spec.week = week.rule
      return true
    }
    note("named like a week, but “\(texts.first ?? "")” is neither a day nor a week", header[column])
    missing.append(Self.question(.week))
    table.release(column)
    return false
  }

  /// Where numbered weeks are assumed to begin: always the same, so that the next file meets this one.
  private static let firstYear = 2024

  // MARK: - Figures

  private mutating func readNumbers(_ table: GuessTable, _ hints: Hints) {
    if let numbers = hints.numbers { return spec.numbers = numbers }
    let guess = NumberGuess(table.figureSamples)
    guard let style = guess.certain else {
      let telling = guess.telling ?? ""
      if guess.fitting.isEmpty {
        // Some cells are no numbers: those rows will be rejected, each with its reason.
        spec.numbers =
          NumberGuess(table.figureSamples.filter(NumberGuess.looksLikeNumber)).fitting.first ?? .plain
      } else {
        missing.append(
          "whether “\(telling)” is a thousand or a fraction: numbers=english or numbers=european")
      }
      return
    }
    spec.numbers = style
    if style != .plain, let telling = guess.telling { note("“\(telling)”: \(style.words)") }
  }

  private mutating func readMoney(_ table: GuessTable, _ sample: FileSample, _ hints: Hints) {
    let words = header.joined(separator: " ") + " " + table.figureSamples.prefix(200).joined(separator: " ")
    let marks: [(String, String)] = [
      ("€", "EUR"), ("£", "GBP"), ("zł", "PLN"), ("EUR", "EUR"), ("GBP", "GBP"), ("PLN", "PLN"),
      ("CHF", "CHF"),
      ("USD", "USD"), ("$", "USD"),
    ]
    if let (mark, code) = marks.first(where: { words.contains($0.0) }), let currency = Currency(code) {
      spec.source.currency = currency
      note("“\(mark)”: amounts in \(code)")
    } else {
      note("no currency is named: \(hints.currency.code) is taken")
    }
    let stem = SalesField.fold(sample.fileName)
    if let account = hints.accounts.first(where: { $0.count > 2 && stem.contains(SalesField.fold($0)) }) {
      spec.source.account = account
      spec.source.name = account
      spec.source.code = "\(LoaderSpec.generic)-\(SalesField.fold(account))"
      note("the file is named after the account “\(account)”, whose sites these are taken for")
    }
    if spec.source.currency != hints.currency {
      spec.source.code += "-\(spec.source.currency.code.lowercased())"
      spec.source.name += ", \(spec.source.currency.code)"
    }
  }

  private mutating func settle(_ table: GuessTable, _ frame: FileFrame) {
    var columns: [String: SalesField] = [:]
    for (field, column) in table.taken { columns[header[column]] = field }
    spec.columns = columns
    let left = table.open.map { header[$0] }.filter { !$0.isEmpty }
    if !left.isEmpty, spec.shape?.crosstab == nil {
      note("left out: " + left.prefix(8).map { "“\($0)”" }.joined(separator: ", "))
    }
    spec.notes = findings.map(\.words).joined(separator: "; ") + "."
  }

  /// The spec, or why there is none.
  package func proposal() throws(LoaderRefusal) -> LoaderSpec {
    if let question { throw question }
    guard missing.isEmpty else { throw .notGuessed(missing: missing, findings: findings.map(\.words)) }
    return spec
  }
}
