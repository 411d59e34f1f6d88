import Accounts
import Catalog
import Blueprint
import Kernel
import People
import Storage

extension Influence {
  private static let columns: SQL =
    "id, account_id, from_id, to_id, force, note, first_day, last_day, actor_name"

  private init(_ row: Row) throws {
    id = try row.id(0)
    account = try row.id(1)
    from = try row.id(2)
    to = try row.id(3)
    force = try row.choice(4)
    note = try row.text(5)
    firstDay = try row.day(6)
    lastDay = try row.day(7)
    actorName = try row.text(8)
  }

  /// The lines of an account's map on a day, among people who are there then.
  static func all(
    of account: ID<Account>, on day: Day, among people: Set<ID<Person>>, _ db: Connection
  ) throws -> [Influence] {
    try db.all(
      """
      SELECT \(columns) FROM influences WHERE account_id = \(account) AND first_day <= \(day) AND last_day >= \(day)
      ORDER BY id
      """
    ) { try Influence($0) }.filter { people.contains($0.from) && people.contains($0.to) }
  }

  /// The lines that go out from some people on a day, with the name of the account; only at accounts that the reader may see.
  static func all(
    from people: some Sequence<ID<Person>>, for actor: Actor, on day: Day, _ db: Connection
  ) throws -> [(Influence, String)] {
    try db.all(
      """
      SELECT i.id, i.account_id, i.from_id, i.to_id, i.force, i.note, i.first_day, i.last_day, i.actor_name, a.name
      FROM influences i JOIN accounts a ON a.id = i.account_id WHERE i.from_id IN \(SQL.list(people))
        AND i.first_day <= \(day) AND i.last_day >= \(day) AND \(Account.visible(to: actor)) ORDER BY i.id
      """
    ) { (try Influence($0), try $0.text(9)) }
  }

  static func insert(_ one: Influence, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO influences (id, account_id, from_id, to_id, force, note, first_day, last_day, actor_name)
      VALUES (\(one.id), \(one.account), \(one.from), \(one.to), \(one.force), \(one.note), \(one.firstDay),
        \(one.lastDay), \(one.actorName))
      """)
  }

  static func delete(_ id: ID<Influence>, of account: ID<Account>, _ db: Connection) throws -> Bool {
    try db.run("DELETE FROM influences WHERE id = \(id) AND account_id = \(account)") == 1
  }

  /// With names: whom somebody influences, and who influences them.
  static func names(around person: ID<Person>, on day: Day, _ db: Connection) throws -> [(
    name: String, words: String
  )] {
    try db.all(
      """
      SELECT p.name, i.force, i.from_id FROM influences i
      JOIN persons p ON p.id = CASE WHEN i.from_id = \(person) THEN i.to_id ELSE i.from_id END
      WHERE (i.from_id = \(person) OR i.to_id = \(person)) AND i.first_day <= \(day) AND i.last_day >= \(day)
      ORDER BY i.id
      """
    ) { row in
      let isFrom = try row.text(2) == person.text
      return (try row.text(0), isFrom ? "\(try row.text(1)) them" : "\(try row.text(1)) this person")
    }
  }
}

extension MapPlace {
  static func all(of account: ID<Account>, _ db: Connection) throws -> [MapPlace] {
    try db.all("SELECT person_id, x, y FROM map_places WHERE account_id = \(account) ORDER BY person_id") {
      MapPlace(person: try $0.id(0), x: try $0.int(1), y: try $0.int(2))
    }
  }

  static func save(_ move: Move, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO map_places (account_id, person_id, x, y) VALUES (\(move.id), \(move.person), \(move.x), \(move.y))
      ON CONFLICT (account_id, person_id) DO UPDATE SET x = excluded.x, y = excluded.y
      """)
  }

  static func clear(_ account: ID<Account>, _ db: Connection) throws {
    try db.run("DELETE FROM map_places WHERE account_id = \(account)")
  }
}

/// The roles that an account of a tier is to have somebody in.
enum RequiredRoles {
  static func of(tier: String?, _ db: Connection) throws -> [BuyingRole] {
    guard let tier else { return [] }
    return try db.all("SELECT role FROM required_roles WHERE tier = \(tier) ORDER BY role") { try $0.text(0) }
      .compactMap { BuyingRole(rawValue: $0) }
  }

  static func set(_ roles: [BuyingRole], tier: String, _ db: Connection) throws {
    try db.run("DELETE FROM required_roles WHERE tier = \(tier)")
    try db.insertMany(
      into: "required_roles", columns: ["tier", "role"], rows: Set(roles).map { [tier.value, $0.value] })
  }
}

extension RequiredRoles {
  static func tiers(_ db: Connection) throws -> [String] {
    try db.all("SELECT DISTINCT tier FROM required_roles ORDER BY tier") { try $0.text(0) }
  }
}
