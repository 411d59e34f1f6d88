package import Blueprint
import Catalog
import Foundation
package import Kernel
import Secrets
import Storage

extension DealImport {
  /// Files with more rows than this are worked on as a job.
  static let mostRowsAtOnce = 20_000

  /// Reads a file and says what it would do; nothing is changed unless `apply` is given.
  package static func preview(_ input: New, _ context: Context) async throws -> DealImport {
    let options = try input.options(), digest = input.file.digest
    if let same = try await context.read({ try same(digest, options.source, $0) }) {
      return try await context.read { try find(same, $0) }
    }
    let folder = context.folder + "/deals"
    let start = DealImport(
      id: .new(at: context.now), state: .previewed, fileName: input.file.name, options: options, columns: [],
      counts: Counts(), currency: .usd, findings: [], rejects: [], actor: context.actor.name,
      createdAt: context.now,
      endedAt: nil)
    let path = folder + "/" + start.id.text
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // The upload is gone when the call is over; applying needs the file.
    try FileManager.default.copyItem(atPath: input.file.path, toPath: path)
    guard input.apply != true else {
      return try await context.write { db in
        // Before its deals, which refer to it.
        try save(start, path: path, digest: digest, db)
        return try apply(start, path, context, db)
      }
    }
    let looked = try await context.read { db in
      var importer = DealImporter(start, path: path, isApplied: false, context)
      return try importer.run(db)
    }
    try await context.write { try save(looked, path: path, digest: digest, $0) }
    return looked
  }

  /// Carries out what was looked at, in one transaction.
  package static func apply(_ id: ID<DealImport>, _ context: Context) async throws -> DealImport {
    try await context.database.write { db in
      let one = try find(id, db)
      guard one.state == .previewed || one.state == .queued else {
        throw DealImportRefusal.wrongState(one.state.rawValue)
      }
      return try apply(one, try path(of: id, db), context, db)
    }
  }

  private static func apply(
    _ one: DealImport, _ path: String, _ context: Context, _ db: Connection
  ) throws -> DealImport {
    var importer = DealImporter(one, path: path, isApplied: true, context)
    var done = try importer.run(db)
    done.state = .applied
    done.endedAt = context.now
    // Its digest is kept already.
    try save(done, path: path, digest: "", db)
    return done
  }

  static func confirm(_ id: ID<DealImport>, _ context: Context) async throws -> DealImport {
    let one = try await context.read { try find(id, $0) }
    guard one.state == .previewed else { throw DealImportRefusal.wrongState(one.state.rawValue) }
    if one.counts.rows <= mostRowsAtOnce { return try await apply(id, context) }
    return try await context.write { db in
      _ = try context.enqueue(
        job, Wanted(id: id), title: "Import of \(one.fileName)", subject: one.location, db)
      try setState(.queued, id, at: context.now, db)
      return try find(id, db)
    }
  }

  static let job = JobKind("deals.import", "Import of deals") { (input: Wanted, run) in
    try await run.report(0, 1, "Importing deals")
    let done = try await apply(input.id, run.context)
    try await run.report(1, 1, "Imported \(DisplayNumber.grouped(done.counts.new)) new deals")
    return done.counts
  }

  /// Takes all that an import did back, or refuses and takes nothing back.
  package static func undo(_ id: ID<DealImport>, _ context: Context) async throws -> DealImport {
    try await context.write { db in
      let one = try find(id, db)
      guard one.state == .applied else { throw DealImportRefusal.wrongState(one.state.rawValue) }
      let changed = try changedSince(id, db)
      guard changed.isEmpty else { throw DealImportRefusal.changedSince(changed) }
      try takeBack(id, context, db)
      try StageOdds.settle(on: context.today, db)
      try StageStay.settle(db)
      try setState(.undone, id, at: context.now, db)
      return try find(id, db)
    }
  }

  /// The rows that were not taken, as they came, with the line and the reason.
  static func rejects(of id: ID<DealImport>, _ context: Context) async throws -> Download {
    try await context.read { db in
      _ = try find(id, db)
      return RejectsFile.download(for: try path(of: id, db))
    }
  }

  /// A file on the machine itself, at once.
  package static func fromFile(
    _ path: String, source: String, accounts: UnknownAccounts, mapping: String?, process: String?,
    _ context: Context
  ) async throws -> DealImport {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    let name = URL(filePath: path).lastPathComponent
    var input = New(
      file: Upload(path: path, name: name, bytes: (attributes[.size] as? Int) ?? 0, digest: try digest(path)),
      source: source, accounts: accounts, apply: true)
    input.mapping = mapping
    input.process = process
    return try await preview(input, context)
  }

  private static func digest(_ path: String) throws -> String {
    guard let file = FileHandle(forReadingAtPath: path) else { throw DealImportRefusal.notThere }
    defer { try? file.close() }
    var hash = SHA256()
    while let data = try file.read(upToCount: 1 << 20), !data.isEmpty { hash.update(data) }
    return hash.hexDigest()
  }
}
