/// The catalogue of a database, as far as both have the same words for it.
enum Tables {
  struct Column {
    let name: String
    let type: String
    let isRequired: Bool
  }

  /// The product's own tables, in byte order of their names. Search indexes are left out: they are made anew.
  static func names(_ db: Connection) throws -> [String] {
    let sql: SQL =
      switch db.dialect {
      case .sqlite:
        """
        SELECT name FROM pragma_table_list
        WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name
        """
      case .postgres:
        """
        SELECT CAST(relname AS TEXT) FROM pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace = CAST(current_schema() AS regnamespace)
        ORDER BY relname COLLATE "C"
        """
      }
    return try db.all(sql) { try $0.text(0) }
  }

  static func columns(_ table: String, _ db: Connection) throws -> [Column] {
    let sql: SQL =
      switch db.dialect {
      case .sqlite: #"SELECT name, type, "notnull" <> 0 FROM pragma_table_info(\#(table)) ORDER BY cid"#
      case .postgres:
        """
        SELECT CAST(attname AS TEXT), format_type(atttypid, -1), attnotnull FROM pg_attribute
        WHERE attrelid = CAST(\(raw: literal(table)) AS regclass)
          AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
        """
      }
    return try db.all(sql) { Column(name: try $0.text(0), type: try $0.text(1), isRequired: try $0.bool(2)) }
  }

  /// The columns of the primary key, in the key's order.
  static func primaryKey(_ table: String, _ db: Connection) throws -> [String] {
    let sql: SQL =
      switch db.dialect {
      case .sqlite: "SELECT name FROM pragma_table_info(\(table)) WHERE pk > 0 ORDER BY pk"
      case .postgres:
        """
        SELECT CAST(a.attname AS TEXT) FROM pg_constraint c
        CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k (number, place)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
        WHERE c.contype = 'p' AND c.conrelid = CAST(\(raw: literal(table)) AS regclass) ORDER BY k.place
        """
      }
    return try db.all(sql) { try $0.text(0) }
  }

  /// The tables that this one refers to, in byte order.
  static func references(_ table: String, _ db: Connection) throws -> [String] {
    let sql: SQL =
      switch db.dialect {
      case .sqlite: #"SELECT DISTINCT "table" FROM pragma_foreign_key_list(\#(table))"#
      case .postgres:
        """
        SELECT DISTINCT CAST(p.relname AS TEXT) FROM pg_constraint c JOIN pg_class p ON p.oid = c.confrelid
        WHERE c.contype = 'f' AND c.conrelid = CAST(\(raw: literal(table)) AS regclass)
        """
      }
    return try db.all(sql) { try $0.text(0) }.sorted(by: precedes)
  }

  /// Empties the database for a restore. PostgreSQL alone: a SQLite database is replaced as a file.
  static func dropAll(_ db: Connection) throws {
    for name in try names(db) { try db.run("DROP TABLE \(quoted(name)) CASCADE") }
  }

  /// A name as SQL must spell it.
  static func quoted(_ name: String) -> SQL {
    SQL(
      raw: "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\"")
  }

  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  // The name in quotes, in a string: what `regclass` reads.
  private static func literal(_ name: String) -> String {
    "'\"" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "\"'"
  }
}
