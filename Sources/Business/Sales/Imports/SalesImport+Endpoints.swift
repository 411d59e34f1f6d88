import Blueprint
import Foundation
import Kernel
import Storage

/// A file sent to be imported.
struct ImportUpload: Codable, Sendable {
  var file: Upload
  /// A loader's name; `auto` to have the file recognised.
  var loader: String?
  var weekOne: Day?
  var currency: Currency?
  var dates: String?
}

/// An import that was put aside for the worker.
struct ImportStarted: Codable, Sendable, Located {
  let job: ID<Job>
  let loader: String
  var location: String { "/jobs/\(job)" }
}

struct BatchID: Codable, Sendable { var id: ID<SalesBatch> }

extension SalesImport {
  static let endpoints: [Endpoint] = [
    SalesBatch.listing.endpoint(allow: .analyst), upload, show, undoing, restoring, rejects,
  ]

  private static let upload = Endpoint(
    .post, "/sales/imports", "Import a sales file", allow: .analyst
  ) { (input: ImportUpload, context) in
    var parameters: [String: String] = [:]
    if let day = input.weekOne { parameters["weekOne"] = day.description }
    if let currency = input.currency { parameters["currency"] = currency.code }
    if let dates = input.dates { parameters["dates"] = dates }
    let choice = try await SalesDesk.loader(
      input.loader ?? "auto", for: input.file.path, parameters: parameters, context)
    var request = ImportRequest(path: input.file.path, fileName: input.file.name, loader: choice.spec)
    request.findings = choice.findings
    let work = ImportWork(request: request)
    let job = try await context.write { db in
      try context.enqueue(
        SalesImport.job, work, title: "Import of \(input.file.name)", db)
    }
    return ImportStarted(job: job, loader: choice.spec.name)
  }.accepting(bytes: 8 << 30)

  private static let show = Endpoint(
    .get, "/sales/imports/{id}", "One import: what it brought", allow: .analyst
  ) {
    (input: BatchID, context) in
    try await context.read { try SalesBatch.find(input.id, for: context.actor, $0) }
  }.page { (batch: SalesBatch, visit) in
    Page(
      "import-result", title: batch.fileName, section: "imports",
      crumbs: [.init("Imports", "/sales/imports")],
      ImportResultView(batch, formToken: visit.formToken))
  }

  private static let undoing = Endpoint(
    .post, "/sales/imports/{id}/undo", "Take an import back", allow: .analyst
  ) { (input: BatchID, context) in
    _ = try await context.read { try SalesBatch.find(input.id, for: context.actor, $0) }
    return try await undo(input.id, context)
  }.page { (batch: SalesBatch, visit) in
    Page(
      "import-result", title: batch.fileName, section: "imports",
      crumbs: [.init("Imports", "/sales/imports")],
      ImportResultView(batch, formToken: visit.formToken))
  }

  private static let restoring = Endpoint(
    .post, "/sales/imports/{id}/restoration", "Bring back an import that was taken back", allow: .analyst
  ) { (input: BatchID, context) in
    _ = try await context.read { try SalesBatch.find(input.id, for: context.actor, $0) }
    return try await restore(input.id, context)
  }.page { (batch: SalesBatch, visit) in
    Page(
      "import-result", title: batch.fileName, section: "imports",
      crumbs: [.init("Imports", "/sales/imports")],
      ImportResultView(batch, formToken: visit.formToken))
  }

  private static let rejects = Endpoint(
    download: "/sales/imports/{id}/rejects", "The rows of an import that were not taken, as CSV",
    allow: .analyst
  ) { (input: BatchID, context) in
    let batch = try await context.read { try SalesBatch.find(input.id, for: context.actor, $0) }
    guard let path = batch.rejectsPath, FileManager.default.fileExists(atPath: path) else {
      return Download(
        name: "rejected-rows.csv", type: "text/csv; charset=utf-8",
        content: .bytes(Array("line,field,reason,text\n".utf8)))
    }
    return Download(name: "rejected-rows.csv", type: "text/csv; charset=utf-8", content: .file(path: path))
  }
}

extension SalesBatch {
  /// All imports that were finished.
  static let listing = Listing<SalesBatch>(
    "Imports", nouns: ("import", "imports"), at: "/sales/imports", section: "imports", select: columns,
    from: from,
    id: "b.id", idText: { $0.id.text }, sort: "-when",
    columns: [
      .init("file", "File", order: "b.file_key", href: { "/sales/imports/\($0.id)" }) { .text($0.fileName) },
      .init("source", "Source", order: "s.name") { .text($0.sourceName) },
      .init("state", "State", order: "b.state") { .text($0.state == .visible ? "counts" : "taken back") },
      .init("rows", "Rows taken", order: "b.accepted", numeric: true) { .whole(Int64($0.result.accepted)) },
      .init("rejected", "Rejected", order: "b.rejected", numeric: true) { .whole(Int64($0.result.rejected)) },
      .init("restated", "Restated", order: "b.restated", numeric: true) { .whole(Int64($0.result.restated)) },
      .init("weeks", "Last week") { $0.result.weeks.map { .day($0.last.lastDay) } ?? .empty },
      .init("when", "Imported", order: "b.id") { .day(Day($0.startedAt)) },
      .init("by", "By", order: "b.actor_name") { .text($0.actorName) },
    ],
    empty: .init(
      "No imports yet",
      "Every file that you import stands here: what it brought, what was rejected, and a way back.",
      action: (label: "Import a sales file", href: "/sales/imports/new")),
    visible: SalesBatch.visible,
    matches: { "b.file_key LIKE \("%" + $0 + "%")" },
    make: { try SalesBatch($0) }
  ).adding("Import a sales file", at: "/sales/imports/new")
}

extension Listing {
  fileprivate func adding(_ label: String, at href: String) -> Listing {
    var copy = self
    copy.action = (label, href, .analyst)
    return copy
  }
}
