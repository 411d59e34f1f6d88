package import Kernel

/// Writes delimited text (RFC 4180, UTF-8) cell by cell.
package final class CSVWriter {
  /// What becomes of text that a spreadsheet would run as a formula.
  package enum Formulas: Sendable {
    /// An apostrophe is put before it: for files people open.
    case neutralised
    /// Every byte as it is: for files programs read back.
    case asWritten
  }

  package struct Options: Sendable {
    package enum LineEnd: Sendable { case lf, crlf }
    package var delimiter = Delimiter.comma
    package var lineEnd = LineEnd.lf
    package var formulas = Formulas.neutralised
    /// Excel takes a file without this mark for the system's code page.
    package var beginsWithMark = false

    package init(delimiter: Delimiter = .comma, lineEnd: LineEnd = .lf, formulas: Formulas = .neutralised) {
      self.delimiter = delimiter
      self.lineEnd = lineEnd
      self.formulas = formulas
    }
  }

  private let sink: ByteSink
  private let options: Options
  private var row: [UInt8] = []
  private var cells = 0

  package init(_ sink: ByteSink, options: Options = Options()) {
    self.sink = sink
    self.options = options
    if options.beginsWithMark { row = [0xef, 0xbb, 0xbf] }
  }

  /// A text cell, quoted where it must be.
  package func text(_ value: String) {
    var value = value
    value.withUTF8 { text(Field(UnsafeRawBufferPointer($0))) }
  }

  /// A text cell from the bytes of another file.
  package func text(_ field: Field) {
    separate()
    let bytes = field.bytes
    let isFormula = options.formulas == .neutralised && Self.startsFormula(bytes)
    let mustQuote = bytes.contains { $0 == 34 || $0 == 10 || $0 == 13 || $0 == options.delimiter.rawValue }
    // A lone empty cell would look like a blank line; leading blanks are lost by some readers.
    guard mustQuote || bytes.first == 32 || bytes.last == 32 || bytes.first == 9 else {
      if isFormula { row.append(39) }
      row.append(contentsOf: bytes)
      return
    }
    row.append(34)
    if isFormula { row.append(39) }
    for byte in bytes {
      if byte == 34 { row.append(34) }
      row.append(byte)
    }
    row.append(34)
  }

  private static func startsFormula(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch bytes.first {
    case 61, 43, 45, 64, 9, 13, 10: true
    default: false
    }
  }

  /// A whole number, never quoted or changed.
  package func integer(_ value: Int64) {
    separate()
    if value < 0 { row.append(45) }
    digits(value.magnitude, atLeast: 1)
  }

  /// `units` times 10 to the minus `scale`, exactly: 1250 at scale 2 is `12.50`.
  package func fixed(_ units: Int64, scale: Int) {
    separate()
    if units < 0 { row.append(45) }
    digits(units.magnitude, atLeast: scale + 1)
    if scale > 0 { row.insert(46, at: row.count - scale) }
  }

  /// Decimal digits with leading zeros up to `width`, straight into the row: a string per cell costs too much.
  private func digits(_ number: UInt64, atLeast width: Int) {
    let start = row.count
    var rest = number
    repeat {
      row.append(UInt8(rest % 10) + 48)
      rest /= 10
    } while rest > 0 || row.count - start < width
    row[start...].reverse()
  }

  /// An amount with as many decimals as its currency has; the currency needs its own column or heading.
  package func money(_ value: Money) { fixed(value.minor, scale: value.currency.decimals) }

  /// The shortest form that reads back as the same float.
  package func double(_ value: Double) {
    separate()
    if value.isFinite { row.append(contentsOf: String(value).utf8) }
  }

  package func day(_ value: Day) {
    separate()
    let (year, month, dayOfMonth) = value.civil
    digits(UInt64(max(0, year)), atLeast: 4)
    row.append(45)
    digits(UInt64(month), atLeast: 2)
    row.append(45)
    digits(UInt64(dayOfMonth), atLeast: 2)
  }

  /// Nothing: a missing value.
  package func empty() { separate() }

  private func separate() {
    if cells > 0 { row.append(options.delimiter.rawValue) }
    cells += 1
  }

  /// Ends the row and passes it on.
  package func endRow() throws {
    if cells == 1, row.isEmpty || row == [0xef, 0xbb, 0xbf] { row += [34, 34] }
    if options.lineEnd == .crlf { row.append(13) }
    row.append(10)
    try sink.write(row)
    row.removeAll(keepingCapacity: true)
    cells = 0
  }

  /// A whole row of texts: a header, most often.
  package func row(_ texts: [String]) throws {
    for value in texts { text(value) }
    try endRow()
  }

  /// Closes the sink. Without it the output is incomplete.
  package func finish() throws { try sink.finish() }
}
