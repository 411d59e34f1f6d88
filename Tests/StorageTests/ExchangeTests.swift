import Foundation
import Secrets
import Storage
import Testing
import TestSupport

@Suite struct ExchangeTests {
  /// A folder of its own, gone afterwards.
  static func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "exchange-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  static func contents(_ folder: URL) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: folder.appendingPathComponent($0))) })
  }

  // Rows that refer to rows of the same table, later in the file.
  static let tree = Migration(
    "2026-01-03.1 nodes: create",
    "CREATE TABLE nodes (id TEXT PRIMARY KEY NOT NULL, parent_id TEXT REFERENCES nodes (id), rank BIGINT)")

  static let migrations = Samples.migrations + [tree]
  static let migrator = Migrator(migrations)

  @Sendable static func fill(_ db: Connection) throws {
    try Samples.fill(db)
    try db.run("INSERT INTO nodes (id, parent_id, rank) VALUES ('z', NULL, 1)")
    try db.run("INSERT INTO nodes (id, parent_id, rank) VALUES ('a', 'z', NULL)")
  }

  @Test(arguments: Backing.available, Backing.available)
  func `an export, imported and exported again, is the same to the byte`(one: Backing, other: Backing)
    async throws
  {
    try await Self.withFolder { folder in
      let first = folder.appendingPathComponent("first"), second = folder.appendingPathComponent("second")
      try await withTemporaryDatabase(one, Self.migrations) { database in
        try await database.write(Self.fill)
        try await Exchange.export(database, to: first.path)
      }
      try await withTemporaryDatabase(other, Self.migrations) { database in
        #expect(try await Exchange.importAll(first.path, into: database, Self.migrator) == 12)
        try await Exchange.export(database, to: second.path)
        // The keys that were set aside are back.
        await #expect(throws: StorageError.self) {
          try await database.write { db in
            try db.run("INSERT INTO nodes (id, parent_id) VALUES ('b', 'none')")
          }
        }
      }
      let files = try Self.contents(first)
      #expect(files == (try Self.contents(second)))
      #expect(
        Set(files.keys) == [
          "checksums.json", "nodes.csv", "people.csv", "schema.json", "teams.csv", "visits.csv",
        ])
    }
  }

  @Test(arguments: Backing.available)
  func `the files are the documented ones, in byte order`(backing: Backing) async throws {
    try await Self.withFolder { folder in
      let out = folder.appendingPathComponent("out")
      try await withTemporaryDatabase(backing, Self.migrations) { database in
        try await database.write(Self.fill)
        try await Exchange.export(database, to: out.path)
      }
      func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: out.appendingPathComponent(name)), as: UTF8.self)
      }
      #expect(
        try text("visits.csv") == "person_id,week,note\r\nP5,1,; BLOB\r\np1,9,; BLOB\r\np1,10,; BLOB\r\n")
      let people = try text("people.csv").components(separatedBy: "\r\n")
      #expect(people[0] == "id,age,born,is_away,name,photo,team_id,weight")
      #expect(people[2] == "p1,36,1815-12-10,true,Ada,AAH/,t1,0.30000000000000004")
      #expect(people[3] == "p2,,,false,O'Brien; DROP TABLE people,,t1,")
      #expect(people[4] == #"p3,9223372036854775807,"",false,"","",t2,-1e+300"#)
      #expect(try text("schema.json").contains(#""name" : "2026-01-01.2 people: create""#))
    }
  }

  @Test(arguments: Backing.available)
  func `a changed file is refused before anything is loaded`(backing: Backing) async throws {
    try await Self.withFolder { folder in
      let out = folder.appendingPathComponent("out")
      try await withTemporaryDatabase(.sqlite, Self.migrations) { database in
        try await database.write(Self.fill)
        try await Exchange.export(database, to: out.path)
        await #expect(throws: Exchange.Refused.folderNotEmpty(out.path)) {
          try await Exchange.export(database, to: out.path)
        }
      }
      let file = out.appendingPathComponent("people.csv"), sound = try Data(contentsOf: file)
      try await withTemporaryDatabase(backing, Self.migrations) { database async throws in
        try (sound + Data("x".utf8)).write(to: file)
        await #expect(throws: Exchange.Refused.changed(file: "people.csv")) {
          try await Exchange.importAll(out.path, into: database, Self.migrator)
        }
        try FileManager.default.removeItem(at: file)
        await #expect(throws: Exchange.Refused.missing(file: "people.csv")) {
          try await Exchange.importAll(out.path, into: database, Self.migrator)
        }
        try sound.write(to: file)
        try await Exchange.importAll(out.path, into: database, Self.migrator)
        await #expect(throws: Exchange.Refused.notEmpty(table: "nodes")) {
          try await Exchange.importAll(out.path, into: database, Self.migrator)
        }
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a row that was edited by hand is refused with file, line and column`(backing: Backing) async throws {
    try await Self.withFolder { folder in
      try await withTemporaryDatabase(.sqlite, Self.migrations) { database in
        try await database.write(Self.fill)
        try await Exchange.export(database, to: folder.appendingPathComponent("out").path)
      }
      let out = folder.appendingPathComponent("out"), sound = try Self.contents(out)
      let cases: [(String, String, String, Exchange.Refused)] = [
        ("visits.csv", "p1,9,", "p1,nine,", bad("visits.csv", 3, "week", "'nine' is not integer")),
        ("visits.csv", "p1,9,", "p1,,", bad("visits.csv", 3, "week", "'' is not integer")),
        ("visits.csv", "p1,9,", "p1,9,,", bad("visits.csv", 3, nil, "there are 4 fields, 3 are expected")),
        ("visits.csv", "p1,9,", "\"p1\"x,9,", bad("visits.csv", 3, nil, "text follows a closing quote")),
        ("teams.csv", ",Süd", ",\"Süd", bad("teams.csv", 3, nil, "a quoted field does not end")),
        (
          "teams.csv", "id,name", "id,nome",
          bad("teams.csv", 1, nil, "the columns are not those of the table")
        ),
      ]
      try await withTemporaryDatabase(backing, Self.migrations) { database async throws in
        for (name, old, new, refusal) in cases {
          let text = String(decoding: try #require(sound[name]), as: UTF8.self)
          let range = try #require(text.range(of: old))
          try reseal(out, sound, name, text.replacingCharacters(in: range, with: new))
          await #expect(throws: refusal) {
            try await Exchange.importAll(out.path, into: database, Self.migrator)
          }
        }
        let rows = try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") }
        #expect(rows == 0)
      }
    }
  }

  @Test(arguments: Backing.available)
  func `an export of another schema is refused by the step that differs`(backing: Backing) async throws {
    try await Self.withFolder { folder in
      let out = folder.appendingPathComponent("out")
      try await withTemporaryDatabase(.sqlite, Samples.migrations) {
        try await Exchange.export($0, to: out.path)
      }
      try await withTemporaryDatabase(backing, Self.migrations) { database async throws in
        let reason = "the export lacks the migration '2026-01-03.1 nodes: create'"
        await #expect(throws: Exchange.Refused.otherSchema(reason)) {
          try await Exchange.importAll(out.path, into: database, Self.migrator)
        }
      }
    }
  }

  @Test(arguments: Backing.available)
  func `rows that the migrations put there give way, changed ones do not`(backing: Backing) async throws {
    let planted = Migration(
      "2026-01-04.1 nodes: first", "INSERT INTO nodes (id, parent_id, rank) VALUES ('seed', NULL, 7)")
    let migrations = Self.migrations + [planted], migrator = Migrator(migrations)
    try await Self.withFolder { folder in
      let out = folder.appendingPathComponent("out")
      try await withTemporaryDatabase(.sqlite, migrations) { database in
        try await database.write { db in try db.run("UPDATE nodes SET rank = 8") }
        try await Exchange.export(database, to: out.path)
      }
      try await withTemporaryDatabase(backing, migrations) { database async throws in
        #expect(try await Exchange.importAll(out.path, into: database, migrator) == 1)
        await #expect(throws: Exchange.Refused.notEmpty(table: "nodes")) {
          try await Exchange.importAll(out.path, into: database, migrator)
        }
        let ranks = try await database.read { db in try db.all("SELECT rank FROM nodes") { try $0.int(0) } }
        #expect(ranks == [8])
      }
    }
  }

  private func bad(_ file: String, _ line: Int, _ column: String?, _ reason: String) -> Exchange.Refused {
    .badRow(file: file, line: line, column: column, reason: reason)
  }

  // Writes one file anew with a checksum that fits, so that only its content is wrong.
  private func reseal(_ folder: URL, _ sound: [String: Data], _ name: String, _ text: String) throws {
    for (file, data) in sound { try data.write(to: folder.appendingPathComponent(file)) }
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    let seals = String(decoding: try #require(sound["checksums.json"]), as: UTF8.self)
    let old = SHA256.hex(try #require(sound[name]))
    try seals.replacingOccurrences(of: old, with: SHA256.hex(text)).write(
      to: folder.appendingPathComponent("checksums.json"), atomically: true, encoding: .utf8)
  }
}
