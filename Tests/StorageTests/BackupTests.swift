import Foundation
import Storage
import Synchronization
import Testing
import TestSupport

@Suite struct BackupTests {
  private let migrator = Migrator(ExchangeTests.migrations)

  private func people(_ location: DatabaseLocation) async throws -> [[Value]] {
    let database = try await Database.open(location)
    let rows = try await database.read { db in
      try db.all("SELECT * FROM people ORDER BY name") { try $0.values() }
    }
    try await database.close()
    return rows.sorted { "\($0)" < "\($1)" }
  }

  @Test(arguments: Backing.available, Backing.available)
  func `a backup of either database restores into either`(one: Backing, other: Backing) async throws {
    try await ExchangeTests.withFolder { folder in
      let file = folder.appendingPathComponent("house.backup").path
      let from = try await TemporaryDatabase(one), into = try await TemporaryDatabase(other)
      let database = try await Database.open(from.location)
      try await migrator.run(database)
      try await database.write(ExchangeTests.fill)
      try await Backup.take(database, to: file)
      try await database.close()
      // What stands there before is replaced as a whole.
      let old = try await Database.open(into.location)
      try await migrator.run(old)
      try await old.write { db in try db.run("INSERT INTO teams (id, name) VALUES ('old', 'Old')") }
      try await old.close()
      try await Backup.restore(file, into: into.location, migrator)
      #expect(try await people(into.location) == people(from.location))
      #expect(try await Backup.verify(into.location).isEmpty)
      let restored = try await Database.open(into.location)
      #expect(try await restored.read { db in try db.count("SELECT COUNT(*) FROM teams") } == 2)
      #expect(try await migrator.pending(restored).isEmpty)
      try await restored.close()
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["house.backup"])
      try await from.remove()
      try await into.remove()
    }
  }

  @Test(arguments: Backing.available)
  func `a backup taken during writes holds whole transactions`(backing: Backing) async throws {
    try await ExchangeTests.withFolder { folder in
      let place = try await TemporaryDatabase(backing)
      let database = try await Database.open(place.location)
      try await migrator.run(database)
      let isEnough = Mutex(false)
      async let written = {
        var count = 0
        while !isEnough.withLock({ $0 }) || count < 5 {
          let number = count
          try await database.write { db in
            try db.insertMany(
              into: "teams", columns: ["id", "name"],
              rows: (0..<10).map { [.text("\(number)-\($0)"), .text("\(number) \($0)")] })
          }
          count += 1
        }
        return count
      }()
      let files = (1...3).map { folder.appendingPathComponent("\($0).backup").path }
      for file in files { try await Backup.take(database, to: file) }
      isEnough.withLock { $0 = true }
      let total = try await written
      try await database.close()
      var last = 0
      for file in files {
        let target = DatabaseLocation.file(path: file + ".sqlite")
        try await Backup.restore(file, into: target, migrator)
        let copy = try await Database.open(target)
        let rows = try await copy.read { db in try db.count("SELECT COUNT(*) FROM teams") }
        try await copy.close()
        #expect(rows % 10 == 0 && rows >= last && rows <= total * 10)
        last = rows
      }
      try await place.remove()
    }
  }

  @Test(arguments: Backing.available)
  func `a damaged backup is refused and what is there stays`(backing: Backing) async throws {
    try await ExchangeTests.withFolder { folder in
      let file = folder.appendingPathComponent("house.backup")
      try await withTemporaryDatabase(backing, ExchangeTests.migrations) { database in
        try await database.write(ExchangeTests.fill)
        try await Backup.take(database, to: file.path)
        await #expect(throws: Backup.Refused.exists(file.path)) {
          try await Backup.take(database, to: file.path)
        }
      }
      let target = try await TemporaryDatabase(backing)
      let before = try await Database.open(target.location)
      try await migrator.run(before)
      try await before.write(ExchangeTests.fill)
      try await before.close()
      let kept = try await people(target.location), sound = try Data(contentsOf: file)
      // One bit of a kept text is no broken page, so only the seal can tell.
      var digit = sound
      let name = try #require(sound.range(of: Data("Süd".utf8)))
      digit[name.lowerBound] ^= 1
      let end = sound.dropLast() + [sound[sound.count - 1] ^ 1]
      for damage in [
        sound.prefix(sound.count / 2), Data("nothing".utf8), Data(), scratched(sound), end, digit,
        sound.dropLast(2),
      ] {
        try damage.write(to: file)
        await #expect(throws: (any Error).self) {
          try await Backup.restore(file.path, into: target.location, migrator)
        }
        #expect(try await people(target.location) == kept)
      }
      try await target.remove()
    }
  }

  // The same length, with a stretch of other bytes past the head.
  private func scratched(_ sound: Data) -> Data {
    var copy = Array(sound)
    for index in copy.indices where index > 600 && index % 7 == 0 { copy[index] ^= 0x55 }
    return Data(copy)
  }

  @Test(arguments: Backing.available)
  func `a backup of a newer program is refused`(backing: Backing) async throws {
    try await ExchangeTests.withFolder { folder in
      let file = folder.appendingPathComponent("house.backup").path
      try await withTemporaryDatabase(backing, ExchangeTests.migrations) {
        try await Backup.take($0, to: file)
      }
      let target = DatabaseLocation.file(path: folder.appendingPathComponent("new.sqlite").path)
      await #expect(throws: Migrator.Refused.newer([ExchangeTests.tree.name])) {
        try await Backup.restore(file, into: target, Migrator(Samples.migrations))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["house.backup"])
    }
  }

  @Test(arguments: Backing.available)
  func `a backup of an older program is brought up to date`(backing: Backing) async throws {
    try await ExchangeTests.withFolder { folder in
      let file = folder.appendingPathComponent("house.backup").path
      try await withTemporaryDatabase(backing, Samples.migrations) { database in
        try await database.write(Samples.fill)
        try await Backup.take(database, to: file)
      }
      try await withTemporaryDatabase(.sqlite) { empty in
        guard case .file(let path) = empty.location else { return }
        let target = DatabaseLocation.file(path: path + ".restored")
        try await Backup.restore(file, into: target, migrator)
        let database = try await Database.open(target)
        try await migrator.run(database)
        #expect(try await database.read { db in try db.count("SELECT COUNT(*) FROM people") } == 5)
        #expect(try await migrator.pending(database).isEmpty)
        try await database.close()
      }
    }
  }

  @Test func `a file that a program has open is not replaced`() async throws {
    try await ExchangeTests.withFolder { folder in
      let file = folder.appendingPathComponent("house.backup").path
      try await withTemporaryDatabase(.sqlite, ExchangeTests.migrations) { database async throws in
        try await Backup.take(database, to: file)
        guard case .file(let path) = database.location else { return }
        await #expect(throws: Backup.Refused.inUse(path)) {
          try await Backup.restore(file, into: database.location, migrator)
        }
        try await database.write(ExchangeTests.fill)
      }
    }
  }

  @Test func `broken pages and orphans of a file are found`() async throws {
    let place = try await TemporaryDatabase(.sqlite)
    guard case .file(let path) = place.location else { return }
    let database = try await Database.open(place.location)
    try await migrator.run(database)
    try await database.write(ExchangeTests.fill)
    try await database.write { db in
      try db.insertMany(
        into: "teams", columns: ["id", "name"],
        rows: (0..<5_000).map { [.text("\($0)"), .text("name \($0)")] })
    }
    try await database.close()
    #expect(try await Backup.verify(place.location).isEmpty)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes.replaceSubrange(40_960..<61_440, with: Data(repeating: 7, count: 20_480))
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(try await !Backup.verify(place.location).isEmpty)
    try await place.remove()
    await #expect(throws: StorageError.self) { try await Backup.verify(place.location) }
  }
}
