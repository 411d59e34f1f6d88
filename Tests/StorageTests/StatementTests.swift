import Foundation
import Kernel
import Storage
import Testing
import TestSupport

@Suite struct StatementTests {
  @Test(.enabled(if: Backing.postgresURL != nil, "MAINSTAY_TEST_POSTGRES is not set: SQLite alone is tested"))
  func `PostgreSQL takes part in these tests`() {
    #expect(Backing.available == [.sqlite, .postgres])
  }

  @Test(arguments: Backing.available)
  func `every type comes back as it went in`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write(Samples.fill)
      try await database.read { db throws in
        let ada = try db.first("SELECT * FROM people WHERE id = \("p1")") { row throws in
          #expect(try row.text("name") == "Ada")
          #expect(try row.int(3) == 36)
          #expect(try row.double("weight") == 0.1 + 0.2)
          #expect(try row.bool(5))
          #expect(try row.day(6) == Day("1815-12-10"))
          #expect(try row.bytes(7) { Array($0) } == [0, 1, 255])
          return try row.values()
        }
        #expect(
          ada == [
            "p1", "t1", "Ada", .int(36), .double(0.1 + 0.2), .bool(true), "1815-12-10", .blob([0, 1, 255]),
          ])
        let third = try db.first("SELECT name, age, weight, born, photo FROM people WHERE id = 'p3'") {
          try $0.values()
        }
        #expect(third == ["", .int(.max), .double(-1e300), "", .blob([])])
        let names = try db.all("SELECT name FROM people WHERE id IN ('p4', 'P5') ORDER BY age") {
          try $0.text(0)
        }
        #expect(names == ["two\nlines, \"quoted\"\r\n\ttab \\N \\ back", "Żółć 日本 🥖"])
      }
    }
  }

  @Test(arguments: Backing.available)
  func `the product's own values bind and read back`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing) { database async throws in
      try await database.write { db throws in
        try db.script(
          "CREATE TABLE t (id TEXT, day TEXT, currency TEXT, moment TEXT, mood TEXT, missing TEXT)")
        let id = ID<Samples.Team>.new(), day = try #require(Day("2026-02-28"))
        let moment = Date(timeIntervalSince1970: 1_770_000_000.123), nothing: Day? = nil
        try db.run(
          """
          INSERT INTO t (id, day, currency, moment, mood, missing)
          VALUES (\(id), \(day), \(Currency.eur), \(moment), \(Samples.Mood.sad), \(nothing))
          """)
        try db.first("SELECT id, day, currency, moment, mood, missing FROM t") { row throws in
          #expect(try row.id(0) == id)
          #expect(try row.day(1) == day)
          #expect(try row.currency(2) == .eur)
          #expect(try row.text(3) == "2026-02-02T02:40:00.123Z")
          #expect(try abs(row.moment(3).timeIntervalSince(moment)) < 0.001)
          #expect(try row.choice(4, as: Samples.Mood.self) == .sad)
          #expect(try row.dayOrNil(5) == nil)
        }
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a hostile value stays a value`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      let hostile = "x'); DROP TABLE teams; --"
      try await database.write { db throws in
        try db.run("INSERT INTO teams (id, name) VALUES ('h', \(hostile))")
        #expect(try db.count("SELECT COUNT(*) FROM teams WHERE name = \(hostile)") == 1)
        #expect(try db.count("SELECT COUNT(*) FROM teams WHERE name = \("' OR 1 = 1 --")") == 0)
        #expect(try db.first("SELECT \("$1 ? ' \" \\")") { try $0.text(0) } == "$1 ? ' \" \\")
      }
    }
  }

  @Test(arguments: Backing.available)
  func `pieces of SQL join, with their values in order`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write(Samples.fill)
      try await database.read { db throws in
        let columns: SQL = "id, name"
        let conditions: [SQL] = ["team_id = \("t2")", "id IN \(SQL.list(["p3", "P5", "p1"]))"]
        let found = try db.all(
          "SELECT \(columns) FROM people WHERE \(SQL.all(conditions)) ORDER BY age NULLS LAST, id LIMIT \(5)"
        ) { try $0.text(0) }
        #expect(found == ["P5", "p3"])
        #expect(try db.count("SELECT COUNT(*) FROM people WHERE id IN \(SQL.list([String]()))") == 0)
        #expect(try db.count("SELECT COUNT(*) FROM people WHERE id NOT IN \(SQL.list([String]()))") == 5)
        #expect(try db.count("SELECT COUNT(*) FROM people WHERE length(id) IN \(SQL.list([Int64]()))") == 0)
        #expect(try db.count("SELECT COUNT(*) FROM people WHERE (age > 3) IN \(SQL.list([Bool]()))") == 0)
        let choice: String? = nil
        #expect(try db.count("SELECT COUNT(*) FROM people WHERE CAST(\(choice) AS TEXT) IS NULL") == 5)
      }
    }
  }

  @Test(arguments: Backing.available)
  func `nulls stand where the statement puts them`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write(Samples.fill)
      let (last, first) = try await database.read { db throws in
        (
          try db.all("SELECT id FROM people ORDER BY age NULLS LAST, id") { try $0.text(0) },
          try db.all("SELECT id FROM people ORDER BY age DESC NULLS FIRST, id") { try $0.text(0) }
        )
      }
      #expect(last == ["p4", "P5", "p1", "p3", "p2"])
      #expect(first == ["p2", "p3", "p1", "P5", "p4"])
    }
  }

  @Test(arguments: Backing.available)
  func `reading as another type is a fault that names the column`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write(Samples.fill)
      func fault(_ body: @escaping @Sendable (Row) throws -> Void) async throws -> String {
        do {
          _ = try await database.read { db in
            try db.first("SELECT name, age FROM people WHERE id = 'p2'", body)
          }
          return "none"
        } catch let StorageError.fault(reason, _) { return reason }
      }
      #expect(try await fault { _ = try $0.int(0) } == "column name is text, not a whole number")
      #expect(try await fault { _ = try $0.int(1) } == "column age is null, not a whole number")
      #expect(try await fault { _ = try $0.text(2) } == "the result has no column 2")
      #expect(try await fault { _ = try $0.day(0) }.hasSuffix("which is not a day"))
      #expect(try await fault { _ = try $0.text("nome") } == "the result has no column 'nome'")
    }
  }

  @Test(arguments: Backing.available)
  func `what neither database can store is refused by both`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      for value in [Value.double(.nan), .text("a\u{0}b")] {
        await #expect(throws: StorageError.self) {
          try await database.write { db throws in
            try db.insertMany(into: "teams", columns: ["id", "name"], rows: [["x", value]])
          }
        }
        await #expect(throws: StorageError.self) {
          try await database.read { db in try db.count("SELECT \(value)") }
        }
      }
      #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 0)
    }
  }

  @Test(arguments: Backing.available)
  func `two statements in one are refused`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      await #expect(throws: StorageError.self) {
        try await database.write { db in try db.run("DELETE FROM teams; DELETE FROM people") }
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a statement answers how many rows it changed`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write { db throws in
        try Samples.fill(db)
        #expect(try db.run("UPDATE people SET age = 1 WHERE team_id = 't2'") == 3)
        #expect(try db.run("UPDATE people SET age = 1 WHERE team_id = 'none'") == 0)
        #expect(try db.run("SELECT 1") == 0)
        #expect(try db.run("DELETE FROM visits") == 3)
        let back = try db.all("INSERT INTO teams (id, name) VALUES ('t3', 'x') RETURNING name") {
          try $0.text(0)
        }
        #expect(back == ["x"])
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a long result streams and may be left early`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      struct Enough: Error {}
      try await database.write { db throws in
        try db.insertMany(
          into: "teams", columns: ["id", "name"],
          rows: (0..<20_000).lazy.map { [.text("\($0)"), .text("n\($0)")] })
      }
      try await database.read { db throws in
        var seen = 0
        try db.each("SELECT id FROM teams") { _ in seen += 1 }
        #expect(seen == 20_000)
        #expect(try db.first("SELECT name FROM teams ORDER BY id") { try $0.text(0) } == "n0")
      }
      await #expect(throws: Enough.self) {
        try await database.read { db in try db.each("SELECT id FROM teams") { _ in throw Enough() } }
      }
      await #expect(throws: StorageError.self) {
        try await database.read { db throws in
          try db.each("SELECT id FROM teams") { _ in _ = try db.count("SELECT COUNT(*) FROM teams") }
        }
      }
      #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 20_000)
    }
  }

  @Test(arguments: Backing.available)
  func `many different statements do not pile up`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing) { database async throws in
      let sum = try await database.read { db throws in
        try (1...600).reduce(0) { try $0 + db.count("SELECT \(raw: String($1)) + \(1)") }
      }
      #expect(sum == 600 * 601 / 2 + 600)
    }
  }
}
