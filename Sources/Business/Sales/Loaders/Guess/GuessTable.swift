import Kernel

/// The columns of a sample, and which field each was taken for.
struct GuessTable {
  let header: [String]
  let kinds: [CellKind]
  private let body: [[String]]
  private(set) var taken: [SalesField: Int] = [:]
  private var isOpen: [Bool]

  init(_ frame: FileFrame) {
    header = frame.header.names
    kinds = frame.kinds
    body = frame.body
    isOpen = header.map { _ in true }
  }

  /// Columns without a meaning.
  var open: [Int] { isOpen.indices.filter { isOpen[$0] && $0 < kinds.count } }

  func column(of field: SalesField) -> Int? { taken[field] }

  mutating func take(_ column: Int, as field: SalesField) {
    taken[field] = column
    isOpen[column] = false
  }

  mutating func release(_ column: Int) {
    taken = taken.filter { $0.value != column }
    isOpen[column] = true
  }

  /// Of a crosstab the figures are told by the header.
  mutating func leaveFigures() {
    for column in open where kinds[column] == .number && SalesField.guessed(from: header[column]) == nil {
      isOpen[column] = false
    }
  }

  func texts(_ column: Int) -> [String] { body.map { $0[column] }.filter { !$0.isEmpty } }

  /// Without repeats, in the order of the file, and without the words of totals.
  func distinct(_ column: Int) -> [String] {
    var seen = Set<String>()
    return texts(column).filter { !TotalWords.begin($0) && seen.insert($0).inserted }
  }

  /// Numbers as the file writes them.
  var figureSamples: [String] {
    let columns = taken.filter { $0.key.isFigure }.map(\.value).sorted()
    let across = columns.isEmpty ? kinds.indices.filter { kinds[$0] == .number } : columns
    return across.flatMap { texts($0).prefix(400) }.filter { CellKind($0) != .text }
  }

  // MARK: - By name

  /// What the names of open columns mean, the surest first; a field goes to one column.
  func byName() -> [(SalesField, Int)] {
    var found: [SalesField: Int] = [:]
    for guess in [SalesField.guessed(from:), SalesField.guessedLoosely(from:)] {
      for column in open where !found.values.contains(column) {
        guard let field = guess(header[column]), found[field] == nil, fits(column, field) else { continue }
        found[field] = column
      }
    }
    // A name will do for a code where there is no other.
    if found[.site] == nil, let name = found.removeValue(forKey: .siteName) { found[.site] = name }
    if found[.item] == nil, let name = found.removeValue(forKey: .itemName) { found[.item] = name }
    return found.sorted { $0.value < $1.value }.map { ($0.key, $0.value) }
  }

  /// Whether what the column holds can be what its name says.
  private func fits(_ column: Int, _ field: SalesField) -> Bool {
    guard column < kinds.count else { return false }
    guard field.isFigure, kinds[column] != .number else { return true }
    // One number will do, or no cell at all: rows that hold something else are rejected, each with its reason.
    let texts = texts(column)
    return texts.isEmpty || texts.contains { CellKind($0) == .number }
  }

  // MARK: - By content

  /// The fields that no name told, by what columns hold.
  func byContent(
    without keys: [SalesField], hasFigures: Bool
  ) -> [(SalesField, Int, String)] {
    var found: [(SalesField, Int, String)] = [], rest = self
    func isWanted(_ field: SalesField) -> Bool { rest.taken[field] == nil && !keys.contains(field) }
    func add(_ field: SalesField, _ column: Int, _ why: String) {
      found.append((field, column, why))
      rest.take(column, as: field)
    }
    if isWanted(.week), let column = rest.open.first(where: { kinds[$0] == .day }) {
      add(.week, column, "it holds days")
    }
    if isWanted(.item), let column = rest.open.first(where: { isGTIN($0) }) {
      add(.item, column, "its numbers have the check digits of GTINs")
    }
    let codes = rest.open.filter { isCode($0) }.map { ($0, Set(texts($0)).count) }
    if isWanted(.item), let (column, count) = codes.max(by: { $0.1 < $1.1 }),
      isWanted(.site) ? codes.count > 1 : true
    {
      add(.item, column, "it holds the most codes (\(count) in the sample)")
    }
    let fewer = codes.filter { rest.open.contains($0.0) }
    if isWanted(.site), let (column, count) = fewer.max(by: { $0.1 < $1.1 }) {
      add(.site, column, "it holds few codes (\(count) in the sample)")
    }
    guard hasFigures else { return found }
    let numbers = rest.open.filter { kinds[$0] == .number }
    if isWanted(.units), let column = numbers.first(where: { isWhole($0) }) {
      add(.units, column, "its numbers are whole")
    }
    if isWanted(.value), isWanted(.price),
      let column = rest.open.first(where: { kinds[$0] == .number && !isWhole($0) })
    {
      let field: SalesField = isPrice(column, rest) ? .price : .value
      add(field, column, field == .price ? "it changes little from row to row" : "it grows with the units")
    }
    return found
  }

  private func isGTIN(_ column: Int) -> Bool {
    let texts = texts(column).prefix(200)
    guard texts.count >= 3, kinds[column] != .day else { return false }
    return texts.count { GTIN($0) != nil } * 10 >= texts.count * 9
  }

  /// Texts, or whole numbers that repeat as codes do.
  private func isCode(_ column: Int) -> Bool {
    if kinds[column] == .text { return true }
    return kinds[column] == .number && header[column].hasPrefix("column ") && isWhole(column)
      && Set(texts(column)).count * 2 <= texts(column).count && column < 3
  }

  private func isWhole(_ column: Int) -> Bool {
    texts(column).prefix(400).allSatisfy { $0.allSatisfy { $0.isNumber || $0 == "-" } || $0.hasSuffix(".0") }
  }

  /// The price of an item varies less than what it sells for.
  private func isPrice(_ column: Int, _ rest: GuessTable) -> Bool {
    guard let units = rest.taken[.units], let item = rest.taken[.item] else { return false }
    var asPrice: [String: ClosedRange<Double>] = [:], asValue = asPrice
    for row in body.prefix(1_000) {
      guard let amount = Double(row[column]), let count = Double(row[units]), count > 0, amount > 0 else {
        continue
      }
      asPrice[row[item]] = Self.widened(asPrice[row[item]], amount)
      asValue[row[item]] = Self.widened(asValue[row[item]], amount / count)
    }
    func spread(_ ranges: [String: ClosedRange<Double>]) -> Double {
      ranges.values.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) / $1.upperBound }
    }
    return spread(asPrice) < spread(asValue)
  }

  private static func widened(_ range: ClosedRange<Double>?, _ value: Double) -> ClosedRange<Double> {
    guard let range else { return value...value }
    return min(range.lowerBound, value)...max(range.upperBound, value)
  }
}

extension SalesField {
  /// What a header of several words may mean: without the words of currencies, or by its last or first word.
  static func guessedLoosely(from header: String) -> SalesField? {
    let words = header.split { !$0.isLetter && !$0.isNumber }.map { fold(String($0)) }.filter {
      !noise.contains($0)
    }
    guard !words.isEmpty else { return nil }
    if let whole = bySynonym[words.joined()] { return whole }
    guard words.count > 1 else { return nil }
    if let last = bySynonym[words[words.count - 1]], last.isFigure || words.count == 2 { return last }
    return bySynonym[words[0]].flatMap { $0.isFigure ? $0 : nil }
  }

  private static let noise: Set<String> = [
    "eur", "usd", "gbp", "pln", "chf", "in", "the", "total", "of", "de", "du", "la", "le", "des", "en", "w",
    "der", "die",
    "das", "all", "pos", "ty", "this", "year", "netto", "brutto", "net", "gross", "st", "szt",
  ]
}
