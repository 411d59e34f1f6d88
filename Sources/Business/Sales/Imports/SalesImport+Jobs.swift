package import Blueprint
import Foundation
import Kernel
import Storage

/// What an import's job needs to begin, and to begin again.
struct ImportWork: Codable, Sendable {
  let request: ImportRequest
  var draft: ID<ImportDraft>?
}

extension SalesImport {
  /// Killed, it starts over: what the first run left was never visible and is thrown away.
  package static let job = JobKind("sales.import", "Import of a sales file") {
    (work: ImportWork, run: JobRun) in
    let result = try await SalesImport.run(work.request, run.context) { done, total, word in
      try await run.report(done, total, word)
    }
    if let id = work.draft, let batch = result.batch {
      try await run.context.database.write { db in
        try ImportDraft.finish(id, as: batch, db)
      }
    }
    return result
  }
}
