package import Accounts
import Activity
package import Blueprint
import Catalog
package import Kernel
package import People
package import Storage

extension Strength {
  /// The contacts of some people until a day, as far back as they count; what was with merged people counts for who was
  /// kept. Only what the actor may see.
  package static func contacts(
    of people: [ID<Person>], until day: Day, for actor: Actor, _ db: Connection
  ) throws -> [ID<Person>: [Contact]] {
    var found: [ID<Person>: [Contact]] = [:]
    for one in try noted(with: people, until: day, for: actor, db) {
      found[one.person, default: []].append(one.contact)
    }
    // Both twins of a merge may have been in one meeting: it counts once.
    return found.mapValues { contacts in
      var seen = Set<ID<Interaction>>()
      return contacts.filter { seen.insert($0.interaction).inserted }
    }
  }

  /// The same one by one, with who of us it was.
  static func noted(
    with people: [ID<Person>], until day: Day, for actor: Actor, _ db: Connection
  ) throws -> [(person: ID<Person>, owner: ID<Actor>?, contact: Contact)] {
    var found: [(person: ID<Person>, owner: ID<Actor>?, contact: Contact)] = []
    let first = day.advanced(by: -reach)
    for batch in people.chunked(by: 400) {
      let merged = try db.all(
        "SELECT id, merged_into FROM persons WHERE merged_into IN \(SQL.list(batch))"
      ) { (try $0.id(0, as: Person.self), try $0.id(1, as: Person.self)) }
      let kept = Dictionary(merged) { first, _ in first }
      let rows = try db.all(
        """
        SELECT x.person_id, i.id, i.subject, i.kind, i.direction, x.on_day, i.owner_id FROM interaction_persons x
        JOIN interactions i ON i.id = x.interaction_id JOIN accounts a ON a.id = i.account_id
        WHERE x.person_id IN \(SQL.list(Array(batch) + merged.map(\.0))) AND x.is_contact AND x.on_day <= \(day)
          AND x.on_day >= \(first) AND \(Account.visible(to: actor))
        """
      ) { row in
        (
          try row.id(0, as: Person.self),
          Contact(
            interaction: try row.id(1), subject: try row.text(2), kind: try row.choice(3),
            direction: try row.choice(4),
            day: try row.day(5)),
          try row.idOrNil(6, as: Actor.self)
        )
      }
      for (person, contact, owner) in rows { found.append((kept[person] ?? person, owner, contact)) }
    }
    return found
  }
}

extension SingleThread {
  /// Of the year that ends with a day, at and below an account.
  package static func of(
    _ account: ID<Account>, until day: Day, for actor: Actor, _ db: Connection
  ) throws -> SingleThread? {
    let rows = try db.all(
      """
      WITH RECURSIVE \(Person.accountsBelow(account))
      SELECT x.interaction_id, COALESCE(p.merged_into, p.id) FROM interactions i JOIN accounts a ON a.id = i.account_id
      JOIN interaction_persons x ON x.interaction_id = i.id JOIN persons p ON p.id = x.person_id
      WHERE i.account_id IN (SELECT id FROM below) AND i.is_contact AND i.on_day <= \(day)
        AND i.on_day > \(day.advanced(by: -days)) AND \(Account.visible(to: actor))
      """
    ) { (try $0.text(0), try $0.id(1, as: Person.self)) }
    return find(rows)
  }

  private static func find(_ rows: [(String, ID<Person>)]) -> SingleThread? {
    var counts: [ID<Person>: Set<String>] = [:], all = Set<String>()
    for (interaction, person) in rows {
      counts[person, default: []].insert(interaction)
      all.insert(interaction)
    }
    return find(taking: counts.mapValues(\.count), of: all.count)
  }

  /// All accounts with a tier whose dealings run through one person, worked out in one go: each contact counts for the
  /// account and for all above it.
  static func all(until day: Day, _ db: Connection) throws -> [(ID<Account>, SingleThread)] {
    let parents = Dictionary(
      uniqueKeysWithValues: try db.all("SELECT id, COALESCE(merged_into, parent_id), tier FROM accounts") {
        (try $0.id(0, as: Account.self), (try $0.idOrNil(1, as: Account.self), try $0.textOrNil(2)))
      })
    var rows: [ID<Account>: [(String, ID<Person>)]] = [:]
    try db.each(
      """
      SELECT i.account_id, x.interaction_id, COALESCE(p.merged_into, p.id) FROM interactions i
      JOIN interaction_persons x ON x.interaction_id = i.id JOIN persons p ON p.id = x.person_id
      WHERE i.is_contact AND i.on_day <= \(day) AND i.on_day > \(day.advanced(by: -days))
      """
    ) { row in
      var place: ID<Account>? = try row.id(0), steps = 0
      let pair = (try row.text(1), try row.id(2, as: Person.self))
      while let id = place, steps < 100 {
        if parents[id]?.1 != nil { rows[id, default: []].append(pair) }
        place = parents[id]?.0
        steps += 1
      }
    }
    return rows.sorted { $0.key < $1.key }.compactMap { account, pairs in find(pairs).map { (account, $0) } }
  }

  static func replaceAll(_ all: [(ID<Account>, SingleThread)], _ db: Connection) throws {
    try db.run("DELETE FROM single_threads")
    try db.insertMany(
      into: "single_threads", columns: ["account_id", "person_id", "through", "total"],
      rows: all.map { [$0.0.value, $0.1.person.value, $0.1.through.value, $0.1.total.value] })
  }

  /// What was kept, with names, as far as the actor may see.
  static func kept(
    for actor: Actor, _ db: Connection
  ) throws -> [(account: String, accountName: String, personName: String, thread: SingleThread)] {
    try db.all(
      """
      SELECT a.id, a.name, p.name, s.person_id, s.through, s.total FROM single_threads s
      JOIN accounts a ON a.id = s.account_id JOIN persons p ON p.id = s.person_id
      WHERE a.status <> 'former' AND \(Account.visible(to: actor)) ORDER BY a.id
      """
    ) { row in
      (
        try row.text(0), try row.text(1), try row.text(2),
        SingleThread(person: try row.id(3), through: try row.int(4), total: try row.int(5))
      )
    }
  }

  /// Differs as soon as activity was noted or changed.
  static func state(_ db: Connection) throws -> String {
    try db.first("SELECT COUNT(*), COALESCE(MAX(id), '') FROM interactions") {
      "\(try $0.int(0)) \(try $0.text(1))"
    }
      ?? ""
  }

  static func mark(_ db: Connection) throws -> String? {
    try db.first("SELECT value FROM settings WHERE name = 'relationships.threads'") { try $0.text(0) }
  }

  static func setMark(_ text: String, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO settings (name, value) VALUES ('relationships.threads', \(text))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }
}
