import Blueprint
import Files
import Foundation
import Kernel
import Storage

/// A draft and where to go on with it.
struct DraftStep: Codable, Sendable, Located {
  let draft: ID<ImportDraft>
  let step: String
  var location: String { "/sales/imports/drafts/\(draft)/\(step)" }

  init(_ draft: ImportDraft, step: String? = nil) {
    self.draft = draft.id
    self.step = step ?? draft.step
  }
}

struct DraftID: Codable, Sendable { var id: ID<ImportDraft> }

struct DraftUpload: Codable, Sendable {
  var file: Upload
  var loader: String?
}

/// What the last step shows: the import once it is done, or how far it is.
struct DraftOutcome: Codable, Sendable {
  let draft: ImportDraft
  let batch: SalesBatch?
  let job: Job?
}

/// The import wizard: file, columns, codes, check, result. Each step is a page with an address of its own.
enum Wizard {
  static let endpoints: [Endpoint] = [start, begin, columns, map, codes, decide, check, rejects, go, result]

  private static let crumbs: [Page.Crumb] = [.init("Imports", "/sales/imports")]

  private static let start = Endpoint(
    .get, "/sales/imports/new", "Choose a sales file to import", allow: .analyst
  ) {
    (_: NoInput, context) in
    try await context.read {
      ImportStart(
        loaders: try LoaderSpec.all(for: context.actor, $0),
        recent: try SalesBatch.latest(for: context.actor, limit: 5, $0))
    }
  }.page { (start: ImportStart, visit) in
    Page(
      "import-upload", title: "Import a sales file", section: "imports", crumbs: crumbs,
      ImportUploadView(start, formToken: visit.formToken))
  }.unpublished

  private static let begin = Endpoint(.post, "/sales/imports/drafts", "Prepare an import", allow: .analyst) {
    (input: DraftUpload, context) in
    DraftStep(try await ImportDraft.begin(input.file, loader: input.loader ?? "auto", context))
  }.accepting(bytes: 8 << 30).unpublished

  private static let columns = Endpoint(
    .get, "/sales/imports/drafts/{id}/columns", "What the columns of a file mean", allow: .analyst
  ) { (input: DraftID, context) in
    try await ImportDraft.find(input.id, context).mapping(context)
  }.page { (mapping: ColumnMapping, visit) in
    Page(
      "import-map", title: mapping.fileName, section: "imports", crumbs: crumbs,
      ImportMapView(mapping, formToken: visit.formToken))
  }.unpublished

  private static let map = Endpoint(
    .post, "/sales/imports/drafts/{id}/columns", "Keep what the columns mean", allow: .analyst
  ) { (form: FormFields, context) in
    var draft = try await ImportDraft.find(form.id, context)
    try await draft.map(form, context)
    return DraftStep(draft)
  }.unpublished

  private static let codes = Endpoint(
    .get, "/sales/imports/drafts/{id}/codes", "Codes of a file that nobody knows", allow: .analyst
  ) { (input: DraftID, context) in
    try await ImportDraft.find(input.id, context).openCodes(context)
  }.page { (open: OpenCodes, visit) in
    Page(
      "import-codes", title: open.fileName, section: "imports", crumbs: crumbs,
      ImportCodesView(open, formToken: visit.formToken))
  }.unpublished

  private static let decide = Endpoint(
    .post, "/sales/imports/drafts/{id}/codes", "Decide what unknown codes are", allow: .analyst
  ) { (form: FormFields, context) in
    var draft = try await ImportDraft.find(form.id, context)
    try await draft.decide(form, context)
    return DraftStep(draft, step: "check")
  }.unpublished

  private static let check = Endpoint(
    .get, "/sales/imports/drafts/{id}/check", "What an import would do", allow: .analyst
  ) { (input: DraftID, context) in
    try await ImportDraft.find(input.id, context)
  }.page { (draft: ImportDraft, visit) in
    Page(
      "import-dry-run", title: draft.fileName, section: "imports", crumbs: crumbs,
      ImportCheckView(draft, formToken: visit.formToken))
  }.unpublished

  private static let rejects = Endpoint(
    download: "/sales/imports/drafts/{id}/rejects", "The first rows that an import would reject",
    allow: .analyst
  ) { (input: DraftID, context) in
    let draft = try await ImportDraft.find(input.id, context)
    return Download(
      name: "rejected-rows.csv", type: "text/csv; charset=utf-8",
      content: .bytes(try RejectLog.csv(draft.rehearsal?.firstRejects ?? [])))
  }.unpublished

  private static let go = Endpoint(
    .post, "/sales/imports/drafts/{id}/import", "Import a file that was checked", allow: .analyst
  ) { (input: DraftID, context) in
    let draft = try await ImportDraft.find(input.id, context)
    let work = ImportWork(request: try draft.request(.store), draft: draft.id)
    try await context.write { db in
      _ = try context.enqueue(
        SalesImport.job, work, title: "Import of \(draft.fileName)", subject: "\(draft.href)/result", db)
    }
    return DraftStep(draft, step: "result")
  }.unpublished

  private static let result = Endpoint(
    .get, "/sales/imports/drafts/{id}/result", "What an import did", allow: .analyst
  ) { (input: DraftID, context) in
    let draft = try await ImportDraft.find(input.id, context)
    return try await context.read { db in
      let job = try Job.latest(for: context.actor, limit: 50, db).first {
        $0.subject == "\(draft.href)/result"
      }
      return DraftOutcome(draft: draft, batch: try draft.batch.map { try SalesBatch.find($0, db) }, job: job)
    }
  }.page { (outcome: DraftOutcome, visit) in
    let view =
      outcome.batch.map { ImportResultView($0, formToken: visit.formToken) }
      ?? ImportResultView(waiting: outcome.draft, job: outcome.job)
    return Page("import-result", title: outcome.draft.fileName, section: "imports", crumbs: crumbs, view)
  }.unpublished
}

extension RejectLog {
  /// The same layout for rejects that are in memory.
  static func csv(_ rejects: [ImportResult.Reject]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let writer = writer { bytes.append(contentsOf: $0) }
    try writer.row(["line", "field", "reason", "text"])
    for one in rejects { try writer.row([String(one.line), one.field, one.reason, one.text]) }
    try writer.finish()
    return bytes
  }
}
