import Files
import Kernel

/// Tells one row of a crosstab as several flat rows: one for each week, site or item of the header.
final class RowFold {
  private struct Group {
    let label: String
    /// The texts of the header for the fields that rows get from it.
    let keys: [String]
    /// For each figure its column, or -1.
    var places: [Int]
  }

  /// The columns of the flat rows.
  let header: [String]
  /// Columns of the file that are neither mapped nor part of the crosstab.
  private(set) var left: [String] = []
  private let fixed: [Int]
  private var groups: [Group] = []
  private let assembly = RecordAssembly()

  /// The spec must have a crosstab.
  init(_ spec: LoaderSpec, _ crosstab: Crosstab, header: FileHeader) throws(LoaderRefusal) {
    let names = Set(spec.columns.keys.map(SalesField.fold))
    fixed = header.names.indices.filter { names.contains(SalesField.fold(header.names[$0])) }
    self.header =
      fixed.map { header.names[$0] } + crosstab.keys.map(Self.name) + crosstab.figures.map(\.label)
    guard let days = DayReading(spec.week.pattern) else { throw .badDayPattern(spec.week.pattern) }
    var places: [[String]: Int] = [:]
    for column in header.names.indices where !fixed.contains(column) {
      guard let (keys, figure) = Self.meaning(of: column, crosstab, header, spec.week, days),
        let slot = crosstab.figures.firstIndex(of: figure)
      else {
        left.append(header.names[column])
        continue
      }
      let place = places[keys] ?? groups.count
      if place == groups.count {
        let empty = [Int](repeating: -1, count: crosstab.figures.count)
        groups.append(Group(label: keys.joined(separator: " "), keys: keys, places: empty))
        places[keys] = place
      }
      guard groups[place].places[slot] < 0 else { throw .columnTwice(header.names[column]) }
      groups[place].places[slot] = column
    }
    guard !groups.isEmpty else {
      throw .columnMissing(crosstab.keys.map(\.label), loader: spec.name, found: header.names)
    }
  }

  /// What a flat column is called that comes out of the header.
  static func name(_ field: SalesField) -> String { "\(field.label) in the header" }

  private static func meaning(
    of column: Int, _ crosstab: Crosstab, _ header: FileHeader, _ rule: WeekRule, _ days: DayReading
  ) -> (keys: [String], figure: SalesField)? {
    var keys: [String] = [], figure = crosstab.cell
    for (place, row) in crosstab.rows.enumerated() {
      let text = place < header.rows.count ? header.rows[place][column] : ""
      switch row {
      case .nothing: continue
      case .measure:
        guard let known = crosstab.measures[text], known != .ignore else { return nil }
        figure = known
      case .week:
        guard let week = HeaderWeek.text(in: text, rule, days) else { return nil }
        keys.append(week)
      case .site, .item:
        guard !text.isEmpty, !TotalWords.begin(text) else { return nil }
        keys.append(text)
      }
    }
    return (keys, figure)
  }

  /// Hands on the flat rows of a row; cells that are all empty are none.
  func each(_ record: borrowing Record, _ body: (borrowing Record, String) throws -> Void) rethrows {
    for group in groups {
      guard group.places.contains(where: { !record[$0].trimmed.isEmpty }) else { continue }
      assembly.begin()
      for place in fixed { assembly.add(record[place]) }
      for key in group.keys { Field.lending(key) { assembly.add($0) } }
      for place in group.places { assembly.add(record[place]) }
      try body(assembly.record(line: record.line), group.label)
    }
  }
}

/// Finds a week in the words of a header: `W/E 04.01.2026`, `Week 12`, `KW12`.
enum HeaderWeek {
  static func text(in header: String, _ rule: WeekRule, _ days: DayReading) -> String? {
    let words = header.split(separator: " ")
    for start in words.indices {
      let text = words[start...].joined(separator: " ")
      for candidate in [text, String(text.drop { !$0.isNumber })] where reads(candidate, rule, days) {
        return candidate
      }
    }
    return nil
  }

  static func reads(_ text: String, _ rule: WeekRule, _ days: DayReading) -> Bool {
    Field.lending(text) { field in
      switch rule.meaning {
      case .number: days.whole(field.bytes).map { (1...10_000).contains($0) } ?? false
      case .isoWeek: days.isoWeek(field.bytes) != nil
      default: days.day(field.bytes).map { WeekReader.years.contains($0.year) } ?? false
      }
    }
  }
}

extension LoaderSpec {
  /// The spec for the flat rows that a crosstab becomes.
  var flattened: LoaderSpec {
    guard let crosstab = shape?.crosstab else { return self }
    var flat = self
    for field in crosstab.keys { flat.columns[RowFold.name(field)] = field }
    for field in crosstab.figures { flat.columns[field.label] = field }
    return flat
  }
}
