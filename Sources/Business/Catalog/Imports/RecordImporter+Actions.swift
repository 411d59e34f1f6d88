package import Blueprint
import Foundation
package import Kernel
import Storage

extension RecordImporter {
  /// Reads a file and says what it would do; nothing is changed unless `apply` is given, and then nothing is looked at first.
  package func preview(_ input: RecordImport.New, _ context: Context) async throws -> RecordImport {
    let options = try input.options(), id = ID<RecordImport>.new(at: context.now)
    // The upload is gone when the call is over; applying and downloading rejects need the file.
    let folder = context.folder + "/records", path = folder + "/" + id.text
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: input.file.path, toPath: path)
    do {
      let isApplied = input.apply == true
      let pass: RecordPass? =
        isApplied
        ? nil : try await context.read { try RecordPass(self, path, options, saved: nil, context, $0) }
      let one = RecordImport(
        id: id, kind: kind, state: .previewed, fileName: input.file.name, options: options,
        header: pass?.header ?? [], counts: pass?.counts ?? .init(),
        notes: Array((pass?.notes ?? []).prefix(RecordImport.shownNotes)), actor: context.actor.name,
        createdAt: context.now, endedAt: nil)
      return try await context.write { db in
        try RecordImport.insert(one, path: path, digest: input.file.digest, by: context.actor.id.text, db)
        try RecordImport.insert(pass?.notes ?? [], of: id, db)
        return isApplied ? try apply(one, path, context, db) : one
      }
    } catch {
      try? FileManager.default.removeItem(atPath: path)
      throw error
    }
  }

  /// Carries out what was looked at, in one transaction; planned anew, in case something changed since.
  package func apply(_ id: ID<RecordImport>, _ context: Context) async throws -> RecordImport {
    try await context.database.write { db in
      let one = try RecordImport.find(id, kind: kind, for: context.actor, db)
      guard one.state == .previewed || one.state == .queued else {
        throw RecordImportRefusal.wrongState(one.state.rawValue)
      }
      return try apply(one, try RecordImport.path(of: id, db), context, db)
    }
  }

  private func apply(
    _ one: RecordImport, _ path: String, _ context: Context, _ db: Connection
  ) throws -> RecordImport {
    let pass = try RecordPass(self, path, one.options, saved: one.id, context, db)
    try RecordImport.close(one.id, .applied, pass, at: context.now, db)
    return try RecordImport.find(one.id, kind: kind, for: context.actor, db)
  }

  /// Takes all that an import did back, or refuses and takes nothing back.
  package func takeBack(_ id: ID<RecordImport>, _ context: Context) async throws -> RecordImport {
    try await context.write { db in
      let one = try RecordImport.find(id, kind: kind, for: context.actor, db)
      guard one.state == .applied else { throw RecordImportRefusal.wrongState(one.state.rawValue) }
      do {
        var done = 0
        while true {
          let some = try RecordImport.changes(of: id, from: done, limit: rowsAtOnce, db)
          guard !some.isEmpty else { break }
          try undo(some, context, db)
          done += some.count
        }
      } catch StorageError.foreignKey { throw RecordImportRefusal.referred }
      try RecordImport.passBack(id, db)
      try RecordImport.setState(.undone, id, at: context.now, db)
      return try RecordImport.find(id, kind: kind, for: context.actor, db)
    }
  }

  /// The rows that were not taken, as they came, with the line and the reason: mend them and send the file again.
  package func rejects(of id: ID<RecordImport>, _ context: Context) async throws -> Download {
    try await context.read { db in
      _ = try RecordImport.find(id, kind: kind, for: context.actor, db)
      return RejectsFile.download(for: try RecordImport.path(of: id, db))
    }
  }
}
