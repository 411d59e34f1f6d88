/// Foreign keys that are set aside while much is loaded, and checked together at the end.
struct ForeignKeys {
  private struct Key {
    let table: SQL
    let name: SQL
    let definition: SQL
  }

  private let keys: [Key]

  /// SQLite checks when the transaction commits. PostgreSQL drops the keys (in this transaction, so others
  /// never see it) and checks when they are made again.
  static func suspend(_ db: Connection) throws -> ForeignKeys {
    guard db.dialect == .postgres else {
      try db.run("PRAGMA defer_foreign_keys = ON")
      return ForeignKeys(keys: [])
    }
    let keys = try db.all(
      """
      SELECT CAST(r.relname AS TEXT), CAST(c.conname AS TEXT), pg_get_constraintdef(c.oid)
      FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
      WHERE c.contype = 'f' AND r.relnamespace = CAST(current_schema() AS regnamespace)
      """
    ) {
      Key(
        table: Tables.quoted(try $0.text(0)), name: Tables.quoted(try $0.text(1)),
        definition: SQL(raw: try $0.text(2)))
    }
    for key in keys { try db.run("ALTER TABLE \(key.table) DROP CONSTRAINT \(key.name)") }
    return ForeignKeys(keys: keys)
  }

  func resume(_ db: Connection) throws {
    for key in keys { try db.run("ALTER TABLE \(key.table) ADD CONSTRAINT \(key.name) \(key.definition)") }
  }
}
