import Blueprint
package import Catalog
import Foundation
package import Kernel
package import Storage

/// How sources call our accounts: all SQL about codes.
extension Account {
  /// Every code of a source and what it means when, loaded at once for an import. Codes of merged accounts mean
  /// the account that was kept.
  package static func numbers(forSource source: String, _ db: Connection) throws -> [String: [DatedNumber]] {
    var found: [String: [DatedNumber]] = [:]
    try db.each(
      """
      SELECT x.code, x.first_day, x.last_day, a.number FROM account_aliases x JOIN accounts a ON a.id = x.account_id
      WHERE x.source = \(source) ORDER BY x.code, x.first_day
      """
    ) { row in
      let entry = DatedNumber(firstDay: try row.day(1), lastDay: try row.day(2), number: try row.int64(3))
      found[try row.text(0), default: []].append(entry)
    }
    return found
  }

  package static func aliases(of id: ID<Account>, _ db: Connection) throws -> [SourceAlias] {
    try db.all(
      """
      SELECT source, code, first_day, last_day FROM account_aliases WHERE account_id = \(id)
      ORDER BY source, code, first_day
      """
    ) { try SourceAlias($0) }
  }

  /// Every code there is, with its account; for imports of records.
  static func allAliases(_ db: Connection) throws -> [(alias: SourceAlias, account: ID<Account>)] {
    try db.all("SELECT source, code, first_day, last_day, account_id FROM account_aliases") {
      (try SourceAlias($0), try $0.id(4))
    }
  }

  /// Who else has this code on any of these days, with the name only if `actor` may know it.
  static func holder(of alias: SourceAlias, except id: ID<Account>, for actor: Actor, _ db: Connection) throws
    -> (id: ID<Account>, name: String?)?
  {
    try db.first(
      """
      SELECT a.id, CASE WHEN \(visible(to: actor)) THEN a.name END FROM account_aliases x JOIN accounts a ON a.id = x.account_id
      WHERE x.source = \(alias.source) AND x.code = \(alias.code) AND x.first_day <= \(alias.lastDay)
        AND x.last_day >= \(alias.firstDay) AND a.id <> \(id)
      ORDER BY x.first_day LIMIT 1
      """
    ) { (try $0.id(0), try $0.textOrNil(1)) }
  }

  static func save(_ aliases: [(SourceAlias, ID<Account>)], _ db: Connection) throws {
    try db.insertMany(
      into: "account_aliases",
      columns: ["source", "code", "code_key", "account_id", "first_day", "last_day"],
      rows: aliases.lazy.map { alias, id in
        [
          alias.source.value, alias.code.value, SearchKey.fold(alias.code).value, id.value,
          alias.firstDay.value,
          alias.lastDay.value,
        ]
      },
      onConflict:
        "(source, code, first_day) DO UPDATE SET account_id = excluded.account_id, last_day = excluded.last_day"
    )
  }

  static func remove(_ alias: SourceAlias, of id: ID<Account>, _ db: Connection) throws -> Bool {
    try db.run(
      """
      DELETE FROM account_aliases WHERE source = \(alias.source) AND code = \(alias.code)
        AND first_day = \(alias.firstDay) AND account_id = \(id)
      """) == 1
  }

  /// Hands all codes of one account to another.
  static func moveAliases(of id: ID<Account>, to other: ID<Account>, _ db: Connection) throws {
    try db.run("UPDATE account_aliases SET account_id = \(other) WHERE account_id = \(id)")
  }

  /// Removes codes that an import gave.
  static func removeCodes(_ codes: [(SourceAlias, ID<Account>)], _ db: Connection) throws {
    for batch in codes.chunked(by: 200) {
      let keys = SQL.joined(
        batch.map { alias, id in
          "(source = \(alias.source) AND code = \(alias.code) AND first_day = \(alias.firstDay) AND account_id = \(id))"
        }, separator: " OR ")
      try db.run("DELETE FROM account_aliases WHERE \(keys)")
    }
  }
}
