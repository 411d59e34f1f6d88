import Accounts
import Blueprint
import Foundation
import Kernel
import Storage

/// A file on its way in: uploaded, mapped, rehearsed, not yet imported.
package struct ImportDraft: Codable, Sendable {
  let id: ID<ImportDraft>
  let path: String
  let fileName: String
  /// Empty until a loader is chosen or mapped.
  var spec: LoaderSpec?
  var decisions = ImportRequest.Decisions()
  var rehearsal: ImportResult?
  var batch: ID<SalesBatch>?

  var step: String {
    // What was guessed is shown once, and kept as a loader when someone has agreed to it.
    guard let rehearsal, let spec, spec.name != LoaderSpec.generic else { return "columns" }
    return rehearsal.unknown > 0 ? "codes" : "check"
  }

  var href: String { "/sales/imports/drafts/\(id)" }

  /// The file prints totals that its rows don't come to.
  var hasOtherTotals: Bool { rehearsal?.controls?.contains { !$0.ties } ?? false }

  func request(_ mode: ImportRequest.Mode) throws -> ImportRequest {
    guard let spec else { throw ImportRefusal.draftGone }
    var request = ImportRequest(path: path, fileName: fileName, loader: spec, mode: mode)
    request.decisions = decisions
    // The check names both figures; whoever goes on from there has accepted them.
    if mode == .store, hasOtherTotals { request.loader.totals = .accept }
    return request
  }
}
