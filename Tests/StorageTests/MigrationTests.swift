import Storage
import Synchronization
import Testing
import TestSupport

@Suite struct MigrationTests {
  @Test(arguments: Backing.available)
  func `steps run once, in the order of their names`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing) { database async throws in
      let migrator = Migrator(Samples.migrations)
      let names = ["2026-01-01.1 teams: create", "2026-01-01.2 people: create"]
      #expect(try await migrator.pending(database) == names)
      let seen = Mutex<[String]>([])
      let applied = try await migrator.run(database) { name, done, total in
        seen.withLock { $0.append("\(done)/\(total) \(name)") }
      }
      #expect(applied == names)
      #expect(seen.withLock { $0 } == ["0/2 \(names[0])", "1/2 \(names[1])"])
      #expect(try await migrator.pending(database).isEmpty)
      #expect(try await migrator.run(database).isEmpty)
    }
  }

  @Test(arguments: Backing.available)
  func `a step that fails leaves the steps before it and nothing of its own`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing) { database async throws in
      let bad = Migration("2026-01-02.1 bad", "CREATE TABLE more (id TEXT); INSERT INTO missing VALUES (1)")
      await #expect(throws: StorageError.self) {
        try await Migrator(Samples.migrations + [bad]).run(database)
      }
      #expect(try await Migrator(Samples.migrations + [bad]).pending(database) == [bad.name])
      await #expect(throws: StorageError.self) {
        try await database.read { db in try db.count("SELECT COUNT(*) FROM more") }
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a shipped step that was edited is refused by name`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, [Samples.teams]) { database async throws in
      let edited = Migration(Samples.teams.name, "CREATE TABLE teams (id TEXT)")
      await #expect(throws: Migrator.Refused.changed(Samples.teams.name)) {
        try await Migrator([edited]).run(database)
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a database newer than the program is refused`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      await #expect(throws: Migrator.Refused.newer([Samples.people.name])) {
        try await Migrator([Samples.teams]).run(database)
      }
    }
  }

  @Test(arguments: Backing.available)
  func `several programs may migrate at once`(backing: Backing) async throws {
    let place = try await TemporaryDatabase(backing)
    var databases: [Database] = []
    for _ in 0..<4 { databases.append(try await Database.open(place.location)) }
    let steps =
      Samples.migrations
      + (1...5).map {
        Migration("2026-02-0\($0).1 step", "INSERT INTO teams (id, name) VALUES ('\($0)', 'n\($0)')")
      }
    let applied = try await withThrowingTaskGroup(of: Int.self) { group in
      for database in databases { group.addTask { try await Migrator(steps).run(database).count } }
      return try await group.reduce(0, +)
    }
    #expect(applied == 7)
    #expect(try await databases[0].read { db in try db.count("SELECT COUNT(*) FROM teams") } == 5)
    for database in databases { try await database.close() }
    try await place.remove()
  }

  @Test(arguments: Backing.available)
  func `a step may rebuild a table that others refer to`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write(Samples.fill)
      let rebuild = Migration(
        "2026-03-01.1 teams: wider",
        sqlite: """
          CREATE TABLE new_teams (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, rank BIGINT NOT NULL);
          INSERT INTO new_teams SELECT id, name, 1 FROM teams;
          DROP TABLE teams;
          ALTER TABLE new_teams RENAME TO teams;
          """,
        postgres: "ALTER TABLE teams ADD COLUMN rank BIGINT NOT NULL DEFAULT 1")
      try await Migrator(Samples.migrations + [rebuild]).run(database)
      try await database.write { db throws in
        #expect(try db.count("SELECT CAST(SUM(rank) AS BIGINT) FROM teams") == 2)
        #expect(throws: StorageError.self) {
          try db.savepoint { try db.run("UPDATE people SET team_id = 'none'") }
        }
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a step that leaves orphans is refused`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write(Samples.fill)
      let bad = Migration("2026-03-01.1 bad", "DELETE FROM teams WHERE id = 't1'")
      await #expect(throws: StorageError.self) {
        try await Migrator(Samples.migrations + [bad]).run(database)
      }
      #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 2)
    }
  }
}
