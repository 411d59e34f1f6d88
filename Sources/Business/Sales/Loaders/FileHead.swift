package import Files

/// The header and the first rows of a file: what a loader is chosen by.
package struct FileHead: Codable, Sendable {
  package let header: [String]
  package let rows: [[String]]

  private static let most = 50

  package init(path: String, options: DelimitedReader.Options = .init()) throws {
    let source = try RowSource.sales(path: path, options: .init(delimited: options))
    header = try source.readHeader()
    var rows: [[String]] = []
    while rows.count < Self.most, let record = try source.next() { rows.append(record.texts) }
    self.rows = rows
  }
}
