import Blueprint
import Catalog
package import Kernel
package import Storage

extension Assessment {
  static let fields = [
    "id", "person_id", "role", "stance", "power", "strength", "evidence", "said_on", "actor_id", "actor_name",
  ]
  private static let columns = SQL(raw: fields.joined(separator: ", "))

  private init(_ row: Row) throws {
    id = try row.id(0)
    person = try row.id(1)
    role = try row.choiceOrNil(2)
    stance = try row.choiceOrNil(3)
    power = try row.choiceOrNil(4)
    strength = try row.intOrNil(5)
    evidence = try row.text(6)
    saidOn = try row.day(7)
    actor = try row.id(8)
    actorName = try row.text(9)
  }

  package static func insert(_ all: some Collection<Assessment>, _ db: Connection) throws {
    try db.insertMany(
      into: "person_assessments", columns: fields,
      rows: all.lazy.map { one in
        [
          one.id.value, one.person.value, one.role.value, one.stance.value, one.power.value,
          one.strength.value,
          one.evidence.value, one.saidOn.value, one.actor.value, one.actorName.value,
        ]
      })
  }

  /// All that was said of some people, oldest first.
  package static func all(of persons: [ID<Person>], _ db: Connection) throws -> [Assessment] {
    var found: [Assessment] = []
    for batch in persons.chunked(by: 500) {
      found += try db.all(
        """
        SELECT \(columns) FROM person_assessments WHERE person_id IN \(SQL.list(batch)) ORDER BY said_on, id
        """
      ) { try Assessment($0) }
    }
    return found
  }

  /// Takes out what was written of somebody; how they were judged stays as a count.
  static func blank(of person: ID<Person>, _ db: Connection) throws {
    try db.run("UPDATE person_assessments SET evidence = '(erased)' WHERE person_id = \(person)")
  }
}
