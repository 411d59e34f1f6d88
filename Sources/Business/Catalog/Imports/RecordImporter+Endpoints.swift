package import Blueprint
import Kernel

extension RecordImporter {
  /// Files larger than this are worked on as a job.
  static var mostRowsAtOnce: Int { 20_000 }
  /// An upload of records may have this many bytes.
  static var mostBytes: Int { 1 << 30 }

  /// The work of a large import.
  package var job: JobKind {
    JobKind("\(kind).import", "Import of \(nouns)") { (input: RecordImport.Wanted, run) in
      try await run.report(0, 1, "Importing \(nouns)")
      let done = try await apply(input.id, run.context)
      try await run.report(1, 1, "Imported \(DisplayNumber.grouped(done.counts.new)) new \(nouns)")
      return done.counts
    }
  }

  /// Upload, look, confirm, undo, and the rejects as a file.
  package func endpoints(allow: Permission) -> [Endpoint] {
    let base = "/\(kind)/imports"
    return [
      Endpoint(.post, base, "Import \(nouns) from a file", allow: allow) {
        (input: RecordImport.New, context) in
        try await preview(input, context)
      }.accepting(bytes: Self.mostBytes).form(uploadForm(base)),
      Endpoint(.get, base + "/{id}", "Show an import of \(nouns)", allow: allow) {
        (input: RecordImport.Wanted, context) in
        try await context.read { try RecordImport.find(input.id, kind: kind, for: context.actor, $0) }
      }.page(RecordImportPage.draw(nouns)),
      Endpoint(.post, base + "/{id}/confirmation", "Carry out an import of \(nouns)", allow: allow) {
        (input: RecordImport.Wanted, context) in
        try await confirm(input.id, context)
      },
      Endpoint(.post, base + "/{id}/undo", "Undo an import of \(nouns)", allow: allow) {
        (input: RecordImport.Wanted, context) in
        try await takeBack(input.id, context)
      },
      Endpoint(download: base + "/{id}/rejects", "Rows that an import of \(nouns) did not take", allow: allow)
      {
        (input: RecordImport.Wanted, context) in
        try await rejects(of: input.id, context)
      },
    ]
  }

  private func confirm(_ id: ID<RecordImport>, _ context: Context) async throws -> RecordImport {
    let one = try await context.read { try RecordImport.find(id, kind: kind, for: context.actor, $0) }
    guard one.state == .previewed else { throw RecordImportRefusal.wrongState(one.state.rawValue) }
    if one.counts.rows <= Self.mostRowsAtOnce { return try await apply(id, context) }
    return try await context.write { db in
      _ = try context.enqueue(
        job, RecordImport.Wanted(id: id), title: "Import of \(one.fileName)", subject: one.location, db)
      try RecordImport.setState(.queued, id, at: context.now, db)
      return try RecordImport.find(id, kind: kind, for: context.actor, db)
    }
  }

  private func uploadForm(_ base: String) -> Form {
    Form(
      at: base + "/new", "Import \(nouns)", submit: "Look at the file", section: kind,
      fields: [
        .init(
          "file", "File", .file, hint: "CSV or TSV, plain or gzip, with a head in the first row.",
          required: true),
        .init(
          "source", "Source of the codes",
          hint: "Where the file has a column “code”: whose codes these are, such as a portal's name."),
        .init(
          "mapping", "Heads that are called otherwise",
          hint: "field=head; for example name=Store;city=Town. Fields of your own: field.key=head."),
      ])
  }
}
