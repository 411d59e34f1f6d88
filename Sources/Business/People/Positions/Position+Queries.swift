import Accounts
package import Blueprint
import Catalog
package import Kernel
package import Storage

extension Position {
  static let fields = [
    "id", "person_id", "account_id", "title", "department", "reports_to", "first_day", "last_day",
  ]
  /// The columns that `init(_:at:)` reads, of a table called `w`.
  package static let columns = SQL(raw: fields.map { "w.\($0)" }.joined(separator: ", "))
  package static var width: Int { fields.count }

  package init(_ row: Row, at start: Int = 0) throws {
    id = try row.id(start)
    person = try row.id(start + 1)
    account = try row.id(start + 2)
    title = try row.text(start + 3)
    department = try row.textOrNil(start + 4)
    reportsTo = try row.idOrNil(start + 5)
    firstDay = try row.day(start + 6)
    lastDay = try row.day(start + 7)
  }

  var values: [Value] {
    [
      id.value, person.value, account.value, title.value, department.value, reportsTo.value, firstDay.value,
      lastDay.value,
    ]
  }

  package static func save(_ positions: some Collection<Position>, _ db: Connection) throws {
    try db.insertMany(
      into: "person_positions", columns: fields, rows: positions.lazy.map(\.values),
      onConflict: "(id) DO UPDATE SET "
        + fields.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
    try Person.noteForSearch(positions.map(\.person), db)
  }

  static func delete(_ position: Position, _ db: Connection) throws {
    try db.run("DELETE FROM person_positions WHERE id = \(position.id)")
    try Person.noteForSearch([position.person], db)
  }

  static func deleteAll(of persons: [ID<Person>], _ db: Connection) throws {
    for batch in persons.chunked(by: 500) {
      try db.run("DELETE FROM person_positions WHERE person_id IN \(SQL.list(batch))")
    }
  }

  /// Every position of some people, whoever may see it; for rules, not for readers.
  package static func all(of persons: [ID<Person>], _ db: Connection) throws -> [Position] {
    var found: [Position] = []
    for batch in persons.chunked(by: 500) {
      found += try db.all(
        """
        SELECT \(columns) FROM person_positions w WHERE w.person_id IN \(SQL.list(batch))
        ORDER BY w.first_day DESC, w.id
        """
      ) { try Position($0) }
    }
    return found
  }

  /// What a reader may see of somebody's positions, newest first, with the names of account and boss.
  static func shown(of person: ID<Person>, for actor: Actor, _ db: Connection) throws -> [PersonRecord.Held] {
    try db.all(
      """
      SELECT \(columns), a.name, b.name FROM person_positions w JOIN accounts a ON a.id = w.account_id
      LEFT JOIN persons b ON b.id = w.reports_to
      WHERE w.person_id = \(person) AND \(Account.visible(to: actor)) ORDER BY w.first_day DESC, w.id
      """
    ) { row in
      PersonRecord.Held(
        position: try Position(row), account: try row.text(width), boss: try row.textOrNil(width + 1))
    }
  }

  /// All lines of reporting, for the search for circles: only of those that stand above somebody.
  static func lines(above person: ID<Person>, _ db: Connection) throws -> [ReportingLine] {
    try db.all(
      """
      WITH RECURSIVE up(id) AS (
        SELECT w.reports_to FROM person_positions w WHERE w.person_id = \(person) AND w.reports_to IS NOT NULL
        UNION SELECT w.reports_to FROM person_positions w JOIN up ON w.person_id = up.id
        WHERE w.reports_to IS NOT NULL
      )
      SELECT w.person_id, w.reports_to, w.first_day, w.last_day FROM person_positions w
      WHERE w.reports_to IS NOT NULL AND (w.person_id = \(person) OR w.person_id IN (SELECT id FROM up))
      """
    ) { row in
      ReportingLine(
        person: try row.id(0), boss: try row.id(1), days: Validity(try row.day(2), try row.day(3)) ?? .always)
    }
  }

  /// Those whose kept position is not the one of today, since a day came or went.
  static func unsettled(on today: Day, since: Day, _ db: Connection) throws -> [ID<Person>] {
    try db.all(
      """
      SELECT DISTINCT person_id FROM person_positions
      WHERE (first_day > \(since) AND first_day <= \(today)) OR (last_day >= \(since) AND last_day < \(today))
      """
    ) { try $0.id(0) }
  }

  static func hasReports(_ person: ID<Person>, on day: Day, _ db: Connection) throws -> Int {
    try db.count(
      """
      SELECT COUNT(DISTINCT person_id) FROM person_positions
      WHERE reports_to = \(person) AND first_day <= \(day) AND last_day >= \(day)
      """)
  }
}

extension Position {
  /// Who reports to somebody on a day, as far as the actor may see.
  package static func reports(
    to boss: ID<Person>, on day: Day, for actor: Actor, _ db: Connection
  ) throws -> [(person: ID<Person>, name: String, position: ID<Position>)] {
    try db.all(
      """
      SELECT p.id, p.name, w.id FROM person_positions w JOIN persons p ON p.id = w.person_id
      JOIN accounts a ON a.id = w.account_id
      WHERE w.reports_to = \(boss) AND w.first_day <= \(day) AND w.last_day >= \(day) AND \(Account.visible(to: actor))
      ORDER BY p.family_key, p.id
      """
    ) { (try $0.id(0), try $0.text(1), try $0.id(2)) }
  }

  /// Ends positions with a day and lets those who reported there report to another, or to nobody. A line that would close
  /// a circle is left out.
  package static func leave(
    _ person: ID<Person>, on day: Day, reportsTo boss: ID<Person>?, _ context: Context, _ db: Connection
  ) throws -> Int {
    let standing = try shown(of: person, for: context.actor, db).map(\.position).filter { $0.holds(on: day) }
    var changed = standing.map { position in
      var ended = position
      ended.lastDay = day
      return ended
    }
    let reports = try reports(to: person, on: day, for: context.actor, db).map(\.position)
    for var position in try all(ids: reports, db) {
      position.reportsTo = nil
      if let boss, boss != position.person {
        let line = ReportingLine(person: position.person, boss: boss, days: position.validity)
        let isCircle = ReportingLine.firstCycle(adding: line, to: try lines(above: boss, db)) != nil
        position.reportsTo = isCircle ? nil : boss
      }
      changed.append(position)
    }
    try save(changed, db)
    try Person.settle([person] + changed.map(\.person), on: context.today, db)
    try context.publish(Person.positionChanged, person, after: ["to": day.description], db)
    return standing.count
  }

  private static func all(ids: [ID<Position>], _ db: Connection) throws -> [Position] {
    try db.all("SELECT \(columns) FROM person_positions w WHERE w.id IN \(SQL.list(ids)) ORDER BY w.id") {
      try Position($0)
    }
  }
}
