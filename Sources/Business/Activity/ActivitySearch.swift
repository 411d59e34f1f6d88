import Accounts
import Blueprint
import Catalog
import Kernel
import People
import Storage

extension Interaction {
  /// By the words of subject and text.
  static let search = SearchSource("Activity", icon: "history") { query, limit, context in
    let found = try await context.read { try search(query, for: context.actor, limit: limit, $0) }
    return found.map { one in
      SearchSource.Hit(
        title: one.interaction.subject,
        detail:
          "\(Words.title(one.interaction.kind.rawValue)), \(one.account), \(DisplayNumber.day(one.interaction.day))",
        href: one.location)
    }
  }
}

extension WorkTask {
  /// By the beginning of the title.
  static let search = SearchSource("Tasks and promises", icon: "list-check") { query, limit, context in
    guard !query.isEmpty else { return [] }
    let found = try await context.read { db in
      try rows(
        where: Person.begins("t.search_key", query), for: context.actor, limit: limit, db)
    }
    return found.map { row in
      let due = row.task.due.map { "due \(DisplayNumber.day($0))" }
      return SearchSource.Hit(
        title: row.task.title,
        detail: [row.task.kind.words, row.account, due].compactMap { $0 }.joined(separator: ", "),
        href: "/tasks/\(row.task.id)")
    }
  }
}
