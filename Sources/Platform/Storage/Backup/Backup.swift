internal import Foundation

/// Safe copies of a database, and their way back.
///
/// A copy of a SQLite database is a SQLite file; a copy of a PostgreSQL database is an export (see `Exchange`)
/// in one file. `restore` reads both kinds into both kinds.
package enum Backup {
  /// Why a copy was not taken or not read; the database is as it was.
  package enum Refused: Error, Sendable, Equatable, CustomStringConvertible {
    case exists(String)
    case notABackup(String)
    case damaged(String, problems: [String])
    case inUse(String)

    package var description: String {
      switch self {
      case .exists(let path): "\(path) is there already; name another file"
      case .notABackup(let path): "\(path) is not a backup of this program"
      case .damaged(let path, let problems):
        "\(path) is damaged (\(problems.first ?? "unreadable")); nothing was overwritten"
      case .inUse(let path): "another program uses \(path); stop it first"
      }
    }
  }

  /// Writes a copy of one consistent state, while others may write. The file appears when it is complete.
  package static func take(_ database: Database, to path: String) async throws {
    guard !FileManager.default.fileExists(atPath: path) else { throw Refused.exists(path) }
    let partial = path + ".partial"
    try removeIfThere(partial)
    do {
      switch database.backend {
      case .sqlite(let backend):
        try await backend.copy(to: partial)
        try BackupSeal.add(to: partial)
      case .postgres:
        try await withFolder(beside: path) { folder in
          try await Exchange.export(database, to: folder.path)
          try Archive.pack(folder, into: URL(fileURLWithPath: partial))
        }
      }
      try moveDurably(partial, to: path)
    } catch {
      try removeIfThere(partial)
      throw error
    }
  }

  /// Replaces the database at `location` by a copy. The copy is checked in full before anything is touched;
  /// what was there is put back where the last step fails.
  package static func restore(
    _ path: String, into location: DatabaseLocation, _ migrator: Migrator
  ) async throws {
    let isSQLite = try kind(path) == .sqlite
    switch location {
    case .file(let target):
      let fresh = target + ".restoring"
      try removeDatabase(fresh)
      do {
        if isSQLite {
          try FileManager.default.copyItem(atPath: path, toPath: fresh)
          try BackupSeal.check(fresh, named: path)
        } else {
          try await build(fresh, from: path, migrator)
        }
        try await check(fresh, named: path, migrator)
        try SQLiteFile.swap(fresh, for: target)
      } catch {
        try removeDatabase(fresh)
        throw error
      }
    case .postgres:
      try await withExport(of: path, isSQLite: isSQLite, beside: path, migrator) { folder in
        let seals = try Exchange.check(folder)
        let database = try await Database.open(location)
        do {
          try await database.write { db in
            try Tables.dropAll(db)
            try fill(db, folder, seals, migrator)
          }
          try await database.close()
        } catch {
          try await database.close()
          throw error
        }
      }
    }
  }

  /// What is wrong with a database: broken pages, rows whose parent is missing. Empty when it is sound.
  package static func verify(_ location: DatabaseLocation) async throws -> [String] {
    if case .file(let path) = location, !FileManager.default.fileExists(atPath: path) {
      throw StorageError.unavailable("there is no file \(path)")
    }
    do {
      let database = try await Database.open(location)
      do {
        let problems = try await database.read(Verification.problems)
        try await database.close()
        return problems
      } catch {
        try await database.close()
        throw error
      }
    } catch let StorageError.damaged(reason) { return [reason] }
  }
}

extension Backup {
  private static func kind(_ path: String) throws -> Dialect {
    guard let file = FileHandle(forReadingAtPath: path), let head = try file.read(upToCount: 19) else {
      throw Refused.notABackup(path)
    }
    try file.close()
    if head == Archive.mark { return .postgres }
    if head.prefix(16) == Data("SQLite format 3\u{0}".utf8) { return .sqlite }
    throw Refused.notABackup(path)
  }

  private static func build(_ fresh: String, from path: String, _ migrator: Migrator) async throws {
    try await withExport(of: path, isSQLite: false, beside: fresh, migrator) { folder in
      let seals = try Exchange.check(folder)
      let database = try await Database.open(.file(path: fresh))
      do {
        try await database.migrate { db in try fill(db, folder, seals, migrator) }
        try await database.close()
      } catch {
        try await database.close()
        throw error
      }
    }
  }

  // First the schema of the day of the backup, then its rows, then what the program has learnt since.
  private static func fill(
    _ db: Connection, _ folder: URL, _ seals: [String: Exchange.Seal], _ migrator: Migrator
  ) throws {
    let schema = try Exchange.decoded(ExchangeSchema.self, folder, Exchange.schemaFile)
    try migrator.applyAll(db, only: Set(schema.migrations.map(\.name)))
    // What a migration put there itself is part of the backup as well.
    _ = try Exchange.load(folder, seals, db) { _ in }
    try migrator.applyAll(db, only: nil)
  }

  private static func check(_ file: String, named path: String, _ migrator: Migrator) async throws {
    let problems = try await verify(.file(path: file))
    guard problems.isEmpty else { throw Refused.damaged(path, problems: problems) }
    let database = try await Database.open(.file(path: file))
    let known = await Result { try await migrator.pending(database) }
    try await database.close()
    _ = try known.get()
  }

  private static func withExport(
    of path: String, isSQLite: Bool, beside place: String, _ migrator: Migrator,
    _ body: @Sendable (URL) async throws -> Void
  ) async throws {
    try await withFolder(beside: place) { folder in
      if isSQLite {
        let copy = folder.appendingPathComponent("copy.sqlite").path
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        try BackupSeal.check(copy, named: path)
        try await check(copy, named: path, migrator)
        let database = try await Database.open(.file(path: copy))
        try await Exchange.export(database, to: folder.appendingPathComponent("export").path)
        try await database.close()
      } else {
        do {
          try Archive.unpack(URL(fileURLWithPath: path), into: folder.appendingPathComponent("export"))
        } catch let StorageError.damaged(reason) {
          throw Refused.damaged(path, problems: [reason])
        }
      }
      do { try await body(folder.appendingPathComponent("export")) } catch let refused as Exchange.Refused {
        throw Refused.damaged(path, problems: [refused.description])
      }
    }
  }

  private static func withFolder(
    beside path: String, _ body: @Sendable (URL) async throws -> Void
  ) async throws {
    let folder = URL(fileURLWithPath: path + ".work", isDirectory: true)
    try removeIfThere(folder.path)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    do {
      try await body(folder)
      try removeIfThere(folder.path)
    } catch {
      try removeIfThere(folder.path)
      throw error
    }
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
