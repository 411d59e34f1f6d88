import Foundation
import Storage
import Testing
import TestSupport

@Suite struct CrashTests {
  // What a killed program leaves: the file and its log, never closed.
  private func remains(of location: DatabaseLocation, in folder: URL, _ name: String) throws -> String {
    guard case .file(let path) = location else { throw StorageError.readOnly }
    let copy = folder.appendingPathComponent(name).path
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    try FileManager.default.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
    return copy
  }

  private func count(_ path: String) async throws -> Int {
    let database = try await Database.open(.file(path: path))
    let count = try await database.read { db in try db.count("SELECT COUNT(*) FROM teams") }
    try await database.close()
    #expect(try await Backup.verify(.file(path: path)).isEmpty)
    return count
  }

  @Test func `a killed program loses nothing that was saved`() async throws {
    try await ExchangeTests.withFolder { folder in
      try await withTemporaryDatabase(.sqlite, Samples.migrations) { database async throws in
        for number in 0..<20 {
          try await database.write { db in
            try db.run("INSERT INTO teams (id, name) VALUES (\(String(number)), \("n\(number)"))")
          }
        }
        #expect(try await count(remains(of: database.location, in: folder, "killed.sqlite")) == 20)
      }
    }
  }

  @Test(arguments: [1, 100, 5_000, 30_000])
  func `a log that was cut off keeps whole transactions`(cut: Int) async throws {
    try await ExchangeTests.withFolder { folder in
      try await withTemporaryDatabase(.sqlite, Samples.migrations) { database async throws in
        for batch in 0..<5 {
          try await database.write { db in
            try db.insertMany(
              into: "teams", columns: ["id", "name"],
              rows: (0..<100).map { [.text("\(batch)-\($0)"), .text("\(batch) \($0)")] })
          }
        }
        let path = try remains(of: database.location, in: folder, "cut.sqlite")
        let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
        try log.dropLast(cut).write(to: URL(fileURLWithPath: path + "-wal"))
        let rows = try await count(path)
        #expect(rows % 100 == 0 && rows < 500)
      }
    }
  }
}
