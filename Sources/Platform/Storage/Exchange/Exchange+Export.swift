internal import Foundation
internal import Secrets

extension Exchange {
  /// Writes one consistent state of the database into a new or empty folder, while others may write.
  package static func export(
    _ database: Database, to folder: String,
    _ progress: @escaping @Sendable (_ table: String) -> Void = { _ in }
  ) async throws {
    let files = FileManager.default, place = URL(fileURLWithPath: folder, isDirectory: true)
    try files.createDirectory(at: place, withIntermediateDirectories: true)
    guard try files.contentsOfDirectory(atPath: folder).isEmpty else { throw Refused.folderNotEmpty(folder) }
    try await database.read { db in
      let schema = try ExchangeSchema.read(db)
      var seals: [String: Seal] = [:]
      for table in schema.tables {
        progress(table.name)
        seals[table.file] = try write(table, to: place, db)
      }
      let text = try json(schema)
      try text.write(to: place.appendingPathComponent(schemaFile))
      seals[schemaFile] = Seal(sha256: SHA256.hex(text), rows: nil)
      try json(seals).write(to: place.appendingPathComponent(sealsFile))
    }
  }

  static func write(_ table: ExchangeSchema.Table, to folder: URL, _ db: Connection) throws -> Seal {
    var csv = try CSVSink(folder.appendingPathComponent(table.file))
    for (place, column) in table.columns.enumerated() { csv.field(column.name, isFirst: place == 0) }
    try csv.endRow()
    var rows = 0
    // PostgreSQL's own order of text depends on the server's language.
    let bytewise: SQL = db.dialect == .postgres ? " COLLATE \"C\"" : ""
    let order = table.order.map { Tables.quoted($0.name) + ($0.kind == .text ? bytewise : "") }
    let columns = SQL.joined(table.columns.map { Tables.quoted($0.name) })
    try db.each("SELECT \(columns) FROM \(Tables.quoted(table.name)) ORDER BY \(SQL.joined(order))") { row in
      for (place, column) in table.columns.enumerated() {
        try csv.field(row, place, column, table, isFirst: place == 0)
      }
      try csv.endRow()
      rows += 1
    }
    return Seal(sha256: try csv.finish(), rows: rows)
  }
}
