import Files
import Kernel

/// A total that the file prints, beside what its rows come to.
package struct ControlTotal: Codable, Sendable, Hashable {
  /// `units`, `value` or `rows`.
  package let measure: String
  package let file: String
  package let read: String
  package var ties: Bool { file == read }
}

/// Words with which rows of totals begin.
enum TotalWords {
  private static let words: Set<String> = [
    "total", "totals", "grandtotal", "sum", "subtotal", "summe", "gesamt", "gesamtsumme", "insgesamt",
    "endsumme",
    "zwischensumme", "totalgeneral", "somme", "soustotal", "suma", "razem", "ogolem", "totale", "totaal",
    "overall",
    "alltotal", "gesamtergebnis", "ergebnis",
  ]

  static func begin(_ text: String) -> Bool {
    guard let first = text.split(whereSeparator: { " :-=".contains($0) }).first else { return false }
    return words.contains(SalesField.fold(String(first))) || words.contains(SalesField.fold(text))
  }

  private static let counting: Set<String> = [
    "rows", "records", "lines", "rowcount", "recordcount", "count", "zeilen", "datensatze", "anzahl",
    "lignes", "filas",
    "registros", "wiersze", "wierszy", "rekordow", "numberofrows", "numberofrecords",
  ]

  /// The number of rows that a footer such as `Rows: 5,213` or `Records,5213` names.
  static func rowCount(_ texts: [String]) -> Int? {
    let filled = texts.filter { !$0.isEmpty }
    guard let first = filled.first, filled.count <= 2 else { return nil }
    let word = first.prefix { $0.isLetter || $0 == " " }
    guard counting.contains(SalesField.fold(String(word))) else { return nil }
    let rest = filled.count == 2 ? filled[1] : String(first.dropFirst(word.count))
    return Int(rest.filter(\.isNumber))
  }
}

/// Sums what was read, and holds it against the totals at the foot of the file.
struct ControlTotals {
  private var units: Int128 = 0
  private var value: Int128 = 0
  private var rows = 0
  private var found: [ControlTotal] = []
  /// Rows of totals with rows behind them, which are of a part of the file.
  private(set) var partial = 0
  /// Lines that say nothing of sales: `Printed on 4 January`.
  private(set) var notes = 0

  @inline(__always)
  mutating func add(_ fact: Fact) {
    rows += 1
    units += Int128(fact[.units] ?? 0)
    value += Int128(fact[.value] ?? 0)
    if !found.isEmpty { (found, partial) = ([], partial + 1) }
  }

  /// Takes a row that could not be read as one of sales, where it is a total or a note; false where it is neither.
  mutating func take(_ record: borrowing Record, _ reader: RowReader) -> Bool {
    let texts = record.texts.map { $0[...].trimmedBlanks }
    // A blank row is nothing; one that is empty because it could not be read is a fault.
    guard let first = texts.first(where: { !$0.isEmpty }) else { return record.problem == nil }
    if let count = TotalWords.rowCount(texts) {
      found.append(ControlTotal(measure: "rows", file: String(count), read: String(rows)))
      return true
    }
    guard TotalWords.begin(first) else { return isNote(record.count, first, reader) }
    let units =
      reader.units >= 0 && !reader.isLogarithm ? reader.figure(.units, record[reader.units], scale: 3) : nil
    let value = reader.value >= 0 ? reader.figure(.value, record[reader.value], scale: 4) : nil
    settle(units: units.map { Int128($0.units) }, value: value.map { Int128($0.units) })
    return true
  }

  /// Takes the sums of a crosstab's row of totals.
  mutating func settle(units: Int128?, value: Int128?) {
    add("units", units, self.units, scale: Measure.units.scale)
    add("value", value, self.value, scale: Measure.value.scale)
  }

  private mutating func add(_ name: String, _ file: Int128?, _ read: Int128, scale: Int64) {
    guard let file else { return }
    found.append(
      ControlTotal(
        measure: name, file: MeasureSums.text(file, scale: scale), read: MeasureSums.text(read, scale: scale))
    )
  }

  /// One lonely text without separators, in a file of many columns, is a note at the foot.
  private mutating func isNote(_ count: Int, _ text: String, _ reader: RowReader) -> Bool {
    guard reader.header.count >= 4, count == 1, text.contains(" ") else { return false }
    notes += 1
    return true
  }

  /// Totals that nothing followed.
  var totals: [ControlTotal] { found }
}
