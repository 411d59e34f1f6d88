import Blueprint
import Kernel

extension SavedView {
  static let endpoints = [list, add, remove]

  private static let list = Endpoint(.get, "/views", "List saved views of a list", allow: .viewer) {
    (input: Wanted, context) in
    try await context.read { Views(items: try all(of: input.list, for: context.actor, $0)) }
  }

  private static let add = Endpoint(.post, "/views", "Save a view of a list", allow: .viewer) {
    (input: New, context) in
    try await save(input, context)
  }.form(
    Form(
      at: "/views/new", "Save this view", submit: "Save view",
      fields: [
        .init("name", "Name", hint: "Filters, order and columns are kept under it.", required: true),
        .init("shared", "Show it to everyone", .flag),
        .init("list", "List", .hidden), .init("query", "Query", .hidden),
      ]))

  private static let remove = Endpoint(.delete, "/views/{id}", "Delete a saved view", allow: .viewer) {
    (input: Named, context) in
    try await delete(input.id, context)
    return Done()
  }
}
