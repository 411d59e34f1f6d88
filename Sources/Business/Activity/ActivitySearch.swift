import Accounts
import Blueprint
import Catalog
import Kernel
import People
import Storage

extension Interaction {
  static let searchKind = "interaction"

  /// By the words of subject and text.
  static let search = SearchSource("Activity", icon: "history") { query, limit, context in
    let found = try await context.read { db in
      let ids = try SearchEntry.best(
        searchKind, query, for: context.actor, limit: limit, db, of: Interaction.self)
      // Of an empty list SQLite would read everything that the reader may see.
      return ids.isEmpty
        ? [] : try records(where: "i.id IN \(SQL.list(ids))", for: context.actor, limit: limit, db)
    }
    return found.map { one in
      SearchSource.Hit(
        title: one.interaction.subject,
        detail:
          "\(Words.title(one.interaction.kind.rawValue)), \(one.account), \(DisplayNumber.day(one.interaction.day))",
        href: one.location)
    }
  }

  func entry(_ reaches: [ID<Account>: String]) -> SearchEntry {
    SearchEntry(
      Interaction.searchKind, id.text, account: account.text,
      reach: reaches[account] ?? Reach.marks(owner: nil, team: nil), words: SearchWords.of(subject, body))
  }

  static func noteForSearch(_ all: [Interaction], _ db: Connection) throws {
    let reaches = try Account.reaches(of: all.map(\.account), db)
    try SearchEntry.replace(of: all.map(\.id.text), by: all.map { $0.entry(reaches) }, db)
  }

  static let filling = SearchEntry.filling(searchKind, from: "interactions") { ids, db in
    for batch in ids.chunked(by: 500) {
      try noteForSearch(
        try db.all("SELECT \(columns) FROM interactions i WHERE i.id IN \(SQL.list(batch))") {
          try Interaction($0)
        }, db)
    }
  }
}

extension WorkTask {
  static let searchKind = "task"

  /// By the words of title and note.
  static let search = SearchSource("Tasks and promises", icon: "list-check") { query, limit, context in
    let found = try await context.read { db in
      let ids = try SearchEntry.best(
        searchKind, query, for: context.actor, limit: limit, db, of: WorkTask.self)
      return ids.isEmpty
        ? [] : try rows(where: "t.id IN \(SQL.list(ids))", for: context.actor, limit: limit, db)
    }
    return found.map { row in
      let due = row.task.due.map { "due \(DisplayNumber.day($0))" }
      return SearchSource.Hit(
        title: row.task.title,
        detail: [row.task.kind.words, row.account, due].compactMap { $0 }.joined(separator: ", "),
        href: "/tasks/\(row.task.id)")
    }
  }

  static func noteForSearch(_ all: some Collection<WorkTask>, _ db: Connection) throws {
    let reaches = try Account.reaches(of: all.map(\.account), db)
    try SearchEntry.replace(
      of: all.map(\.id.text),
      by: all.lazy.map { task in
        SearchEntry(
          searchKind, task.id.text, account: task.account.text,
          reach: reaches[task.account] ?? Reach.marks(owner: nil, team: nil),
          words: SearchWords.of(task.title, task.note))
      }, db)
  }

  static let filling = SearchEntry.filling(searchKind, from: "tasks") { ids, db in
    for batch in ids.chunked(by: 500) {
      try noteForSearch(
        try db.all("SELECT \(columns) FROM tasks t WHERE t.id IN \(SQL.list(batch))") { try WorkTask($0) }, db
      )
    }
  }
}
