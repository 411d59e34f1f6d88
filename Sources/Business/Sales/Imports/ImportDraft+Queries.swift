import Blueprint
import Foundation
import Kernel
import Storage

extension ImportDraft {
  /// Notes which import a draft has become.
  static func finish(_ id: ID<ImportDraft>, as batch: ID<SalesBatch>, _ db: Connection) throws {
    try db.run("UPDATE sales_drafts SET batch_id = \(batch) WHERE id = \(id)")
  }

  static func find(_ id: ID<ImportDraft>, _ context: Context) async throws -> ImportDraft {
    let found = try await context.read { db in
      try db.first(
        """
        SELECT spec_json, decisions_json, result_json, batch_id, file_path, file_name FROM sales_drafts
        WHERE id = \(id) AND actor_id = \(context.actor.id)
        """
      ) { row in
        var draft = ImportDraft(id: id, path: try row.text(4), fileName: try row.text(5))
        let spec = try row.text(0)
        if !spec.isEmpty { draft.spec = try JSONDecoder().decode(LoaderSpec.self, from: Data(spec.utf8)) }
        draft.decisions = try JSONDecoder().decode(
          ImportRequest.Decisions.self, from: Data(try row.text(1).utf8))
        draft.rehearsal = try row.textOrNil(2).map {
          try JSONDecoder().decode(ImportResult.self, from: Data($0.utf8))
        }
        draft.batch = try row.idOrNil(3)
        return draft
      }
    }
    guard let found, FileManager.default.fileExists(atPath: found.path) else { throw ImportRefusal.draftGone }
    return found
  }

  func save(_ context: Context) async throws {
    try await context.write { db in try save(context, db) }
  }

  func save(_ context: Context, _ db: Connection) throws {
    let specText = try spec.map { try JSON.text(of: $0) } ?? ""
    let resultText = try rehearsal.map { try JSON.text(of: $0) }
    try db.run(
      """
      INSERT INTO sales_drafts (id, file_path, file_name, loader, spec_json, decisions_json, result_json,
      batch_id,
        actor_id, created_at)
      VALUES (\(id), \(path), \(fileName), \(spec?.name ?? ""), \(specText), \(try JSON.text(of: decisions)),
        \(resultText), \(batch), \(context.actor.id), \(context.now))
      ON CONFLICT (id) DO UPDATE SET loader = excluded.loader, spec_json = excluded.spec_json,
        decisions_json = excluded.decisions_json, result_json = excluded.result_json, batch_id =
        excluded.batch_id
      """)
  }

  /// A new draft: with a loader it is rehearsed at once, without one its columns wait to be mapped.
  static func begin(_ upload: Upload, loader: String, _ context: Context) async throws -> ImportDraft {
    var draft = ImportDraft(id: .new(at: context.now), path: upload.path, fileName: upload.name)
    do {
      draft.spec = try await SalesDesk.loader(loader.isEmpty ? "auto" : loader, for: upload.path, context)
        .spec
      try await draft.rehearse(context)
    } catch let refusal as LoaderRefusal {
      // What the file's columns mean can be said in the next step; an unknown loader's name can't.
      if case .unknownLoader = refusal { throw refusal }
      (draft.spec, draft.rehearsal) = (nil, nil)
    }
    try await draft.save(context)
    return draft
  }

  mutating func rehearse(_ context: Context) async throws {
    rehearsal = try await SalesImport.run(try request(.rehearse), context)
  }
}
