/// The checks behind `Backup.verify`.
enum Verification {
  /// Problems in words, at most a hundred.
  @Sendable static func problems(_ db: Connection) throws -> [String] {
    switch db.dialect {
    case .sqlite: try brokenPages(db) + orphansOfSQLite(db)
    case .postgres: try orphansOfPostgres(db)
    }
  }

  private static func brokenPages(_ db: Connection) throws -> [String] {
    try db.all("PRAGMA integrity_check(100)") { try $0.text(0) }.filter { $0 != "ok" }
  }

  private static func orphansOfSQLite(_ db: Connection) throws -> [String] {
    try db.all(#"SELECT "table", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2"#)
    {
      words(rows: try $0.int(2), of: try $0.text(0), to: try $0.text(1))
    }
  }

  // The server checks keys itself, unless someone turned that off or restored by hand.
  private static func orphansOfPostgres(_ db: Connection) throws -> [String] {
    struct Key {
      let child: String, parent: String
      var pairs: [(child: String, parent: String)] = []
    }
    var keys: [String: Key] = [:]
    let sql: SQL = """
      SELECT CAST(c.oid AS BIGINT), CAST(r.relname AS TEXT), CAST(p.relname AS TEXT),
        CAST(a.attname AS TEXT), CAST(b.attname AS TEXT)
      FROM pg_constraint c
      JOIN pg_class r ON r.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid
      CROSS JOIN unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (child, parent, place)
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.child
      JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.parent
      WHERE c.contype = 'f' AND r.relnamespace = CAST(current_schema() AS regnamespace)
      ORDER BY c.oid, k.place
      """
    for (id, child, parent, one, other) in try db.all(
      sql,
      { (try $0.int64(0), try $0.text(1), try $0.text(2), try $0.text(3), try $0.text(4)) })
    {
      keys["\(child) \(parent) \(id)", default: Key(child: child, parent: parent)].pairs.append((one, other))
    }
    return try keys.sorted { Tables.precedes($0.key, $1.key) }.compactMap { _, key in
      let isSet = key.pairs.map { "c.\(Tables.quoted($0.child)) IS NOT NULL" as SQL }
      let fits = key.pairs.map { "p.\(Tables.quoted($0.parent)) = c.\(Tables.quoted($0.child))" as SQL }
      let orphans = try db.count(
        """
        SELECT COUNT(*) FROM \(Tables.quoted(key.child)) c WHERE \(SQL.all(isSet))
          AND NOT EXISTS (SELECT 1 FROM \(Tables.quoted(key.parent)) p WHERE \(SQL.all(fits)))
        """)
      return orphans == 0 ? nil : words(rows: orphans, of: key.child, to: key.parent)
    }
  }

  private static func words(rows: Int, of child: String, to parent: String) -> String {
    "\(rows) rows of \(child) refer to missing rows of \(parent)"
  }
}
