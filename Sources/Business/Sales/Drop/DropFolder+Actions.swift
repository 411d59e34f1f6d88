import Blueprint
import Foundation
import Kernel
import Storage

extension DropFolder {
  static let wasAdded = EventKind<DropFolder>("sales.drop-folder-added")
  static let wasRemoved = EventKind<DropFolder>("sales.drop-folder-removed")

  static func add(_ new: New, _ context: Context) async throws -> DropFolder {
    let name = new.name[...].trimmedBlanks, loader = new.loader.flatMap { $0.isEmpty ? nil : $0 } ?? "auto"
    guard isFit(name) else { throw DropRefusal.badName(name) }
    let folder = DropFolder(
      id: .new(at: context.now), name: name, loader: loader, isOn: true, actor: context.actor.id,
      actorName: context.actor.name, actorRole: context.actor.role, createdAt: context.now)
    try await context.write { db in
      if loader != "auto" { _ = try LoaderSpec.find(loader, for: context.actor, db) }
      try db.lock("sales_drop_folders")
      guard try !all(db).contains(where: { $0.name == name }) else { throw DropRefusal.nameTaken(name) }
      try insert(folder, db)
      try context.publish(wasAdded, folder.id, after: ["name": name, "loader": loader], db)
    }
    for place in ["", "/done", "/refused"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(in: context.folder) + place, withIntermediateDirectories: true)
    }
    return folder
  }

  /// Its files stay where they are.
  static func remove(_ id: ID<DropFolder>, _ context: Context) async throws -> DropFolder {
    try await context.write { db in
      let folder = try find(id, for: context.actor, db)
      try delete(id, db)
      try context.publish(wasRemoved, id, before: ["name": folder.name], db)
      return folder
    }
  }

  // MARK: - Looking

  /// Looks into every folder; a file that is complete becomes a job.
  static func look(_ context: Context) async throws {
    for folder in try await context.read({ try all($0) }) where folder.isOn {
      let files = folder.files(in: context.folder)
      try await context.database.write { db in
        try folder.forgetAll(but: files.map(\.name), db)
        for file in files { try folder.consider(file, context, db) }
      }
    }
  }

  /// The files that lie in it now. A folder that is not there has none.
  private func files(in folder: String) -> [DroppedFile] {
    let path = path(in: folder), manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: path)) ?? []
    return names.sorted().filter(DroppedFile.isCandidate).compactMap { name in
      guard let facts = try? manager.attributesOfItem(atPath: "\(path)/\(name)"),
        facts[.type] as? FileAttributeType == .typeRegular,
        let bytes = (facts[.size] as? NSNumber)?.int64Value,
        let changed = facts[.modificationDate] as? Date
      else { return nil }
      return DroppedFile(name: name, bytes: bytes, changedAt: changed)
    }
  }

  private func consider(_ file: DroppedFile, _ context: Context, _ db: Connection) throws {
    let earlier = try seen(file.name, db)
    if earlier?.isTaken == true { return }
    let before = earlier.map { (bytes: $0.bytes, changedAt: $0.changedAt, seenAt: $0.seenAt) }
    guard file.isComplete(after: before, now: context.now) else {
      let isSame = before.map {
        $0.bytes == file.bytes && abs($0.changedAt.timeIntervalSince(file.changedAt)) < 0.01
      }
      // The first look at a size counts, so that stillness can be told.
      if isSame != true { try note(file, isTaken: false, at: context.now, db) }
      return
    }
    try note(file, isTaken: true, at: context.now, db)
    let owner = Context(
      actor: Actor(id: actor, name: actorName, role: actorRole), now: context.now, database: context.database,
      requestID: context.requestID, folder: context.folder)
    _ = try owner.enqueue(
      DropFolder.job, DropWork(folder: id, file: file.name), title: "Import of \(file.title) from “\(name)”",
      subject: "/sales/drop-folders", db)
  }

  // MARK: - Taking

  /// Imports a file and moves it where it then belongs, with a report beside it.
  static func take(_ work: DropWork, _ context: Context, _ progress: @escaping ImportProgress) async throws
    -> DropOutcome
  {
    let folder = try await context.read { try find(work.folder, $0) }
    let root = folder.path(in: context.folder), path = "\(root)/\(work.file)"
    let file = DroppedFile(name: work.file, bytes: 0, changedAt: context.now)
    // A run that was killed may have moved it before its end was kept.
    guard FileManager.default.fileExists(atPath: path) else {
      try await context.database.write { try folder.forget(work.file, $0) }
      return DropOutcome(file: file.title, isDone: true, report: "The file was taken already.", batch: nil)
    }
    let outcome: DropOutcome
    do {
      let result = try await SalesImport.fromFile(path, loader: folder.loader, context, progress)
      outcome = DropOutcome(file: file.title, isDone: true, report: result.report, batch: result.batch)
    } catch let refusal as any Refusal {
      outcome = DropOutcome(file: file.title, isDone: false, report: refusal.message, batch: nil)
    }
    try folder.move(path, file.title, outcome, context)
    try await context.database.write { try folder.forget(work.file, $0) }
    return outcome
  }

  private func move(_ path: String, _ title: String, _ outcome: DropOutcome, _ context: Context) throws {
    let place = "\(self.path(in: context.folder))/\(outcome.isDone ? "done" : "refused")"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    var target = "\(place)/\(title)", number = 1
    while FileManager.default.fileExists(atPath: target) {
      number += 1
      target = "\(place)/\(number)-\(title)"
    }
    // The report first: a file that was moved has one.
    try Data((outcome.report + "\n").utf8).write(
      to: URL(fileURLWithPath: target + ".report.txt"), options: .atomic)
    try FileManager.default.moveItem(atPath: path, toPath: target)
  }
}

/// A file of a drop folder that is to be imported.
struct DropWork: Codable, Sendable {
  let folder: ID<DropFolder>
  let file: String
}

/// What became of a file of a drop folder.
struct DropOutcome: Codable, Sendable {
  let file: String
  let isDone: Bool
  let report: String
  let batch: ID<SalesBatch>?
}

extension ImportResult {
  /// The result in some lines of plain text.
  var report: String {
    var lines = [
      isRepeat
        ? "\(fileName) was in already: nothing was changed." : "\(fileName), read by the loader “\(loader)”.",
      "\(accepted) rows accepted, \(rejected) rejected, \(duplicates) known already, \(restated) restated, "
        + "\(unknown) unknown codes.",
    ]
    lines += totals.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    if !method.isEmpty { lines.append("Weeks: \(method)") }
    lines += warnings.map { "Note: \($0)" }
    lines += (findings ?? []).map { "Seen: \($0)" }
    lines += firstRejects.prefix(20).map { "Line \($0.line), \($0.field): \($0.reason)" }
    return lines.joined(separator: "\n")
  }
}
