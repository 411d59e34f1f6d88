import Accounts
package import Blueprint
import Foundation
package import Kernel
package import Storage

extension PersonRecord {
  package static func find(_ id: ID<Person>, for actor: Actor, _ db: Connection) throws -> PersonRecord {
    var person = try Person.find(id, for: actor, db)
    let positions = try Position.shown(of: id, for: actor, db)
    if let account = person.account, !positions.contains(where: { $0.position.account == account }) {
      // Somebody who went to an account of others: what they do there, and how to reach them, is not ours to know.
      (person.account, person.position, person.title) = (nil, nil, nil)
      (person.email, person.phone) = (nil, nil)
    }
    let owner = try person.owner.flatMap { id in
      try db.first("SELECT name FROM users WHERE id = \(id)") { try $0.text(0) }
    }
    let codes = try db.all(
      "SELECT source, code FROM person_codes WHERE person_id = \(id) ORDER BY source, code"
    ) {
      Code(source: try $0.text(0), code: try $0.text(1))
    }
    return PersonRecord(
      person: person, owner: owner, positions: positions,
      assessments: try Assessment.all(of: [id], db).reversed(), codes: codes,
      merges: try PersonMerge.into(id, db), fields: try CustomRecord.of(id, Person.ownFields, db))
  }
}
