import Kernel

/// Cells of other systems' files as values.
enum DealCells {
  /// Days as `2026-03-02`, with or without a time, or by a pattern with a year at its end.
  static func day(_ text: String, dayFirst: Bool) -> Day? {
    let date = text.prefix { $0 != " " && $0 != "T" }
    if let day = Day(String(date)) { return day }
    let parts = date.split { "/.-".contains($0) }.compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    if parts[0] > 31 { return Day(year: parts[0], month: parts[1], day: parts[2]) }
    // Points part days before months wherever they are written.
    let isDayFirst = dayFirst || date.contains(".")
    let year = parts[2] < 100 ? 2_000 + parts[2] : parts[2]
    return isDayFirst
      ? Day(year: year, month: parts[1], day: parts[0]) : Day(year: year, month: parts[0], day: parts[1])
  }

  /// `1,054.00`, `$1,054`, `EUR 1054`: an exact amount; nil where it is none.
  static func amount(_ text: String, _ currency: Currency) -> Money? {
    if let plain = Money(text, currency) { return plain.minor < 0 ? nil : plain }
    let digits = text.filter { $0.isNumber || $0 == "." || $0 == "-" }
    let rest = text.filter { !($0.isNumber || "., -".contains($0) || $0.isWhitespace) }
    guard rest.isEmpty || rest == currency.code || rest == currency.symbol, isGrouped(text) else {
      return nil
    }
    guard let amount = Money(digits, currency), amount.minor >= 0 else { return nil }
    return amount
  }

  /// Commas part thousands, and nothing else: `1,05` is no amount here.
  private static func isGrouped(_ text: String) -> Bool {
    let whole = text.prefix { $0 != "." }
    let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
    return groups.count == 1 || groups.dropFirst().allSatisfy { $0.filter(\.isNumber).count == 3 }
  }

  /// What the name of a stage says of its outcome.
  static func outcome(_ stage: String) -> Outcome {
    switch SearchKey.fold(stage).filter({ $0.isLetter }) {
    case "won", "closedwon", "closewon", "gewonnen": .won
    case "lost", "closedlost", "closelost", "verloren": .lost
    default: .open
    }
  }

  /// Where a stage usually stands on the way of a deal, by words in its name.
  static func rank(_ stage: String) -> Int {
    let key = SearchKey.fold(stage)
    let words: [[String]] = [
      ["prospect", "lead", "new", "appointment"], ["qualif", "engag", "discover"],
      ["need", "value", "demo", "id."],
      ["proposal", "quote", "presentation", "perception", "decision maker"],
      ["negotiat", "contract", "review", "legal"],
    ]
    return words.firstIndex { $0.contains { key.contains($0) } } ?? 2
  }
}
