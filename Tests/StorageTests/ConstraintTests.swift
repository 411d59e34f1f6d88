import Storage
import Testing
import TestSupport

@Suite struct ConstraintTests {
  private func refusal(_ backing: Backing, _ sql: SQL) async throws -> StorageError? {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write(Samples.fill)
      do {
        _ = try await database.write { db in try db.run(sql) }
        return nil
      } catch let error as StorageError { return error }
    }
  }

  @Test(arguments: Backing.available)
  func `a key that is taken names its columns`(backing: Backing) async throws {
    let error = try await refusal(backing, "INSERT INTO teams (id, name) VALUES ('t9', 'North')")
    guard case .unique(let place) = error else { throw error ?? .transactionFailed }
    #expect(place.table == "teams")
    #expect(place.columns == ["name"])
    let pair = try await refusal(backing, "INSERT INTO visits (person_id, week) VALUES ('p1', 9)")
    guard case .unique(let place) = pair else { throw pair ?? .transactionFailed }
    #expect(place.columns == ["person_id", "week"])
  }

  @Test(arguments: Backing.available)
  func `a missing parent and a parent with children are refused`(backing: Backing) async throws {
    for sql: SQL in [
      "UPDATE people SET team_id = 'none' WHERE id = 'p1'", "DELETE FROM teams WHERE id = 't1'",
    ] {
      let error = try await refusal(backing, sql)
      guard case .foreignKey = error else { throw error ?? .transactionFailed }
    }
  }

  @Test(arguments: Backing.available)
  func `a broken rule names the rule, an empty field the field`(backing: Backing) async throws {
    let check = try await refusal(backing, "UPDATE people SET age = \(-1) WHERE id = 'p1'")
    guard case .check(let place) = check else { throw check ?? .transactionFailed }
    #expect(place.constraint == "people_age")
    let null = try await refusal(backing, "UPDATE people SET name = NULL WHERE id = 'p1'")
    guard case .notNull(let place) = null else { throw null ?? .transactionFailed }
    #expect(place.columns == ["name"])
  }

  @Test(arguments: Backing.available)
  func `a statement that is wrong is a fault with its text`(backing: Backing) async throws {
    let error = try await refusal(backing, "SELEC 1")
    guard case .fault(_, let sql) = error else { throw error ?? .transactionFailed }
    #expect(sql.hasPrefix("SELEC 1"))
  }

  @Test func `a place that cannot be opened says so`() async throws {
    await #expect(throws: StorageError.self) {
      try await Database.open(.file(path: "/nowhere/at/all.sqlite"))
    }
    await #expect(throws: StorageError.self) {
      try await Database.open(.postgres(url: "postgres://nobody@127.0.0.1:1/nothing"))
    }
  }

  @Test func `the password of a server's address is not shown`() {
    let location = DatabaseLocation(
      "postgres://ada:secret@db.example:5432/house?sslmode=require&password=other")
    #expect(!"\(location)".contains("secret"))
    #expect(!"\(location)".contains("other"))
    #expect("\(location)".contains("sslmode=require"))
    #expect(DatabaseLocation("/data/house.sqlite") == .file(path: "/data/house.sqlite"))
  }
}
