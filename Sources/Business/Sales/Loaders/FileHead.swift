package import Files

/// The header and the first rows of a file: what a loader is chosen by.
package struct FileHead: Codable, Sendable {
  package let header: [String]
  package let rows: [[String]]

  private static let most = 50

  package init(path: String, options: DelimitedReader.Options = .init()) throws {
    let csv = DelimitedReader(try ByteSource(path: path), options: options)
    header = try csv.readHeader()
    var rows: [[String]] = []
    while rows.count < Self.most, let record = try csv.next() { rows.append(record.texts) }
    self.rows = rows
  }
}
