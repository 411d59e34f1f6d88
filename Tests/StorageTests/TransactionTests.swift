import Foundation
import Storage
import Testing
import TestSupport

@Suite struct TransactionTests {
  struct Stop: Error {}

  @Test(arguments: Backing.available)
  func `a write that throws leaves nothing behind`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      await #expect(throws: Stop.self) {
        try await database.write { db throws in
          try Samples.fill(db)
          throw Stop()
        }
      }
      #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 0)
    }
  }

  @Test(arguments: Backing.available)
  func `an error that the code swallows still saves nothing`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      await #expect(throws: StorageError.transactionFailed) {
        try await database.write { db throws in
          try db.run("INSERT INTO teams (id, name) VALUES ('1', 'a')")
          _ = try? db.run("INSERT INTO teams (id, name) VALUES ('1', 'b')")
        }
      }
      #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 0)
    }
  }

  @Test(arguments: Backing.available)
  func `a part that fails is undone alone, also one inside another`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write { db throws in
        try db.run("INSERT INTO teams (id, name) VALUES ('1', 'a')")
        try db.savepoint {
          try db.run("INSERT INTO teams (id, name) VALUES ('2', 'b')")
          #expect(throws: StorageError.self) {
            try db.savepoint {
              try db.run("INSERT INTO teams (id, name) VALUES ('3', 'c')")
              try db.run("INSERT INTO teams (id, name) VALUES ('1', 'd')")
            }
          }
        }
      }
      let ids = try await database.read { db in
        try db.all("SELECT id FROM teams ORDER BY id") { try $0.text(0) }
      }
      #expect(ids == ["1", "2"])
    }
  }

  @Test(arguments: Backing.available)
  func `a read refuses to write`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      await #expect(throws: StorageError.readOnly) {
        try await database.read { db in try db.run("INSERT INTO teams (id, name) VALUES ('1', 'a')") }
      }
      await #expect(throws: StorageError.readOnly) {
        try await database.read { db in try db.script("CREATE TABLE more (id TEXT)") }
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a read sees one state although others write`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      let isWritten = DispatchSemaphore(value: 0), hasBegun = DispatchSemaphore(value: 0)
      async let counts = database.read { db throws in
        let before = try db.count("SELECT COUNT(*) FROM teams")
        hasBegun.signal()
        #expect(isWritten.wait(timeout: .now() + 20) == .success)
        return [before, try db.count("SELECT COUNT(*) FROM teams")]
      }
      await withCheckedContinuation { continuation in
        Thread {
          hasBegun.wait()
          continuation.resume()
        }.start()
      }
      try await database.write { db in try db.run("INSERT INTO teams (id, name) VALUES ('1', 'a')") }
      isWritten.signal()
      #expect(try await counts == [0, 0])
      #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 1)
    }
  }

  @Test(arguments: Backing.available)
  func `readers do not wait for a long write`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      let isRead = DispatchSemaphore(value: 0), hasWritten = DispatchSemaphore(value: 0)
      async let writing: Void = database.write { db throws in
        try db.run("INSERT INTO teams (id, name) VALUES ('1', 'a')")
        hasWritten.signal()
        // Ends only because the reads below come through meanwhile.
        #expect(isRead.wait(timeout: .now() + 20) == .success)
      }
      await withCheckedContinuation { continuation in
        Thread {
          hasWritten.wait()
          continuation.resume()
        }.start()
      }
      let seen = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<50 {
          group.addTask { try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") } }
        }
        return try await group.reduce(0, +)
      }
      #expect(seen == 0)
      isRead.signal()
      try await writing
    }
  }

  @Test(arguments: Backing.available)
  func `many writers at once lose nothing`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write { db in try db.run("INSERT INTO teams (id, name) VALUES ('sum', '0')") }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 1...60 {
          group.addTask {
            try await database.write { db throws in
              try db.run("UPDATE teams SET name = name WHERE id = 'sum'")
              let sum = try db.first("SELECT name FROM teams WHERE id = 'sum'") { try $0.text(0) } ?? ""
              try db.run("UPDATE teams SET name = \(String((Int(sum) ?? 0) + number)) WHERE id = 'sum'")
            }
          }
        }
        try await group.waitForAll()
      }
      let sum = try await database.read { db throws in
        try db.first("SELECT name FROM teams WHERE id = 'sum'") { try $0.text(0) }
      }
      #expect(sum == "1830")
    }
  }

  @Test(arguments: Backing.available)
  func `two writers that lock each other both finish`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      try await database.write(Samples.fill)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for order in [["t1", "t2"], ["t2", "t1"]] {
          group.addTask {
            for _ in 0..<10 {
              try await database.write { db throws in
                for id in order {
                  try db.run("UPDATE teams SET name = name || 'x' WHERE id = \(id)")
                  Thread.sleep(forTimeInterval: 0.002)
                }
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let lengths = try await database.read { db throws in
        try db.all("SELECT name FROM teams ORDER BY id") { try $0.text(0).filter { $0 == "x" }.count }
      }
      #expect(lengths == [20, 20])
    }
  }

  @Test(arguments: Backing.available)
  func `a cancelled task ends its statement`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing) { database async throws in
      let endless: SQL = """
        WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 4000000000)
        SELECT COUNT(*) FROM n
        """
      let hasBegun = DispatchSemaphore(value: 0)
      let task = Task {
        try await database.read { db throws in
          hasBegun.signal()
          return try db.count(endless)
        }
      }
      await withCheckedContinuation { continuation in
        Thread {
          hasBegun.wait()
          continuation.resume()
        }.start()
      }
      try await Task.sleep(for: .milliseconds(100))
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await database.read { db in try db.count("SELECT 1") } == 1)
    }
  }

  @Test(arguments: Backing.available)
  func `the mark of what is stored changes with a commit alone`(backing: Backing) async throws {
    try await withTemporaryDatabase(backing, Samples.migrations) { database async throws in
      let first = try await database.state()
      _ = try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") }
      // On a PostgreSQL server commits to other databases change the mark as well, and other tests are at work there.
      if backing == .sqlite { #expect(try await database.state() == first) }
      await #expect(throws: Stop.self) {
        try await database.write { db throws in
          try Samples.fill(db)
          throw Stop()
        }
      }
      if backing == .sqlite { #expect(try await database.state() == first) }
      try await database.write { db throws in try Samples.fill(db) }
      let second = try await database.state()
      #expect(second != first)
      let other = try await Database.open(database.location)
      try await other.write { db throws in
        try db.run("UPDATE teams SET name = 'z' WHERE id = (SELECT MIN(id) FROM teams)")
      }
      #expect(try await database.state() != second)
      try await other.close()
    }
  }
}
