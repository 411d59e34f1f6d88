import Foundation
import Storage
import Synchronization
import Testing
import TestSupport

@Suite(.serialized, .enabled(if: Backing.postgresURL != nil, "MAINSTAY_TEST_POSTGRES is not set"))
struct ReconnectTests {
  // Ends every other connection of this test's own schema, as a restart of the server would.
  private func endOthers(_ db: Connection) throws {
    try db.run(
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE pid <> pg_backend_pid() AND application_name = \("reconnect")
      """)
  }

  private func opened(_ place: TemporaryDatabase) async throws -> Database {
    guard case .postgres(let url) = place.location else { throw StorageError.readOnly }
    var options = DatabaseOptions()
    options.connections = 1
    return try await Database.open(.postgres(url: url + "&application_name=reconnect"), options)
  }

  @Test func `a connection that the server ended is made again`() async throws {
    let place = try await TemporaryDatabase(.postgres)
    let database = try await opened(place), other = try await Database.open(place.location)
    try await Migrator(Samples.migrations).run(database)
    try await other.write { db in try endOthers(db) }
    #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 0)
    try await other.write { db in try endOthers(db) }
    try await database.write { db in try db.run("INSERT INTO teams (id, name) VALUES ('1', 'a')") }
    #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 1)

    // Broken in the middle: nothing was committed, so the write runs once more, as a whole.
    let turns = Mutex(0)
    try await database.write { db in
      try db.run("INSERT INTO teams (id, name) VALUES ('2', 'b')")
      let turn = turns.withLock {
        $0 += 1
        return $0
      }
      if turn == 1 {
        try db.run("SELECT pg_terminate_backend(pg_backend_pid())")
      }
    }
    #expect(turns.withLock { $0 } == 2)
    #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 2)
    try await database.close()
    try await other.close()
    try await place.remove()
  }

  @Test func `a kept statement follows a table that another program changed`() async throws {
    let place = try await TemporaryDatabase(.postgres)
    let database = try await opened(place), other = try await Database.open(place.location)
    try await Migrator(Samples.migrations).run(database)
    for width in [2, 3] {
      let columns = try await database.read { db in
        try db.all("SELECT * FROM teams") { $0.count }.first ?? 0
      }
      #expect(columns == (width == 2 ? 0 : 3))
      try await other.write { db in
        try db.script("ALTER TABLE teams ADD COLUMN more_\(width) TEXT")
        try db.run("DELETE FROM teams")
        try db.run("INSERT INTO teams (id, name) VALUES ('1', 'a')")
      }
    }
    try await database.close()
    try await other.close()
    try await place.remove()
  }

  @Test func `a number of type numeric asks to be cast`() async throws {
    try await withTemporaryDatabase(.postgres) { database async throws in
      let error = await #expect(throws: StorageError.self) {
        try await database.read { db in try db.count("SELECT CAST(1 AS NUMERIC) AS total") }
      }
      #expect("\(try #require(error))" == "column total is NUMERIC: cast it to BIGINT or DOUBLE PRECISION")
    }
  }
}
