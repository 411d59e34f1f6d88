import Files

/// A file of records read some thousand rows at a time, in constant memory.
struct RecordStream {
  /// The file without its rows.
  let head: RecordSheet
  private let source: RowSource

  /// Delimited text, a workbook or JSON lines. `mapping` names the head of a field where it is called otherwise.
  init(path: String, fields: [RecordField], mapping: [String: String]) throws {
    source = try RowSource.open(path: path)
    head = RecordSheet(header: try source.readHeader(), fields, mapping)
    guard head.has("name") else { throw RecordImportRefusal.nameColumnMissing(head.header) }
    for (field, name) in mapping where !head.has(field) {
      throw RecordImportRefusal.mappedColumnMissing(field: field, head: name, head.header)
    }
  }

  /// The next rows, at most `count`; nil at the end.
  func next(_ count: Int) throws -> RecordSheet? {
    var sheet = head
    while sheet.lines.count + sheet.broken.count < count, let record = try source.next() {
      var texts: [String] = []
      texts.reserveCapacity(record.count)
      for index in 0..<record.count { texts.append(record[index].trimmed.text) }
      let line = RecordLine(line: record.line, texts: texts)
      if let problem = record.problem {
        sheet.broken.append(RecordNote(.rejected, line, field: "", problem.message))
      } else if texts.contains(where: { !$0.isEmpty }) {
        sheet.lines.append(line)
      }
    }
    return sheet.lines.isEmpty && sheet.broken.isEmpty ? nil : sheet
  }
}
