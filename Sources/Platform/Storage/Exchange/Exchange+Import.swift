internal import Foundation
internal import Secrets

extension Exchange {
  /// Loads a whole export into a new database, one that holds what its migrations gave it and nothing else: all
  /// of it in one transaction, or nothing. Answers how many rows were loaded.
  @discardableResult
  package static func importAll(
    _ folder: String, into database: Database, _ migrator: Migrator,
    _ progress: @escaping @Sendable (_ table: String) -> Void = { _ in }
  ) async throws -> Int {
    let place = URL(fileURLWithPath: folder, isDirectory: true)
    let seals = try check(place)
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("import-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let fresh = scratch.appendingPathComponent("fresh")
    try FileManager.default.createDirectory(at: fresh, withIntermediateDirectories: true)
    try await exportNew(migrator, scratch.appendingPathComponent("new.db"), to: fresh)
    return try await database.write { db in
      for table in try ExchangeSchema.read(db).tables where try !isNew(table, db, fresh) {
        throw Refused.notEmpty(table: table.name)
      }
      return try load(place, seals, db, progress)
    }
  }

  /// What a database holds before anybody used it, as an export.
  private static func exportNew(_ migrator: Migrator, _ file: URL, to folder: URL) async throws {
    let new = try await Database.open(.file(path: file.path))
    try await migrator.run(new)
    try await export(new, to: folder.path)
    try await new.close()
  }

  /// Whether a table holds just what the migrations put there.
  private static func isNew(_ table: ExchangeSchema.Table, _ db: Connection, _ fresh: URL) throws -> Bool {
    let name = Tables.quoted(table.name), new = try decoded([String: Seal].self, fresh, sealsFile)[table.file]
    let some = try db.count(
      "SELECT COUNT(*) FROM (SELECT 1 FROM \(name) LIMIT \((new?.rows ?? 0) + 1)) AS found")
    guard some == new?.rows else { return false }
    if some == 0 { return true }
    let here = fresh.appendingPathComponent("here", isDirectory: true)
    try FileManager.default.createDirectory(at: here, withIntermediateDirectories: true)
    return try write(table, to: here, db) == new
  }

  /// Compares every file with its checksum.
  static func check(_ folder: URL) throws -> [String: Seal] {
    let seals = try decoded([String: Seal].self, folder, sealsFile)
    for (name, seal) in seals.sorted(by: { Tables.precedes($0.key, $1.key) }) {
      var hash = SHA256()
      guard !name.contains("/"),
        let file = FileHandle(forReadingAtPath: folder.appendingPathComponent(name).path)
      else { throw Refused.missing(file: name) }
      while let piece = try file.read(upToCount: 1_048_576), !piece.isEmpty { hash.update(piece) }
      try file.close()
      guard hash.hexDigest() == seal.sha256 else { throw Refused.changed(file: name) }
    }
    let schema = try decoded(ExchangeSchema.self, folder, schemaFile)
    for file in schema.tables.map(\.file) + [schemaFile] where seals[file] == nil {
      throw Refused.missing(file: file)
    }
    return seals
  }

  /// Loads checked files inside an open transaction, in the place of what the tables hold.
  static func load(
    _ folder: URL, _ seals: [String: Seal], _ db: Connection, _ progress: (String) -> Void
  ) throws -> Int {
    let theirs = try decoded(ExchangeSchema.self, folder, schemaFile), ours = try ExchangeSchema.read(db)
    try compare(theirs, ours)
    // Rows of one table may refer to each other, in any order.
    let keys = try ForeignKeys.suspend(db)
    var loaded = 0
    for table in ours.tables { try db.run("DELETE FROM \(Tables.quoted(table.name))") }
    for table in ours.tables {
      progress(table.name)
      let rows = try load(table, from: folder, db)
      guard rows == seals[table.file]?.rows else { throw Refused.changed(file: table.file) }
      loaded += rows
    }
    try keys.resume(db)
    return loaded
  }

  private static func compare(_ theirs: ExchangeSchema, _ ours: ExchangeSchema) throws {
    guard theirs.format == ours.format, theirs.version == ours.version else {
      throw Refused.otherSchema("it is of version \(theirs.version)")
    }
    for step in theirs.migrations where !ours.migrations.contains(step) {
      throw Refused.otherSchema("the database lacks the migration '\(step.name)'")
    }
    for step in ours.migrations where !theirs.migrations.contains(step) {
      throw Refused.otherSchema("the export lacks the migration '\(step.name)'")
    }
    for (one, other) in zip(theirs.tables, ours.tables) where one != other {
      throw Refused.otherSchema("the table \(one.name) differs")
    }
    guard theirs.tables.count == ours.tables.count else { throw Refused.otherSchema("it has other tables") }
  }

  private static func load(_ table: ExchangeSchema.Table, from folder: URL, _ db: Connection) throws -> Int {
    var source = try CSVSource(folder.appendingPathComponent(table.file))
    let columns = table.columns.map(\.name)
    let head = try source.row()?.map { String(decoding: $0.bytes, as: UTF8.self) }
    guard head == columns else {
      throw Refused.badRow(
        file: table.file, line: 1, column: nil, reason: "the columns are not those of the table")
    }
    let quoted = columns.map { Tables.quoted($0).rendered(db.dialect).text }
    let target = Tables.quoted(table.name).rendered(db.dialect).text
    var batch: [[Value]] = [], weight = 0, loaded = 0
    while let fields = try source.row() {
      batch.append(try values(fields, table, line: source.rowLine))
      weight += fields.reduce(64) { $0 + $1.bytes.count }
      if weight > 2_097_152 {
        loaded += try db.insertMany(into: target, columns: quoted, rows: batch, together: 64)
        batch.removeAll(keepingCapacity: true)
        weight = 0
      }
    }
    return try loaded + db.insertMany(into: target, columns: quoted, rows: batch, together: 64)
  }

  private static func values(
    _ fields: [CSVSource.Field], _ table: ExchangeSchema.Table, line: Int
  ) throws -> [Value] {
    guard fields.count == table.columns.count else {
      throw Refused.badRow(
        file: table.file, line: line, column: nil,
        reason: "there are \(fields.count) fields, \(table.columns.count) are expected")
    }
    return try zip(fields, table.columns).map { field, column in
      guard let value = Value(field, column.kind), value != .null || !column.required else {
        let found = String(decoding: field.bytes.prefix(40), as: UTF8.self)
        throw Refused.badRow(
          file: table.file, line: line, column: column.name,
          reason: "'\(found)' is not \(column.kind.rawValue)")
      }
      return value
    }
  }
}

extension Value {
  fileprivate init?(_ field: CSVSource.Field, _ kind: ExchangeSchema.Kind) {
    if field.bytes.isEmpty, !field.isQuoted {
      self = .null
      return
    }
    guard let text = String(validating: field.bytes, as: UTF8.self) else { return nil }
    let value: Value? =
      switch kind {
      case .text: .text(text)
      case .integer: Int64(text).map(Value.int)
      case .double: Double(text).map(Value.double)
      case .boolean: Bool(text).map(Value.bool)
      case .blob: Data(base64Encoded: text).map { .blob(Array($0)) }
      }
    guard let value else { return nil }
    self = value
  }
}
