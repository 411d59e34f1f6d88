import Storage
import Testing
import TestSupport

@Suite struct BulkTests {
  @Test(arguments: Backing.available)
  func `rows with the same key update, also twice in one batch`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      let rows: [[Value]] = (0..<1_000).map { [.text("k\($0 % 600)"), .text("n\($0)")] }
      let stored = try await database.write { db throws in
        try db.insertMany(
          into: "teams", columns: ["id", "name"], rows: rows,
          onConflict: "(id) DO UPDATE SET name = excluded.name")
      }
      #expect(stored == 1_000)
      try await database.read { db throws in
        #expect(try db.count("SELECT COUNT(*) FROM teams") == 600)
        #expect(try db.first("SELECT name FROM teams WHERE id = 'k0'") { try $0.text(0) } == "n600")
      }
      let again = try await database.write { db throws in
        try db.insertMany(
          into: "teams", columns: ["id", "name"], rows: rows + [["new", "new"]], onConflict: "DO NOTHING")
      }
      #expect(again == 1)
    }
  }

  @Test(arguments: Backing.available, [0, 1, 7, 8, 511, 1_000, 1_100])
  func `rows put together in one statement are the rows put one by one`(backing: Backing, count: Int)
    async throws
  {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      let rows: [[Value]] = (0..<count).map { [.text("k\($0)"), .text("n\($0)")] }
      let stored = try await database.write { db throws in
        try db.makeRoom()
        return try db.insertMany(
          into: "teams", columns: ["id", "name"], rows: rows, onConflict: "DO NOTHING", together: 600)
      }
      #expect(stored == count)
      let found = try await database.read { db throws in
        try db.all("SELECT id, name FROM teams ORDER BY id") {
          [.text(try $0.text(0)), .text(try $0.text(1))] as [Value]
        }
      }
      #expect(Set(found) == Set(rows), "\(found.count) found")
    }
  }

  @Test(arguments: Backing.available)
  func `a row in the middle of a statement of many spoils the whole`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      let rows: [[Value]] = (0..<600).map { [.text("k\($0)"), $0 == 300 ? .null : .text("n\($0)")] }
      await #expect(throws: StorageError.self) {
        try await database.write { db throws in
          try db.insertMany(into: "teams", columns: ["id", "name"], rows: rows, together: 512)
        }
      }
      #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 0)
    }
  }

  @Test(arguments: Backing.available)
  func `a batch with one bad row stores nothing`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      for conflict in [nil, "(name) DO NOTHING"] {
        await #expect(throws: StorageError.self) {
          try await database.write { db throws in
            try db.insertMany(
              into: "teams", columns: ["id", "name"], rows: [["1", "a"], ["2", .null], ["3", "c"]],
              onConflict: conflict)
          }
        }
        await #expect(throws: StorageError.self) {
          try await database.write { db throws in
            try db.insertMany(
              into: "teams", columns: ["id", "name"], rows: [["1", "a"], ["2"]], onConflict: conflict)
          }
        }
        #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 0)
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a batch works inside a part that is undone`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write { db throws in
        try db.insertMany(into: "teams", columns: ["id", "name"], rows: [["1", "a"]])
        #expect(throws: StorageError.self) {
          try db.savepoint {
            try db.insertMany(into: "teams", columns: ["id", "name"], rows: [["2", "b"], ["1", "c"]])
          }
        }
        #expect(throws: StorageError.self) {
          try db.savepoint {
            try db.insertMany(
              into: "teams", columns: ["id", "name"], rows: [["2", "b"], ["3", "a"]],
              onConflict: "(id) DO NOTHING")
          }
        }
        try db.insertMany(into: "teams", columns: ["id", "name"], rows: [["4", "d"]])
      }
      let ids = try await database.read { db in
        try db.all("SELECT id FROM teams ORDER BY id") { try $0.text(0) }
      }
      #expect(ids == ["1", "4"])
    }
  }

  @Test(arguments: Backing.available)
  func `tables filled at once have their indexes after it, and after a failure`(backing: Backing) async throws
  {
    struct Stop: Error {}
    let indexes: @Sendable (Connection) throws -> [String] = { db in
      let sql: SQL =
        db.dialect == .sqlite
        ? "SELECT name || COALESCE(sql, '') FROM sqlite_master WHERE type = 'index' ORDER BY 1"
        : "SELECT indexname || indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1"
      return try db.all(sql) { try $0.text(0) }
    }
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write { db throws in
        try db.script(
          "CREATE INDEX teams_by_name ON teams (name, id); CREATE INDEX teams_kept ON teams (id, name)")
      }
      let before = try await database.read(indexes)
      let meanwhile = try await database.write { db throws in
        try db.fill(["teams"], keeping: ["teams_kept"]) {
          try db.insertMany(
            into: "teams", columns: ["id", "name"],
            rows: (0..<2_000).map { [.text("k\($0)"), .text("n\($0)")] })
          return try indexes(db)
        }
      }
      #expect(meanwhile.contains { $0.hasPrefix("teams_kept") })
      #expect(meanwhile.contains { $0.hasPrefix("teams_by_name") } == (backing == .postgres))
      #expect(try await database.read(indexes) == before)
      await #expect(throws: Stop.self) {
        try await database.write { db throws in
          try db.fill(["teams"], keeping: []) {
            try db.run("DELETE FROM teams")
            throw Stop()
          }
        }
      }
      #expect(try await database.read(indexes) == before)
      #expect(
        try await database.read { db in try db.count("SELECT COUNT(*) FROM teams WHERE name >= 'n'") }
          == 2_000)
    }
  }
}
