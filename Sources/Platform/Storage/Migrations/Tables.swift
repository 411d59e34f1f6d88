/// The catalogue of a database, as far as both have the same words for it.
enum Tables {
  /// The product's own tables, in byte order of their names.
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
}
