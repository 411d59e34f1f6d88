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
    let source = DelimitedReader(
      try ByteSource(path: path), options: .init(delimiter: nil, encoding: encoding))
    var rows = [try source.readHeader()], cells = 0, last: [String]?
    let isSmall = source.source.totalBytes <= smallBytes
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
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if isSmall, last == nil { last = rows.last }
    return FileSample(
      fileName: name, rows: rows, last: last, delimiter: source.delimiter,
      encoding: encoding == .utf8 ? .utf8 : .windows1252)
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
