internal import Foundation
internal import GRDB
internal import GRDBSQLite

extension SQLiteBackend {
  /// Copies the pages of one consistent state; the copy is a single file without a log beside it.
  func copy(to path: String) async throws {
    do {
      try await pool.read { source in
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let target = try DatabaseQueue(path: path, configuration: configuration)
        try target.writeWithoutTransaction { target in
          // All pages in one step: a reader's state does not move while others write.
          let backup = sqlite3_backup_init(target.sqliteConnection, "main", source.sqliteConnection, "main")
          let outcome = sqlite3_backup_step(backup, -1)
          sqlite3_backup_finish(backup)
          guard outcome == SQLITE_DONE else {
            throw SQLiteFailure.error(
              code: outcome, message: String(cString: sqlite3_errstr(outcome)), sql: "")
          }
          try target.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try target.close()
      }
    } catch { throw SQLiteFailure.translated(error) }
  }
}

/// A database file as a whole.
enum SQLiteFile {
  /// Puts `fresh` in the place of `target`; the old file stands aside until that is done.
  static func swap(_ fresh: String, for target: String) throws {
    let files = FileManager.default, aside = target + ".before-restore"
    try claim(fresh)
    guard files.fileExists(atPath: target) else { return try Backup.moveDurably(fresh, to: target) }
    try claim(target)
    try Backup.removeIfThere(aside)
    // A second name for the old file, so that there is a whole database under `target` at every moment.
    try files.linkItem(atPath: target, toPath: aside)
    for end in ["-wal", "-shm"] { try Backup.removeIfThere(target + end) }
    do { try Backup.moveDurably(fresh, to: target) } catch {
      try Backup.moveDurably(aside, to: target)
      throw error
    }
    try Backup.removeIfThere(aside)
  }

  // Nobody else may have it open; its log is written back, so that the file alone is the database.
  private static func claim(_ path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .immediateError
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        try db.execute(sql: "BEGIN EXCLUSIVE; COMMIT")
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try queue.close()
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: throw Backup.Refused.inUse(path)
      // What is to be replaced may well be damaged: that is why it is replaced.
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: return
      default: throw SQLiteFailure.translated(error)
      }
    }
  }
}

extension Backup {
  static func removeIfThere(_ path: String) throws {
    if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
  }

  static func removeDatabase(_ path: String) throws {
    for end in ["", "-wal", "-shm", "-journal"] { try removeIfThere(path + end) }
  }

  /// Renames over what is there, and waits until the disk has it.
  static func moveDurably(_ path: String, to target: String) throws {
    try synchronize(path)
    guard rename(path, target) == 0 else {
      throw StorageError.unavailable("\(target) cannot be written: \(String(cString: strerror(errno)))")
    }
    try synchronize((target as NSString).deletingLastPathComponent)
  }

  private static func synchronize(_ path: String) throws {
    let descriptor = open(path.isEmpty ? "." : path, O_RDONLY)
    guard descriptor >= 0 else {
      throw StorageError.unavailable("\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 { throw StorageError.full }
  }
}
