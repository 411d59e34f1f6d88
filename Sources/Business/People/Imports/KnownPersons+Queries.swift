import Accounts
import Blueprint
import Catalog
import Foundation
package import Kernel
package import Storage

extension AccountBook {
  init(source: String?, for context: Context, _ db: Connection) throws {
    let accounts = try db.all(
      """
      SELECT a.id, a.search_key FROM accounts a WHERE a.merged_into IS NULL AND \(Account.visible(to: context.actor))
      """
    ) { (try $0.id(0, as: Account.self), try $0.text(1)) }
    byName = Dictionary(grouping: accounts, by: \.1).mapValues { $0.map(\.0) }
    let codes = try db.all(
      """
      SELECT x.code, a.id FROM account_aliases x JOIN accounts a ON a.id = x.account_id
      WHERE x.source = \(source ?? "") AND \(Account.visible(to: context.actor)) ORDER BY x.code, x.first_day
      """
    ) { (try $0.text(0), try $0.id(1, as: Account.self)) }
    byCode = Dictionary(codes) { _, newest in newest }
    let users = try db.all("SELECT id, email, search_key, name FROM users ORDER BY id") {
      (try $0.id(0, as: Actor.self), SearchKey.fold(try $0.text(1)), SearchKey.fold(try $0.text(3)))
    }
    self.users = Dictionary(users.flatMap { [($0.1, $0.0), ($0.2, $0.0)] }) { first, _ in first }
    actorIsUser = try Person.isUser(context.actor.id, db)
  }
}

extension KnownPersons {
  init(_ drafts: [PersonPlanner.Draft], _ context: Context, _ db: Connection) throws {
    var ids = Set<ID<Person>>(), byCode: [PersonRecord.Code: ID<Person>] = [:]
    let visible = Person.visible(to: context.actor)
    for (source, some) in Dictionary(grouping: drafts.compactMap(\.code), by: \.source) {
      for batch in some.map(\.code).chunked(by: 500) {
        let found = try db.all(
          """
          SELECT c.code, p.id FROM person_codes c JOIN persons p ON p.id = c.person_id
          WHERE c.source = \(source) AND c.code IN \(SQL.list(batch)) AND p.erased_at IS NULL AND \(visible)
          """
        ) { (try $0.text(0), try $0.id(1, as: Person.self)) }
        for (code, id) in found {
          byCode[.init(source: source, code: code)] = id
          ids.insert(id)
        }
      }
    }
    // Who was found by code needs no second look; a first import finds nobody, by one short statement a batch.
    let open = drafts.filter { draft in draft.code.map { byCode[$0] == nil } ?? true }
    for batch in open.compactMap(\.email).map(SearchKey.fold).chunked(by: 500) {
      ids.formUnion(try Self.ids("email_key", in: Array(batch), visible, db))
    }
    for batch in open.filter({ $0.email == nil }).map({ Person.familyKey($0.name) }).chunked(by: 500) {
      ids.formUnion(try Self.ids("family_key", in: Array(batch), visible, db))
    }
    let found = try Person.stored(Array(ids), db)
    persons = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    self.byCode = byCode
    let addressed = found.filter { $0.email != nil }
    byAddress = Dictionary(grouping: addressed) { SearchKey.fold($0.email ?? "") }.mapValues { $0.map(\.id) }
    byName = Dictionary(grouping: found) { SearchKey.fold($0.name) }.mapValues { $0.map(\.id) }
    positions = Dictionary(grouping: try Position.all(of: found.map(\.id), db), by: \.person)
  }

  private static func ids(
    _ column: String, in keys: [String], _ visible: SQL, _ db: Connection
  ) throws -> [ID<Person>] {
    try db.all(
      """
      SELECT p.id FROM persons p WHERE p.\(raw: column) IN \(SQL.list(keys)) AND p.merged_into IS NULL
        AND p.erased_at IS NULL AND \(visible)
      """
    ) { try $0.id(0) }
  }
}

extension Person {
  /// Keeps codes; one that means somebody else already goes on meaning them.
  package static func save(_ codes: [(PersonRecord.Code, ID<Person>)], _ db: Connection) throws {
    try db.insertMany(
      into: "person_codes", columns: ["source", "code", "person_id"],
      rows: codes.lazy.map { [$0.source.value, $0.code.value, $1.value] },
      onConflict: "(source, code) DO NOTHING", together: 64)
  }

  static func removeCode(_ code: PersonRecord.Code, of id: ID<Person>, _ db: Connection) throws {
    try db.run(
      "DELETE FROM person_codes WHERE source = \(code.source) AND code = \(code.code) AND person_id = \(id)")
  }
}
