package import Storage

extension SearchEntry {
  /// Looks after records that are older than the index: they get their entries once, some thousands at a time.
  package static func filling(
    _ kind: String, from table: String, _ give: @escaping @Sendable ([String], Connection) throws -> Void
  ) -> Chore {
    Chore("search.\(kind)", every: 3_600) { context in
      while try await !isFilled(kind, context) {
        try await context.database.write { try fill(kind, from: table, $0, give) }
      }
    }
  }

  private static let step = 2_000

  private static func isFilled(_ kind: String, _ context: Context) async throws -> Bool {
    try await context.read { try reached(kind, $0) } == "done"
  }

  private static func reached(_ kind: String, _ db: Connection) throws -> String? {
    try db.first("SELECT value FROM settings WHERE name = \("search.filled.\(kind)")") { try $0.text(0) }
  }

  private static func fill(
    _ kind: String, from table: String, _ db: Connection, _ give: ([String], Connection) throws -> Void
  ) throws {
    let last = try reached(kind, db) ?? ""
    guard last != "done" else { return }
    let ids = try db.all("SELECT id FROM \(raw: table) WHERE id > \(last) ORDER BY id LIMIT \(step)") {
      try $0.text(0)
    }
    try give(ids, db)
    let mark = ids.count < step ? "done" : ids.last ?? "done"
    try db.run(
      """
      INSERT INTO settings (name, value) VALUES (\("search.filled.\(kind)"), \(mark))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }
}
