package import Blueprint
import Files
import Foundation
package import Kernel
import Storage

extension RecordImporter {
  /// Reads a file and says what it would do; nothing is changed unless `apply` is given.
  package func preview(_ input: RecordImport.New, _ context: Context) async throws -> RecordImport {
    let options = try input.options(), sheet = try sheet(at: input.file.path, options)
    let plan = try await context.read { db in try complete(sheet, options, context, db) }
    let one = RecordImport(
      id: .new(at: context.now), kind: kind, state: .previewed, fileName: input.file.name, options: options,
      header: sheet.header, counts: plan.counts, notes: Array(plan.notes.prefix(RecordImport.shownNotes)),
      actor: context.actor.name, createdAt: context.now, endedAt: nil)
    // The upload is gone when the call is over; applying and downloading rejects need the file.
    let folder = context.folder + "/records", path = folder + "/" + one.id.text
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: input.file.path, toPath: path)
    try await context.write { db in
      try RecordImport.insert(one, path: path, digest: input.file.digest, by: context.actor.id.text, db)
      try RecordImport.insert(plan.notes, of: one.id, db)
    }
    return input.apply == true ? try await apply(one.id, context) : one
  }

  private func sheet(at path: String, _ options: RecordImport.Options) throws -> RecordSheet {
    try RecordSheet.read(path: path, fields: fields, mapping: options.mapping)
  }

  private func complete(
    _ sheet: RecordSheet, _ options: RecordImport.Options, _ context: Context, _ db: Connection
  ) throws -> RecordPlan {
    var plan = try plan(sheet, options, context, db)
    plan.notes = (plan.notes + sheet.broken).sorted { ($0.line, $0.field) < ($1.line, $1.field) }
    plan.counts.rows = sheet.lines.count + sheet.broken.count
    plan.counts.rejected = plan.notes.count { $0.kind == .rejected }
    plan.counts.duplicates = plan.notes.count { $0.kind == .duplicate }
    return plan
  }

  /// Carries out what was looked at, in one transaction; planned anew, in case something changed since.
  package func apply(_ id: ID<RecordImport>, _ context: Context) async throws -> RecordImport {
    let (one, path) = try await context.read { db in
      (try RecordImport.find(id, kind: kind, for: context.actor, db), try RecordImport.path(of: id, db))
    }
    let sheet = try sheet(at: path, one.options)
    return try await context.database.write { db in
      let state = try RecordImport.find(id, kind: kind, for: context.actor, db).state
      guard state == .previewed || state == .queued else {
        throw RecordImportRefusal.wrongState(state.rawValue)
      }
      let plan = try complete(sheet, one.options, context, db)
      try plan.save(db)
      try RecordImport.insert(plan.changes, of: id, db)
      try RecordImport.close(id, .applied, plan.counts, plan.notes, at: context.now, db)
      return try RecordImport.find(id, kind: kind, for: context.actor, db)
    }
  }

  /// Takes all that an import did back, or refuses and takes nothing back.
  package func takeBack(_ id: ID<RecordImport>, _ context: Context) async throws -> RecordImport {
    try await context.write { db in
      let one = try RecordImport.find(id, kind: kind, for: context.actor, db)
      guard one.state == .applied else { throw RecordImportRefusal.wrongState(one.state.rawValue) }
      do { try undo(try RecordImport.changes(of: id, db), context, db) } catch StorageError.foreignKey {
        throw RecordImportRefusal.referred
      }
      try RecordImport.passBack(id, db)
      try RecordImport.setState(.undone, id, at: context.now, db)
      return try RecordImport.find(id, kind: kind, for: context.actor, db)
    }
  }

  /// The rows that were not taken, as they came, with the line and the reason: mend them and send the file again.
  package func rejects(of id: ID<RecordImport>, _ context: Context) async throws -> Download {
    let (one, notes) = try await context.read { db in
      (
        try RecordImport.find(id, kind: kind, for: context.actor, db),
        try RecordImport.notes(of: id, limit: .max, db)
      )
    }
    var bytes: [UInt8] = []
    let sink = ByteSink { bytes.append(contentsOf: $0) }
    let writer = CSVWriter(sink)
    try writer.row(one.header + ["Line", "Field", "Reason"])
    for note in notes where note.kind == .rejected {
      let padding = Array(repeating: "", count: max(0, one.header.count - note.row.count))
      try writer.row(
        note.row.prefix(one.header.count) + padding + [String(note.line), note.field, note.reason])
    }
    try writer.finish()
    return Download(name: "rejects.csv", type: "text/csv; charset=utf-8", content: .bytes(bytes))
  }
}
