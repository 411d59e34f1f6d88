import Files

/// The header of a file, however many rows it takes.
struct FileHeader: Codable, Sendable, Hashable {
  /// One name a column: the words of all rows, from the top.
  let names: [String]
  /// The rows themselves; what a merged cell leaves empty to its right is filled.
  let rows: [[String]]

  /// For a file without a header.
  init(columns: Int) {
    names = (1...max(1, columns)).map { "column \($0)" }
    rows = []
  }

  init(_ rows: [[String]]) {
    let width = rows.map(\.count).max() ?? 0
    let filled = rows.enumerated().map { place, row in
      let padded = row.map { $0[...].trimmedBlanks } + Array(repeating: "", count: width - row.count)
      return place + 1 < rows.count ? Self.filled(padded) : padded
    }
    names = (0..<width).map { column in
      var words: [String] = []
      for row in filled where !row[column].isEmpty && words.last != row[column] { words.append(row[column]) }
      return words.joined(separator: " ")
    }
    self.rows = filled
  }

  /// A merged cell writes its text once, at its left end.
  private static func filled(_ row: [String]) -> [String] {
    var last = ""
    return row.map { text in
      if !text.isEmpty { last = text }
      return last
    }
  }
}

extension Substring {
  /// Without blanks of any kind at its ends.
  var trimmedBlanks: String {
    var text = self
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

extension FileShape {
  /// Passes over the titles and takes the header.
  func readHeader(
    _ source: RowSource, width: () throws -> Int
  ) throws -> FileHeader {
    for _ in 0..<titleRows {
      guard try source.next() != nil else { throw LoaderRefusal.tooShort(titleRows + headerRows) }
    }
    guard headerRows > 0 else { return FileHeader(columns: try width()) }
    var rows: [[String]] = []
    for _ in 0..<min(headerRows, Self.mostHeaderRows) { rows.append(try source.readHeader()) }
    return FileHeader(rows)
  }

  /// How many fields the first row behind the titles has.
  func width(_ source: RowSource) throws -> Int {
    for _ in 0..<titleRows where try source.next() == nil { return 0 }
    return try source.readHeader().count
  }
}
