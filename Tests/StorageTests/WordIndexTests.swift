import Storage
import Testing
import TestSupport

/// A table of notes with an index over their words.
private let index = WordIndex(over: "notes", number: "number", columns: ["mark", "words"])
private let notes = Migration(
  "2026-01-01.1 notes",
  sqlite:
    "CREATE TABLE notes (number INTEGER NOT NULL PRIMARY KEY, mark TEXT NOT NULL, words TEXT NOT NULL); \(index.sqlite)",
  postgres:
    "CREATE TABLE notes (number BIGINT NOT NULL PRIMARY KEY, mark TEXT NOT NULL, words TEXT NOT NULL); \(index.postgres)"
)

@Suite struct WordIndexTests {
  private func filled(_ backing: Backing, _ body: (Database) async throws -> Void) async throws {
    try await withTemporaryDatabase(backing, [notes]) { database async throws in
      try await database.write { db throws in
        try db.insertMany(
          into: "notes", columns: ["number", "mark", "words"],
          rows: [
            [.int(1), "_a", "price round secret"], [.int(2), "_b", "price list"],
            [.int(3), "_a", "priced hindi हिन्दी östersund"],
          ])
      }
      try await body(database)
    }
  }

  private func found(_ question: WordQuestion, _ database: Database) async throws -> [Int] {
    try await database.read { db throws in
      try db.all(index.select("number", where: question, limit: nil)) { try $0.int(0) }.sorted()
    }
  }

  @Test(arguments: Backing.available)
  func `rows are found by whole words, by a beginning, by one of several marks`(backing: Backing) async throws
  {
    try await filled(backing) { database async throws in
      #expect(try await found(.init(words: ["price"]), database) == [1, 2])
      #expect(try await found(.init(words: [], beginnings: ["pric"]), database) == [1, 2, 3])
      #expect(try await found(.init(words: ["price"], beginnings: ["sec"]), database) == [1])
      #expect(try await found(.init(words: ["price"], oneOf: ["_b", "_c"]), database) == [2])
      #expect(try await found(.init(words: ["price"], oneOf: ["_c"]), database) == [])
      #expect(try await found(.init(words: ["हिन्दी"], beginnings: ["ö"]), database) == [3])
    }
  }

  @Test(arguments: Backing.available)
  func `what is changed and deleted is found as it is now`(backing: Backing) async throws {
    try await filled(backing) { database async throws in
      try await database.write { db throws in
        try db.run("UPDATE notes SET mark = '_c' WHERE number = 1")
        try db.run("DELETE FROM notes WHERE number = 2")
      }
      #expect(try await found(.init(words: ["price"]), database) == [1])
      #expect(try await found(.init(words: ["price"], oneOf: ["_a"]), database) == [])
      #expect(try await found(.init(words: ["price"], oneOf: ["_c"]), database) == [1])
    }
  }

  @Test func `an index made before its longer beginnings finds the same after`() async throws {
    try await filled(.sqlite) { database async throws in
      try await database.write { db throws in try db.script(index.sqliteLongerBeginnings) }
      for beginning in ["p", "pric", "price", "priced"] {
        let found = try await found(.init(words: [], beginnings: [beginning]), database)
        #expect(found == (beginning == "priced" ? [3] : [1, 2, 3]))
      }
      try await database.write { db throws in try db.run("DELETE FROM notes WHERE number = 2") }
      #expect(try await found(.init(words: ["price"]), database) == [1])
    }
  }

  @Test(arguments: Backing.available)
  func `signs in a question are no commands`(backing: Backing) async throws {
    try await filled(backing) { database async throws in
      for word in ["\" OR \"price", "' | 'price", "price\\", "NEAR(", "*", "a:b & !c"] {
        _ = try await found(.init(words: [word], oneOf: [word], beginnings: [word]), database)
      }
      #expect(try await found(.init(words: ["\" OR \"price"]), database) == [])
    }
  }
}
