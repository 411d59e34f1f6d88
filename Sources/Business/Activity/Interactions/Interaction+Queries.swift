package import Accounts
package import Blueprint
import Catalog
import Foundation
package import Kernel
package import People
package import Storage

extension Interaction {
  static let fields = [
    "id", "kind", "subject", "body", "account_id", "happened_at", "on_day", "minutes", "direction",
    "is_contact",
    "owner_id", "source", "message_key", "file_name", "file_bytes", "version", "created_at", "changed_at",
  ]
  /// The columns that `init(_:at:)` reads, of a table called `i`.
  package static let columns = SQL(raw: fields.map { "i.\($0)" }.joined(separator: ", "))
  package static var width: Int { fields.count }

  package init(_ row: Row, at start: Int = 0) throws {
    id = try row.id(start)
    kind = try row.choice(start + 1)
    subject = try row.text(start + 2)
    body = try row.text(start + 3)
    account = try row.id(start + 4)
    at = try row.moment(start + 5)
    minutes = try row.intOrNil(start + 7)
    direction = try row.choice(start + 8)
    owner = try row.idOrNil(start + 10)
    source = try row.choice(start + 11)
    messageKey = try row.textOrNil(start + 12)
    fileName = try row.textOrNil(start + 13)
    fileBytes = try row.intOrNil(start + 14)
    version = try row.int(start + 15)
    createdAt = try row.moment(start + 16)
    changedAt = try row.moment(start + 17)
  }

  var values: [Value] {
    [
      id.value, kind.value, subject.value, body.value, account.value, at.value, day.value, minutes.value,
      direction.value, kind.isContact.value, owner.value, source.value, messageKey.value, fileName.value,
      fileBytes.value, version.value, createdAt.value, changedAt.value,
    ]
  }

  /// Puts interactions in, with their people and their words. For many at once; ids must be new.
  package static func insert(
    _ all: some Collection<(interaction: Interaction, people: [ID<Person>])>, _ db: Connection
  ) throws {
    try db.insertMany(into: "interactions", columns: fields, rows: all.lazy.map(\.interaction.values))
    try db.insertMany(
      into: "interaction_persons", columns: ["interaction_id", "person_id", "on_day", "is_contact"],
      rows: all.lazy.flatMap { one in
        Set(one.people).sorted().map { person -> [Value] in
          [
            one.interaction.id.value, person.value, one.interaction.day.value,
            one.interaction.kind.isContact.value,
          ]
        }
      })
    let reaches = try Account.reaches(of: all.map(\.interaction.account), db)
    try SearchEntry.insert(all.lazy.map { $0.interaction.entry(reaches) }, db)
  }

  static func replace(_ one: Interaction, version: Int, _ db: Connection) throws -> Bool {
    let pairs = zip(fields, one.values).filter { !["id", "created_at"].contains($0.0) }
    let sets = SQL.joined(pairs.map { SQL(raw: "\($0.0) = ") + "\($0.1)" })
    guard try db.run("UPDATE interactions SET \(sets) WHERE id = \(one.id) AND version = \(version)") == 1
    else {
      return false
    }
    try noteForSearch([one], db)
    return true
  }

  static func setPeople(_ people: [ID<Person>], of one: Interaction, _ db: Connection) throws {
    try db.run("DELETE FROM interaction_persons WHERE interaction_id = \(one.id)")
    try db.insertMany(
      into: "interaction_persons", columns: ["interaction_id", "person_id", "on_day", "is_contact"],
      rows: Set(people).sorted().map { [one.id.value, $0.value, one.day.value, one.kind.isContact.value] })
  }

  static func delete(_ id: ID<Interaction>, _ db: Connection) throws {
    try db.run("DELETE FROM interactions WHERE id = \(id)")
    try CustomValue.forget([id.text], db)
    try SearchEntry.remove([id.text], db)
  }

  static func setFile(_ id: ID<Interaction>, path: String, _ db: Connection) throws {
    try db.run("UPDATE interactions SET file_path = \(path) WHERE id = \(id)")
  }

  static func known(_ key: String, for actor: Actor, _ db: Connection) throws -> ID<Interaction>? {
    try db.first(
      """
      SELECT i.id FROM interactions i JOIN accounts a ON a.id = i.account_id
      WHERE i.message_key = \(key) AND \(Account.visible(to: actor))
      """
    ) { try $0.id(0) }
  }

  static func find(_ id: ID<Interaction>, for actor: Actor, _ db: Connection) throws -> Interaction {
    let found = try db.first(
      """
      SELECT \(columns) FROM interactions i JOIN accounts a ON a.id = i.account_id
      WHERE i.id = \(id) AND \(Account.visible(to: actor))
      """
    ) { try Interaction($0) }
    guard let found else { throw ActivityRefusal.notThere("activity") }
    return found
  }

  /// Records behind a condition on `i` and `a`, newest first; only what the actor may see.
  package static func records(
    where condition: SQL, with: SQL = "", for actor: Actor, limit: Int, _ db: Connection
  ) throws -> [InteractionRecord] {
    let found = try db.all(
      """
      \(with) SELECT \(columns), a.name, o.name FROM interactions i JOIN accounts a ON a.id = i.account_id
      LEFT JOIN users o ON o.id = i.owner_id
      WHERE \(condition) AND \(Account.visible(to: actor)) ORDER BY i.on_day DESC, i.id DESC LIMIT \(limit)
      """
    ) { (try Interaction($0), try $0.text(width), try $0.textOrNil(width + 1)) }
    let people = try participants(of: found.map(\.0.id), for: actor, db)
    return found.map {
      InteractionRecord(interaction: $0.0, account: $0.1, owner: $0.2, people: people[$0.0.id] ?? [])
    }
  }

  /// The people of some interactions, those merged meanwhile by who was kept.
  static func participants(
    of ids: [ID<Interaction>], for actor: Actor, _ db: Connection
  ) throws -> [ID<Interaction>: [InteractionRecord.Participant]] {
    var found: [ID<Interaction>: [InteractionRecord.Participant]] = [:]
    for batch in ids.chunked(by: 500) {
      let rows = try db.all(
        """
        SELECT x.interaction_id, p.id, p.name FROM interaction_persons x JOIN persons m ON m.id = x.person_id
        JOIN persons p ON p.id = COALESCE(m.merged_into, m.id)
        WHERE x.interaction_id IN \(SQL.list(batch)) ORDER BY p.family_key, p.id
        """
      ) {
        (
          try $0.id(0, as: Interaction.self),
          InteractionRecord.Participant(id: try $0.id(1), name: try $0.text(2))
        )
      }
      for (id, person) in rows where found[id]?.last != person { found[id, default: []].append(person) }
    }
    return found
  }

  /// Everything at and below an account.
  package static func below(
    _ account: ID<Account>, for actor: Actor, limit: Int, _ db: Connection
  ) throws -> [InteractionRecord] {
    try records(
      where: "i.account_id IN (SELECT id FROM below)",
      with: "WITH RECURSIVE \(Person.accountsBelow(account))",
      for: actor, limit: limit, db)
  }

  /// Everything with a person, and with those who were merged into them.
  package static func with(
    _ person: ID<Person>, for actor: Actor, limit: Int, _ db: Connection
  ) throws -> [InteractionRecord] {
    try records(
      where: """
        i.id IN (SELECT x.interaction_id FROM interaction_persons x
          WHERE x.person_id = \(person) OR x.person_id IN (SELECT id FROM persons WHERE merged_into = \(person)))
        """, for: actor, limit: limit, db)
  }

  /// Takes out what was written of people who were erased since; that it happened stays.
  static func forgetErased(_ db: Connection) throws -> Int {
    let ids = try db.all(
      """
      SELECT DISTINCT i.id FROM persons p JOIN interaction_persons x ON x.person_id = p.id
      JOIN interactions i ON i.id = x.interaction_id
      WHERE p.erased_at IS NOT NULL AND (i.body <> '' OR i.subject <> '(erased)') ORDER BY i.id LIMIT 5000
      """
    ) { try $0.id(0, as: Interaction.self) }
    for batch in ids.chunked(by: 500) {
      try SearchEntry.remove(batch.map(\.text), db)
      try CustomValue.forget(batch.map(\.text), db)
      try db.run(
        """
        UPDATE interactions SET subject = '(erased)', body = '', message_key = NULL, version = version + 1
        WHERE id IN \(SQL.list(batch))
        """)
    }
    return ids.count
  }
}

extension Interaction {
  /// What is planned with a person from a day on.
  package static func planned(
    with person: ID<Person>, after day: Day, for actor: Actor, _ db: Connection
  ) throws -> [InteractionRecord] {
    try records(
      where: """
        i.on_day > \(day) AND i.id IN (SELECT x.interaction_id FROM interaction_persons x
          WHERE x.person_id = \(person) AND x.on_day > \(day))
        """, for: actor, limit: 50, db)
  }
}
