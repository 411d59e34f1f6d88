import Foundation

/// The rows of one file, whatever kind it is; which one is told from its first bytes, not from its name.
package enum RowSource {
  case delimited(DelimitedReader)
  case jsonLines(JSONLinesReader)
  case workbook(WorkbookReader)

  package struct Options: Sendable {
    package var delimited: DelimitedReader.Options
    package var json = JSONLinesReader.Options()
    package var workbook: WorkbookReader.Options

    package init(
      delimited: DelimitedReader.Options = .init(), sheet: WorkbookReader.SheetChoice = .firstWithData
    ) {
      self.delimited = delimited
      workbook = WorkbookReader.Options(sheet: sheet)
    }
  }

  /// Opens a workbook, or delimited text or JSON lines, these two also as gzip.
  package static func open(path: String, options: Options = .init()) throws(FileRefusal) -> RowSource {
    switch try FileKind(path: path) {
    case .delimited: .delimited(DelimitedReader(try ByteSource(path: path), options: options.delimited))
    case .jsonLines: .jsonLines(JSONLinesReader(try ByteSource(path: path), options: options.json))
    case .workbook: .workbook(try WorkbookReader(path: path, options: options.workbook))
    }
  }

  /// Takes the next row as the header (of JSON lines: the keys): its names, trimmed.
  package func readHeader() throws(FileRefusal) -> [String] {
    switch self {
    case .delimited(let reader): try reader.readHeader()
    case .jsonLines(let reader): try reader.readHeader()
    case .workbook(let reader): try reader.readHeader()
    }
  }

  /// The next row, or nil at the end. It must not be used after the following call.
  package func next() throws(FileRefusal) -> Record? {
    switch self {
    case .delimited(let reader): try reader.next()
    case .jsonLines(let reader): try reader.next()
    case .workbook(let reader): try reader.next()
    }
  }

  /// Hands every remaining row to `body`.
  package func forEachRecord(_ body: (borrowing Record) throws -> Void) throws {
    while let record = try next() { try body(record) }
  }

  /// The last part of the path, for messages.
  package var name: String {
    switch self {
    case .delimited(let reader): reader.source.name
    case .jsonLines(let reader): reader.source.name
    case .workbook(let reader): reader.name
    }
  }

  /// How many fields a row should have, once that is known.
  package var expectedFields: Int? {
    switch self {
    case .delimited(let reader): reader.expectedFields
    case .jsonLines(let reader): reader.expectedFields
    case .workbook(let reader): reader.expectedFields
    }
  }

  /// Stored bytes taken so far: progress is this of `totalBytes`.
  package var bytesRead: Int64 {
    switch self {
    case .delimited(let reader): reader.source.bytesRead
    case .jsonLines(let reader): reader.source.bytesRead
    case .workbook(let reader): reader.bytesRead
    }
  }

  /// How many bytes there are to take.
  package var totalBytes: Int64 {
    switch self {
    case .delimited(let reader): reader.source.totalBytes
    case .jsonLines(let reader): reader.source.totalBytes
    case .workbook(let reader): reader.totalBytes
    }
  }

  /// What a reader should know of the file as a whole; complete once the last row has been read.
  package var warnings: [String] {
    switch self {
    case .delimited, .jsonLines: []
    case .workbook(let reader): reader.warnings
    }
  }
}

/// What a file is, by its first bytes.
enum FileKind {
  case delimited, jsonLines, workbook

  init(path: String) throws(FileRefusal) {
    let source = try ByteSource(path: path, chunkBytes: 16 << 10)
    let head = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 8)
    defer { head.deallocate() }
    let count = try source.read(into: head)
    // A packed workbook is told by the text reader, which refuses it.
    self.init(head: UnsafeRawBufferPointer(rebasing: head[..<count]), isPacked: source.isCompressed)
  }

  init(head: UnsafeRawBufferPointer, isPacked: Bool) {
    var rest = head[...]
    if !isPacked, rest.starts(with: [0x50, 0x4b, 3, 4]) || rest.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) {
      self = .workbook
      return
    }
    if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
    let first = rest.drop { $0 == 32 || (9...13).contains($0) }.prefix { $0 != 10 && $0 != 13 }
    // `{` alone also begins odd CSV headers; a key follows in JSON, or the object is empty.
    let second = first.dropFirst().first { $0 != 32 && $0 != 9 }
    self = first.first == 123 && (second == 34 || second == 125) ? .jsonLines : .delimited
  }
}
