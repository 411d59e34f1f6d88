package import Accounts
package import Blueprint
import Catalog
import Foundation
package import Kernel
package import People
package import Storage

/// A task with the names that a reader needs.
package struct TaskRow: Reply, Hashable, Located {
  package let task: WorkTask
  package let account: String
  package let person: String?
  package let owner: String?
  /// What it holds in the company's own fields; told of one alone, not in lists.
  package var fields: CustomRecord?

  package var location: String { "/tasks" }
}

extension WorkTask {
  static let fields = [
    "id", "kind", "title", "search_key", "note", "account_id", "person_id", "interaction_id", "owner_id",
    "due_day",
    "closed_on", "outcome", "evidence", "version", "created_at", "changed_at",
  ]
  /// The columns that `init(_:at:)` reads, of a table called `t`.
  static let columns = SQL(raw: fields.map { "t.\($0)" }.joined(separator: ", "))

  package init(_ row: Row, at start: Int = 0) throws {
    id = try row.id(start)
    kind = try row.choice(start + 1)
    title = try row.text(start + 2)
    note = try row.text(start + 4)
    account = try row.id(start + 5)
    person = try row.idOrNil(start + 6)
    interaction = try row.idOrNil(start + 7)
    owner = try row.idOrNil(start + 8)
    due = try row.dayOrNil(start + 9)
    closedOn = try row.dayOrNil(start + 10)
    outcome = try row.choiceOrNil(start + 11)
    evidence = try row.text(start + 12)
    version = try row.int(start + 13)
    createdAt = try row.moment(start + 14)
    changedAt = try row.moment(start + 15)
  }

  var values: [Value] {
    [
      id.value, kind.value, title.value, SearchKey.fold(title).value, note.value, account.value, person.value,
      interaction.value, owner.value, due.value, closedOn.value, outcome.value, evidence.value, version.value,
      createdAt.value, changedAt.value,
    ]
  }

  package static func save(_ tasks: some Collection<WorkTask>, _ db: Connection) throws {
    try db.insertMany(
      into: "tasks", columns: fields, rows: tasks.lazy.map(\.values),
      onConflict: "(id) DO UPDATE SET "
        + fields.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
    try noteForSearch(tasks, db)
  }

  static func replace(_ task: WorkTask, version: Int, _ db: Connection) throws -> Bool {
    let pairs = zip(fields, task.values).filter { !["id", "created_at"].contains($0.0) }
    let sets = SQL.joined(pairs.map { SQL(raw: "\($0.0) = ") + "\($0.1)" })
    guard try db.run("UPDATE tasks SET \(sets) WHERE id = \(task.id) AND version = \(version)") == 1 else {
      return false
    }
    try noteForSearch([task], db)
    return true
  }

  static func delete(_ id: ID<WorkTask>, _ db: Connection) throws {
    try db.run("DELETE FROM tasks WHERE id = \(id)")
    try CustomValue.forget([id.text], db)
    try SearchEntry.remove([id.text], db)
  }

  static let rowSelect: SQL = "\(columns), a.name, p.name, o.name"
  static let rowFrom: SQL = """
    FROM tasks t JOIN accounts a ON a.id = t.account_id LEFT JOIN users o ON o.id = t.owner_id
    LEFT JOIN persons m ON m.id = t.person_id LEFT JOIN persons p ON p.id = COALESCE(m.merged_into, m.id)
    """

  static func row(_ row: Row) throws -> TaskRow {
    let width = fields.count
    return TaskRow(
      task: try WorkTask(row), account: try row.text(width), person: try row.textOrNil(width + 1),
      owner: try row.textOrNil(width + 2))
  }

  static func rows(
    where condition: SQL, with: SQL = "", for actor: Actor, limit: Int, _ db: Connection
  ) throws -> [TaskRow] {
    try db.all(
      """
      \(with) SELECT \(rowSelect) \(rowFrom) WHERE \(condition) AND \(Account.visible(to: actor))
      ORDER BY COALESCE(t.closed_on, ''), COALESCE(t.due_day, '9999-12-31'), t.id LIMIT \(limit)
      """, row)
  }

  static func find(_ id: ID<WorkTask>, for actor: Actor, _ db: Connection) throws -> TaskRow {
    guard var found = try rows(where: "t.id = \(id)", for: actor, limit: 1, db).first else {
      throw ActivityRefusal.notThere("task")
    }
    found.fields = try CustomRecord.of(id, ownFields, db)
    return found
  }

  /// What is open at and below an account, what is due first in front.
  package static func open(
    below account: ID<Account>, for actor: Actor, limit: Int, _ db: Connection
  ) throws -> [TaskRow] {
    try rows(
      where: "t.closed_on IS NULL AND t.account_id IN (SELECT id FROM below)",
      with: "WITH RECURSIVE \(Person.accountsBelow(account))", for: actor, limit: limit, db)
  }

  /// What relies on a person: open tasks and promises to them, by them or about them.
  package static func open(with person: ID<Person>, for actor: Actor, _ db: Connection) throws -> [TaskRow] {
    try rows(
      where: """
        t.closed_on IS NULL AND (t.person_id = \(person)
          OR t.person_id IN (SELECT id FROM persons WHERE merged_into = \(person)))
        """, for: actor, limit: 200, db)
  }

  /// Open and past their day, longest past first.
  static func late(on today: Day, for actor: Actor, limit: Int, _ db: Connection) throws -> [TaskRow] {
    try rows(where: "t.closed_on IS NULL AND t.due_day <= \(today)", for: actor, limit: limit, db)
  }
}

extension WorkTask {
  /// Hands what is open with one person to another; answers how many.
  package static func hand(from old: ID<Person>, to new: ID<Person>, for actor: Actor, _ db: Connection)
    throws -> Int
  {
    let ids = try open(with: old, for: actor, db).map(\.task.id)
    for batch in ids.chunked(by: 500) {
      try db.run("UPDATE tasks SET person_id = \(new), version = version + 1 WHERE id IN \(SQL.list(batch))")
    }
    return ids.count
  }
}
