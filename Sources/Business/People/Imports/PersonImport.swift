import Blueprint
package import Catalog
import Foundation
import Kernel
import Storage

extension Person {
  /// Files of contacts as CRMs write them (Salesforce, HubSpot) and any other with a name in each row.
  package static let importer = RecordImporter(
    kind: "people", nouns: "people",
    fields: [
      RecordField("name", "fullname", "contact", "contactname", "lastname", "surname", "familyname"),
      RecordField("first", "firstname", "givenname", "forename"),
      RecordField("last", "lastname", "surname", "familyname"),
      RecordField("source", "codesource"),
      RecordField("code", "contactid", "recordid", "externalid", "personid", "id"),
      RecordField(
        "account", "accountname", "company", "companyname", "associatedcompany", "customer", "organization",
        "organisation"),
      RecordField("accountcode", "accountid", "companyid", "associatedcompanyid", "associatedcompanyids"),
      RecordField("title", "jobtitle", "position"), RecordField("department"),
      RecordField("email", "emailaddress", "mail"),
      RecordField("phone", "phonenumber", "businessphone", "mobile", "mobilephone", "mobilephonenumber"),
      RecordField("owner", "contactowner", "owneremail"), RecordField("role", "buyingrole", "contactrole"),
      RecordField("since", "from", "validfrom"), RecordField("purpose"),
      RecordField("note", "notes", "description"),
    ],
    own: ownFields, rowsAtOnce: PersonPlanner.rowsAtOnce,
    fills: BulkFill(
      ["persons", "person_positions", "person_codes", "record_import_changes", "search_entries"],
      keeping: ["persons_by_email", "persons_by_name", "person_positions_by_person"]),
    begin: { head, options, context, db in
      var planner = try PersonPlanner(head, options, context, db)
      return { sheet, db in try planner.plan(sheet, db) }
    },
    undo: { changes, context, db in try takeBack(changes, context, db) })

  /// What the undo of an import puts back.
  struct Earlier: Codable, Sendable {
    var person: Person
    var positions: [Position]
    var newCodes: [PersonRecord.Code]
    var own: [CustomHeld]?
  }

  /// Of one batch of changes.
  private static func takeBack(_ changes: [RecordPlan.Change], _ context: Context, _ db: Connection) throws {
    let ids = changes.compactMap { ID<Person>($0.record) }
    let now = Dictionary(uniqueKeysWithValues: try stored(ids, db).map { ($0.id.text, $0) })
    let moved = changes.filter { now[$0.record].map(\.version) != $0.version }
    guard moved.isEmpty else {
      throw RecordImportRefusal.changedSince(moved.map { now[$0.record]?.name ?? "a deleted person" })
    }
    var made: [ID<Person>] = [], restored: [Person] = [], positions: [Position] = []
    var own: [(record: String, held: [CustomHeld])] = []
    for change in changes {
      guard let person = now[change.record] else { continue }
      guard let before = change.before else {
        made.append(person.id)
        continue
      }
      let earlier = try JSONDecoder().decode(Earlier.self, from: Data(before.utf8))
      var old = earlier.person
      old.version = person.version + 1
      old.changedAt = context.now
      restored.append(old)
      positions += earlier.positions
      own.append((person.id.text, earlier.own ?? []))
      for code in earlier.newCodes { try removeCode(code, of: person.id, db) }
    }
    try Position.deleteAll(of: restored.map(\.id), db)
    try Position.save(positions, db)
    try save(restored, db)
    try CustomHeld.save(own, db)
    try delete(made, db)
  }
}
