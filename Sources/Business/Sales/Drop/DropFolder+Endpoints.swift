import Blueprint
import Foundation
import Kernel
import Storage

struct DropFolderID: Codable, Sendable { var id: ID<DropFolder> }

extension DropFolder {
  /// Every half minute; what is found becomes jobs.
  static let chore = Chore("sales.drop-folders", every: 30) { try await look($0) }

  /// Killed, it starts over: a file that was imported is known by its bytes, and is only moved.
  static let job = JobKind("sales.drop", "Import of a file from a drop folder") {
    (work: DropWork, run: JobRun) in
    try await take(work, run.context) { done, total, word in try await run.report(done, total, word) }
  }

  static let endpoints: [Endpoint] = [
    listing.endpoint(allow: .analyst),
    Endpoint(.post, "/sales/drop-folders", "Add a drop folder", allow: .analyst) { (input: New, context) in
      try await add(input, context)
    }.form(
      Form(
        at: "/sales/drop-folders/new", "Add a drop folder", submit: "Add the folder", section: "imports",
        fields: [
          .init(
            "name", "Name", hint: "The folder drop/NAME in the program's data folder is made and watched.",
            required: true, autocomplete: "off"),
          .init(
            "loader", "Loader",
            .choice { context in
              [Form.Option("auto", "Recognise each file")]
                + (try await context.read { try LoaderSpec.all(for: context.actor, $0) }).map {
                  Form.Option($0.name, $0.title)
                }
            }),
        ], done: { _, _ in "/sales/drop-folders" })),
    Endpoint(.delete, "/sales/drop-folders/{id}", "Remove a drop folder; its files stay", allow: .analyst) {
      (input: DropFolderID, context) in
      try await remove(input.id, context)
    }.form(
      Form(
        at: "/sales/drop-folders/{id}/removal", "Stop watching this folder", submit: "Stop watching",
        section: "imports", fields: [], done: { _, _ in "/sales/drop-folders" })),
  ]

  static let listing: Listing<DropFolder> = {
    var list = Listing<DropFolder>(
      "Drop folders", nouns: ("drop folder", "drop folders"), at: "/sales/drop-folders", section: "imports",
      select: columns, from: "FROM sales_drop_folders d", id: "d.id", idText: { $0.id.text }, sort: "name",
      columns: [
        .init("name", "Folder", order: "d.name", href: { "/sales/drop-folders/\($0.id)/removal" }) {
          .text("drop/\($0.name)")
        },
        .init("loader", "Loader", order: "d.loader") { .text($0.loader) },
        .init("by", "Imports for", order: "d.actor_name") { .text($0.actorName) },
        .init("since", "Since", order: "d.id") { .day(Day($0.createdAt)) },
      ],
      empty: .init(
        "No drop folders yet",
        "A folder on the server that is watched: each file put into it is imported once, then moved to done or refused "
          + "with a report beside it.",
        action: (label: "Add a drop folder", href: "/sales/drop-folders/new")),
      visible: visible, matches: { "d.name LIKE \("%" + $0 + "%")" }, make: { try DropFolder($0) })
    list.action = ("Add a drop folder", "/sales/drop-folders/new", .analyst)
    return list
  }()
}
