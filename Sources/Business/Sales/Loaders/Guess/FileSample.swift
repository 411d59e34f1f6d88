import Files

/// The first rows of a file as they stand, titles and header among them.
struct FileSample: Sendable {
  let fileName: String
  let rows: [[String]]
  /// The last row, where the file is small enough to be read to its end for a guess.
  let last: [String]?
  let delimiter: Delimiter?
  let encoding: LoaderSpec.Encoding

  private static let mostRows = 2_000
  private static let mostCells = 200_000
  private static let smallBytes = 2 << 20

  static func read(_ path: String) throws -> FileSample {
    let plain = try read(path, .utf8)
    return try plain ?? read(path, .windows1252)
      ?? FileSample(
        fileName: "", rows: [], last: nil, delimiter: nil, encoding: .utf8)
  }

  /// Nil where its bytes are not in this encoding.
  private static func read(_ path: String, _ encoding: SourceEncoding) throws -> FileSample? {
    let source = try RowSource.sales(path: path, options: .init(delimited: .init(encoding: encoding)))
    var rows: [[String]] = [], cells = 0, last: [String]?
    // The keys of JSON lines are no row, nor is the header of rows that were made of documents.
    switch source {
    case .jsonLines, .fed: rows.append(try source.readHeader())
    case .delimited, .workbook: break
    }
    let isSmall = source.totalBytes <= smallBytes
    while let record = try source.next() {
      if case .notUTF8 = record.problem { return nil }
      if rows.count < mostRows, cells < mostCells {
        rows.append(record.texts.map { $0[...].trimmedBlanks })
        cells += record.count
      } else if isSmall {
        last = record.texts
      } else {
        break
      }
    }
    guard !rows.isEmpty else { throw FileRefusal.empty(name: source.name) }
    if isSmall, last == nil { last = rows.last }
    var delimiter: Delimiter?
    if case .delimited(let reader) = source { delimiter = reader.delimiter } else { rows = padded(rows) }
    return FileSample(
      fileName: source.name, rows: rows, last: last, delimiter: delimiter,
      encoding: encoding == .utf8 ? .utf8 : .windows1252)
  }

  /// The rows of a sheet end with their last filled cell.
  private static func padded(_ rows: [[String]]) -> [[String]] {
    let width = rows.map(\.count).max() ?? 0
    return rows.map { $0 + Array(repeating: "", count: width - $0.count) }
  }
}

/// What a cell looks like, whatever its column is called.
enum CellKind: Sendable {
  case empty, number, day, text

  init(_ text: String) {
    if text.isEmpty {
      self = .empty
    } else if DayGuess.looksLikeDay(text) {
      self = .day
    } else if NumberGuess.looksLikeNumber(text) {
      self = .number
    } else {
      self = .text
    }
  }
}
