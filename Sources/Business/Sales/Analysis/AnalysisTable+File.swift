package import Blueprint
import Files
import Kernel

extension AnalysisTable {
  /// The answer as rows of a file: one for each combination of members, then the total. Rows that sum up others are left
  /// out, so that a file can be summed again.
  package func file(withTotals: Bool = true) -> Table {
    let heads = rowDimensions.map(\.label) + columns(withTotals).map(\.column.label)
    var lines = leaves.map { row in
      names(of: row) + columns(withTotals).map { Self.cell(row.cells[$0.place]) }
    }
    if withTotals || rowDimensions.isEmpty {
      let label: [Table.Cell] = rowDimensions.indices.map { $0 == 0 ? .text("Total") : .empty }
      lines.append(label + columns(withTotals).map { Self.cell(total.cells[$0.place]) })
    }
    return Table(title: title, heads: heads, rows: lines, notes: about)
  }

  /// What is printed beside the figures: filters, until when the data reach, definitions.
  package var about: [(String, String)] {
    filters.map { ($0.label, $0.text) } + [("Data through", throughText)] + warnings.map { ("Note", $0) }
      + notes.map { ("Note", $0) }
      + metrics.map { ($0.name, "\($0.definition) Formula: \($0.formula). Unit: \($0.unit).") }
  }

  package var throughText: String { Performance.throughText(through) }

  private func columns(_ withTotals: Bool) -> [(place: Int, column: Column)] {
    columns.enumerated().filter { withTotals || columnDimensions.isEmpty || !$0.element.members.isEmpty }
      .map { (place: $0.offset, column: $0.element) }
  }

  private func names(of row: Row) -> [Table.Cell] {
    rowDimensions.indices.map { place in
      guard place < row.members.count else { return .empty }
      let member = row.members[place]
      if member.dimension == .week, let day = Day(member.id) { return .day(day) }
      return .text(member.name)
    }
  }

  private static func cell(_ cell: Cell) -> Table.Cell {
    guard let number = cell.number else { return .empty }
    let scale = number.firstIndex(of: ".").map { number.distance(from: $0, to: number.endIndex) - 1 } ?? 0
    return DecimalText.parse(number, decimals: scale).map { .decimal(units: $0, scale: scale) }
      ?? .text(number)
  }

  /// The file as CSV text.
  package func csv(withTotals: Bool = true) throws -> String {
    let text = CSVText(), table = file(withTotals: withTotals)
    let writer = CSVWriter(ByteSink(text.take))
    try writer.row(table.heads)
    for row in table.rows {
      for cell in row {
        switch cell {
        case .decimal(let units, let scale): writer.fixed(units, scale: scale)
        case .day(let day): writer.day(day)
        case .text(let words): writer.text(words)
        default: writer.empty()
        }
      }
      try writer.endRow()
    }
    try writer.finish()
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// The answer as lines of text in columns, for a terminal.
  package var plainText: String {
    let heads = rowDimensions.map(\.label) + columns.map(\.label)
    func line(_ row: Row, _ label: String?) -> [String] {
      let names = rowDimensions.indices.map { place in
        place < row.members.count ? row.members[place].name : place == 0 ? label ?? "" : ""
      }
      return names + row.cells.map(\.text)
    }
    let lines = [heads] + rows.map { line($0, nil) } + [line(total, "Total")]
    let widths = heads.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let shown = lines.map { line in
      line.enumerated().map { place, text in
        let gap = String(repeating: " ", count: widths[place] - text.count)
        return place < rowDimensions.count ? text + gap : gap + text
      }.joined(separator: "  ")
    }
    let notes = filters.map { "\($0.label): \($0.text)" } + [throughText] + warnings + self.notes
    return ([title, ""] + shown + [""] + notes).joined(separator: "\n")
  }
}

private final class CSVText {
  var bytes: [UInt8] = []
  func take(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }
}
