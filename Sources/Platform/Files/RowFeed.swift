import Kernel

/// Rows that are made of a file's documents, such as the reports of an EDI interchange, by who knows them.
package final class RowFeed {
  package let source: ByteSource
  package let header: [String]
  /// What is to be known about the file, complete once the last row has been read.
  package var warnings: [String] { makeWarnings() }

  private let batch = RowBatch()
  private let fill: (RowFeed) throws -> Bool
  private let makeWarnings: () -> [String]
  private var isAtEnd = false

  /// `fill` adds the next row, or some rows, and answers false where there are none.
  package init(
    _ source: ByteSource, header: [String], warnings: @escaping () -> [String],
    fill: @escaping (RowFeed) throws -> Bool
  ) {
    self.source = source
    self.header = header
    self.fill = fill
    makeWarnings = warnings
  }

  /// Adds a row; for `fill`.
  package func add(line: Int, _ fields: [String], problem: RowProblem? = nil) {
    for (index, text) in fields.enumerated() {
      let start = batch.used
      var text = text
      text.withUTF8 { batch.append(UnsafeRawBufferPointer($0)) }
      batch.set(index, from: start, to: batch.used, isQuoted: false)
    }
    batch.widen(to: header.count)
    batch.endRow(line: line, problem: problem)
  }

  /// The next row, or nil at the end. It must not be used after the following call.
  package func next() throws(FileRefusal) -> Record? {
    while !isAtEnd {
      if let record = batch.next() { return record }
      batch.clear()
      do { isAtEnd = try !fill(self) } catch let refusal as FileRefusal { throw refusal } catch {
        throw Self.refusal(error, source.name)
      }
    }
    return nil
  }

  private static func refusal(_ error: any Error, _ name: String) -> FileRefusal {
    guard let refusal = error as? any Refusal else { return .cannotRead(name: name, reason: "\(error)") }
    return .document(code: refusal.code, message: refusal.message)
  }
}
