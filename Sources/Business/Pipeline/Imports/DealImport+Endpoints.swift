import Blueprint
import Kernel

extension DealImport {
  static let endpoints: [Endpoint] = [upload, show, confirmation, undoing, rejected]

  /// Whoever imports sees every account: a file of others' deals must not tell what is hidden.
  private static let upload = Endpoint(
    .post, "/deals/imports", "Import deals from Salesforce, HubSpot or another system's file",
    allow: .director
  ) { (input: New, context) in
    try await preview(input, context)
  }.accepting(bytes: 1 << 30).form(
    Form(
      at: "/deals/imports/new", "Import deals", submit: "Look at the file", section: "pipeline",
      fields: [
        .init(
          "file", "File", .file,
          hint: "CSV, workbook or JSON lines, as Salesforce, HubSpot or others export deals.",
          required: true),
        .init(
          "source", "System it comes from",
          hint: "Such as Salesforce. The same file again then changes nothing.", required: true),
        .init(
          "process", "Process",
          hint: "Which the deals go through; one called like the system, when left empty."),
        .init("accounts", "Accounts that nobody knows", .choice { _ in unknownOptions }),
        .init(
          "mapping", "Heads that are called otherwise",
          hint: "field=head; for example amount=Value;account=Company"),
        .init("dayFirst", "3/4/2026 is the third of April", .flag),
      ], initial: { _, _ in ["accounts": UnknownAccounts.reject.rawValue] }))

  private static var unknownOptions: [Form.Option] {
    [
      .init(UnknownAccounts.reject.rawValue, "Reject their rows"),
      .init(UnknownAccounts.prospects.rawValue, "Add them as prospects"),
      .init(UnknownAccounts.without.rawValue, "Keep the deals without an account"),
    ]
  }

  private static let show = Endpoint(.get, "/deals/imports/{id}", "Show an import of deals", allow: .director)
  {
    (input: Wanted, context) in
    try await context.read { try find(input.id, $0) }
  }.page(DealImportPage.draw)

  private static let confirmation = Endpoint(
    .post, "/deals/imports/{id}/confirmation", "Carry out an import of deals", allow: .director
  ) { (input: Wanted, context) in
    try await confirm(input.id, context)
  }

  private static let undoing = Endpoint(
    .post, "/deals/imports/{id}/undo", "Undo an import of deals", allow: .director
  ) { (input: Wanted, context) in
    try await undo(input.id, context)
  }

  private static let rejected = Endpoint(
    download: "/deals/imports/{id}/rejects", "Rows that an import of deals did not take", allow: .director
  ) { (input: Wanted, context) in
    try await rejects(of: input.id, context)
  }
}
