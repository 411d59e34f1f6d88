import Foundation
package import Storage

/// The tables that an import of records fills, the one of the records first, and their indexes that it asks meanwhile.
package struct BulkFill: Sendable {
  let tables: [String]
  let keeping: [String]

  package init(_ tables: [String], keeping: [String] = []) {
    self.tables = tables
    self.keeping = keeping
  }

  /// In bytes: smaller files are in before their indexes would be made anew.
  static let smallest = 4 << 20
  /// A row of a file seldom has more bytes.
  static let rowBytes = 256

  /// Runs an import. Where its file brings many times the rows that are there, their indexes are made anew behind it.
  package func run<T>(_ path: String, _ db: Connection, _ body: () throws -> T) throws -> T {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    let bytes = (attributes[.size] as? Int) ?? 0
    guard let table = tables.first, bytes >= Self.smallest else { return try body() }
    let few = bytes / Self.rowBytes / 4
    let there = try db.count("SELECT COUNT(*) FROM (SELECT 1 FROM \(raw: table) LIMIT \(few + 1)) k")
    return try there > few ? body() : db.fill(tables, keeping: keeping, body)
  }
}
