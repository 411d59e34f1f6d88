import Files
import Foundation

/// The rows that were not taken: all of them in a file for the reader, the first of them in memory.
final class RejectLog {
  let path: String?
  private(set) var count = 0
  private(set) var first: [ImportResult.Reject] = []
  private var writer: CSVWriter?

  /// Kept in the database and shown; the file has all.
  static let mostKept = 1_000

  /// Without a path nothing is written.
  init(path: String?) { self.path = path }

  func add(line: Int, _ fault: RowFault) throws {
    count += 1
    let reject = ImportResult.Reject(line: line, field: fault.field, reason: fault.reason, text: fault.text)
    if first.count < Self.mostKept { first.append(reject) }
    guard let path else { return }
    let writer = try writer ?? Self.open(path)
    self.writer = writer
    writer.integer(Int64(line))
    for text in [reject.field, reject.reason, reject.text] { writer.text(text) }
    try writer.endRow()
  }

  private static func open(_ path: String) throws -> CSVWriter {
    let writer = CSVWriter(try ByteSink(path: path))
    try writer.row(["line", "field", "reason", "text"])
    return writer
  }

  func finish() throws {
    try writer?.finish()
    writer = nil
  }

  static func writer(_ pass: @escaping (UnsafeRawBufferPointer) -> Void) -> CSVWriter {
    CSVWriter(ByteSink { pass($0) })
  }
}
