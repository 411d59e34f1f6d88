package import Accounts
package import Blueprint
import Catalog
import Foundation
package import Kernel
package import Storage

extension Person {
  static let fields = [
    "id", "name", "search_key", "family_key", "email", "email_key", "phone", "note", "owner_id",
    "position_id",
    "account_id", "title", "role", "stance", "power", "purpose", "keep_until", "erased_at", "merged_into",
    "version",
    "created_at", "changed_at",
  ]

  /// The columns that `init(_:at:)` reads, of a table called `p`.
  package static let columns = SQL(raw: fields.map { "p.\($0)" }.joined(separator: ", "))
  package static var width: Int { fields.count }

  package init(_ row: Row, at start: Int = 0) throws {
    id = try row.id(start)
    name = try row.text(start + 1)
    email = try row.textOrNil(start + 4)
    phone = try row.textOrNil(start + 6)
    note = try row.text(start + 7)
    owner = try row.idOrNil(start + 8)
    position = try row.idOrNil(start + 9)
    account = try row.idOrNil(start + 10)
    title = try row.textOrNil(start + 11)
    role = try row.choiceOrNil(start + 12)
    stance = try row.choiceOrNil(start + 13)
    power = try row.choiceOrNil(start + 14)
    purpose = try row.text(start + 15)
    keepUntil = try row.day(start + 16)
    erasedAt = try row.momentOrNil(start + 17)
    mergedInto = try row.idOrNil(start + 18)
    version = try row.int(start + 19)
    createdAt = try row.moment(start + 20)
    changedAt = try row.moment(start + 21)
  }

  var values: [Value] {
    [
      id.value, name.value, SearchKey.fold(name).value, Person.familyKey(name).value, email.value,
      email.map(SearchKey.fold).value, phone.value, note.value, owner.value, position.value, account.value,
      title.value, role.value, stance.value, power.value, purpose.value, keepUntil.value, erasedAt.value,
      mergedInto.value, version.value, createdAt.value, changedAt.value,
    ]
  }

  /// One person that the actor may see; what is not theirs is refused as if it were not there.
  package static func find(_ id: ID<Person>, for actor: Actor, _ db: Connection) throws -> Person {
    let found = try db.first("SELECT \(columns) FROM persons p WHERE p.id = \(id) AND \(visible(to: actor))")
    {
      try Person($0)
    }
    guard let found else { throw PersonRefusal.notThere }
    return found
  }

  /// All of these, or a refusal: one that is not there, or not the actor's, spoils the lot.
  package static func find(_ ids: [ID<Person>], for actor: Actor, _ db: Connection) throws -> [Person] {
    let wanted = Set(ids)
    let found = try db.all(
      "SELECT \(columns) FROM persons p WHERE p.id IN \(SQL.list(wanted)) AND \(visible(to: actor)) ORDER BY p.id"
    ) { try Person($0) }
    guard found.count == wanted.count else { throw PersonRefusal.notThere }
    return found
  }

  static func stored(_ id: ID<Person>, _ db: Connection) throws -> Person? {
    try db.first("SELECT \(columns) FROM persons p WHERE p.id = \(id)") { try Person($0) }
  }

  static func stored(_ ids: [ID<Person>], _ db: Connection) throws -> [Person] {
    var found: [Person] = []
    for batch in ids.chunked(by: 500) {
      found += try db.all("SELECT \(columns) FROM persons p WHERE p.id IN \(SQL.list(batch)) ORDER BY p.id") {
        try Person($0)
      }
    }
    return found
  }

  /// Puts people in who are new, with their positions: what many need at once.
  static func insert(_ persons: [Person], _ positions: [Position], _ db: Connection) throws {
    try db.insertMany(into: "persons", columns: fields, rows: persons.lazy.map(\.values), together: 64)
    try db.insertMany(
      into: "person_positions", columns: Position.fields, rows: positions.lazy.map(\.values), together: 64)
    let reaches = try Account.reaches(of: positions.map(\.account), db)
    try SearchEntry.insert(entries(of: persons, Dictionary(grouping: positions, by: \.person), reaches), db)
  }

  /// Inserts people, or overwrites those that are there.
  package static func save(_ persons: some Collection<Person>, _ db: Connection) throws {
    let kept = fields.filter { $0 != "id" && $0 != "created_at" }
    try db.insertMany(
      into: "persons", columns: fields, rows: persons.lazy.map(\.values),
      onConflict: "(id) DO UPDATE SET " + kept.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
    try noteForSearch(persons.map(\.id), db)
  }

  /// Saves a change to the version that was read; false where another change came between.
  static func replace(_ person: Person, version: Int, _ db: Connection) throws -> Bool {
    let pairs = zip(fields, person.values).filter { !["id", "created_at"].contains($0.0) }
    let sets = SQL.joined(pairs.map { SQL(raw: "\($0.0) = ") + "\($0.1)" })
    guard try db.run("UPDATE persons SET \(sets) WHERE id = \(person.id) AND version = \(version)") == 1
    else { return false }
    try noteForSearch([person.id], db)
    return true
  }

  static func delete(_ ids: [ID<Person>], _ db: Connection) throws {
    for batch in ids.chunked(by: 500) { try db.run("DELETE FROM persons WHERE id IN \(SQL.list(batch))") }
    try CustomValue.forget(ids.map(\.text), db)
    try SearchEntry.remove(ids.map(\.text), db)
  }

  /// By folded e-mail address, among what the actor may see: who a mail is from.
  package static func byAddress(_ addresses: [String], for actor: Actor, _ db: Connection) throws -> [String:
    Person]
  {
    guard !addresses.isEmpty else { return [:] }
    let keys = Set(addresses.map(SearchKey.fold))
    let found = try db.all(
      """
      SELECT \(columns) FROM persons p WHERE p.email_key IN \(SQL.list(keys)) AND p.merged_into IS NULL
        AND p.erased_at IS NULL AND \(visible(to: actor)) ORDER BY p.id DESC
      """
    ) { try Person($0) }
    return Dictionary(found.map { (SearchKey.fold($0.email ?? ""), $0) }) { _, older in older }
  }

  /// The accounts at and below one, today, merged ones included: `WITH RECURSIVE` pieces for a query.
  package static func accountsBelow(_ id: ID<Account>) -> SQL {
    """
    below(id) AS (
      SELECT id FROM accounts WHERE id = \(id)
      UNION SELECT q.id FROM below JOIN accounts q ON q.parent_id = below.id OR q.merged_into = below.id
    )
    """
  }

  /// Who holds a position at or below an account on a day, with that position; only at accounts that the actor may see.
  package static func at(
    _ account: ID<Account>, on day: Day, for actor: Actor, limit: Int = 2_000, _ db: Connection
  ) throws -> [(person: Person, position: Position, place: String)] {
    try db.all(
      """
      WITH RECURSIVE \(accountsBelow(account))
      SELECT \(columns), \(Position.columns), a.name FROM below
      JOIN accounts a ON a.id = below.id JOIN person_positions w ON w.account_id = below.id
      JOIN persons p ON p.id = w.person_id
      WHERE w.first_day <= \(day) AND w.last_day >= \(day) AND p.merged_into IS NULL AND \(Account.visible(to: actor))
      ORDER BY p.family_key, p.id, w.first_day DESC, w.id LIMIT \(limit)
      """
    ) { (try Person($0), try Position($0, at: width), try $0.text(width + Position.width)) }
  }

  package static func names(_ ids: some Sequence<ID<Person>>, _ db: Connection) throws -> [ID<Person>: String]
  {
    var names: [ID<Person>: String] = [:]
    for batch in Array(Set(ids)).chunked(by: 500) {
      for (id, name) in try db.all(
        "SELECT id, name FROM persons WHERE id IN \(SQL.list(batch))",
        { (try $0.id(0, as: Person.self), try $0.text(1)) })
      {
        names[id] = name
      }
    }
    return names
  }

  static func isUser(_ id: ID<Actor>, _ db: Connection) throws -> Bool {
    try db.first("SELECT 1 FROM users WHERE id = \(id)") { _ in true } ?? false
  }

  static func removeCodes(of id: ID<Person>, _ db: Connection) throws {
    try db.run("DELETE FROM person_codes WHERE person_id = \(id)")
  }

  /// The day for which today's positions were last worked out.
  static func settledDay(_ db: Connection) throws -> Day? {
    try db.first("SELECT value FROM settings WHERE name = 'people.settled-day'") { Day(try $0.text(0)) }
      ?? nil
  }

  static func setSettledDay(_ day: Day, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO settings (name, value) VALUES ('people.settled-day', \(day.description))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }

  /// The names of the accounts where people are today; of those that the actor may see.
  static func places(of people: [Person], for actor: Actor, _ db: Connection) throws -> [ID<Account>: String]
  {
    let ids = Set(people.compactMap(\.account))
    let found = try db.all(
      "SELECT a.id, a.name FROM accounts a WHERE a.id IN \(SQL.list(ids)) AND \(Account.visible(to: actor))"
    ) { (try $0.id(0, as: Account.self), try $0.text(1)) }
    return Dictionary(found) { first, _ in first }
  }

  /// For choices in a form: who is at the account, or elsewhere in its tree, today; without one, the newest of all.
  package static func options(
    around account: ID<Account>?, on day: Day, for actor: Actor, _ db: Connection
  ) throws -> [Form.Option] {
    guard let account else {
      return try db.all(
        """
        SELECT p.id, p.name, p.title FROM persons p WHERE p.merged_into IS NULL AND p.erased_at IS NULL
          AND \(visible(to: actor)) ORDER BY p.changed_at DESC, p.id LIMIT 300
        """
      ) {
        Form.Option(
          try $0.text(0), [try $0.text(1), try $0.textOrNil(2)].compactMap { $0 }.joined(separator: ", "))
      }
    }
    let top = try Account.path(to: account, for: actor, db).first?.id ?? account
    var seen = Set<ID<Person>>()
    return try at(top, on: day, for: actor, limit: 1_000, db).compactMap { one in
      guard seen.insert(one.person.id).inserted else { return nil }
      return Form.Option(one.person.id.text, "\(one.person.name), \(one.position.title) (\(one.place))")
    }
  }
}
