/// The bytes of one field: a view into the reader's buffer, without quotation marks, valid until the next row.
package struct Field {
  package let bytes: UnsafeRawBufferPointer

  @inlinable package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  @inlinable package var isEmpty: Bool { bytes.isEmpty }

  /// A copy as a string; bytes that are not UTF-8 become U+FFFD.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The field without spaces and tabs at its ends.
  package var trimmed: Field {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] == 32 || bytes[start] == 9 { start += 1 }
    while end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    return Field(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
  }

  /// Compares bytes, without making a string.
  package static func == (field: Field, word: StaticString) -> Bool {
    let other = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    return field.bytes.count == other.count && field.bytes.elementsEqual(other)
  }

  /// Lends `text` as a field, for values that do not come from a file.
  package static func lending<Result>(_ text: String, to body: (Field) throws -> Result) rethrows -> Result {
    var text = text
    return try text.withUTF8 { try body(Field(UnsafeRawBufferPointer($0))) }
  }
}

/// Where a field lies, counted from the start of its row.
@usableFromInline struct FieldSpan {
  @usableFromInline var start: Int32
  @usableFromInline var count: Int32
  /// Stood in quotation marks.
  @usableFromInline var isQuoted: Bool
  /// Has doubled quotation marks that must be undone.
  @usableFromInline var isEscaped: Bool
}

/// What is wrong with one row; the file goes on behind it.
package enum RowProblem: Error, Hashable, Sendable {
  /// Fields are counted from 0.
  case notUTF8(field: Int)
  case containsNUL(field: Int)
  case textAfterQuote(field: Int)
  case unterminatedQuote(line: Int)
  case fieldCount(found: Int, expected: Int)
  case badJSON(byte: Int, reason: String)
  case unknownKey(name: String)
  case repeatedKey(name: String)
  case formulaWithoutValue(cell: String)
  case textMissing(cell: String)

  package var message: String {
    switch self {
    case .notUTF8(let field):
      "Field \(field + 1) has bytes that are not UTF-8. Save the file as UTF-8, or say that it is Windows-1252."
    case .containsNUL(let field):
      "Field \(field + 1) has a NUL byte: the file is damaged or not plain text. Export it again."
    case .textAfterQuote(let field):
      "Field \(field + 1) goes on behind its closing quotation mark. Double the marks inside the field."
    case .unterminatedQuote(let line):
      "A quotation mark opened on line \(line) is never closed. Close it, or double it if it is part of the text."
    case .fieldCount(let found, let expected):
      "The row has \(found) fields where the header has \(expected). Check for a missing or unquoted separator."
    case .badJSON(let byte, let reason):
      "The line is not one JSON object: at byte \(byte) \(reason). Write one whole object on each line."
    case .unknownKey(let name):
      "The key \u{201C}\(name)\u{201D} is on none of the first lines, which say what columns there are. "
        + "Give it to the first object too, if only as null."
    case .repeatedKey(let name):
      "The key \u{201C}\(name)\u{201D} stands twice in the object. Take one of them out."
    case .formulaWithoutValue(let cell):
      "Cell \(cell) has a formula without its result: the program that wrote the file did not calculate it. "
        + "Open the file in a spreadsheet program, save it and send it again."
    case .textMissing(let cell):
      "Cell \(cell) refers to a text that the workbook does not have. Open the file, mend the cell and save it."
    }
  }
}

/// One row: its fields and where it began. Valid until the reader is asked for the next.
package struct Record: ~Copyable {
  /// The line the row begins on, counted from 1; a quoted field may hold line ends.
  package let line: Int
  package let count: Int
  /// The first thing wrong with it, where there is any.
  package let problem: RowProblem?
  @usableFromInline let base: UnsafePointer<UInt8>
  @usableFromInline let spans: UnsafePointer<FieldSpan>

  init(
    line: Int, count: Int, problem: RowProblem?, base: UnsafePointer<UInt8>, spans: UnsafePointer<FieldSpan>
  ) {
    self.line = line
    self.count = count
    self.problem = problem
    self.base = base
    self.spans = spans
  }

  /// The field at `index` from 0. What a short row lacks is empty; `problem` has said so already.
  @inlinable package subscript(index: Int) -> Field {
    guard index >= 0, index < count else { return Field(UnsafeRawBufferPointer(start: nil, count: 0)) }
    let span = spans[index]
    return Field(UnsafeRawBufferPointer(start: base + Int(span.start), count: Int(span.count)))
  }

  /// True if the field stood in quotation marks: `""` is then an empty text, and nothing at all a missing one.
  package func isQuoted(_ index: Int) -> Bool { index >= 0 && index < count && spans[index].isQuoted }

  /// Copies all fields.
  package var texts: [String] {
    var all: [String] = []
    for index in 0..<count { all.append(self[index].text) }
    return all
  }
}
