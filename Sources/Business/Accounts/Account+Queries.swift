package import Blueprint
import Catalog
import Foundation
package import Kernel
package import Storage

extension Account {
  static let fields = [
    "id", "number", "kind", "name", "search_key", "tier", "segment", "industry", "channel", "city",
    "city_key",
    "postcode", "owner_id", "team_id", "parent_id", "reach_owner_id", "reach_team_id", "site_count", "status",
    "currency", "note", "is_provisional", "merged_into", "version", "created_at", "changed_at",
    "acv_minor", "acv_currency",
  ]

  /// The columns that `init(_:at:)` reads, of a table called `a`.
  static let columns = SQL(raw: fields.map { "a.\($0)" }.joined(separator: ", "))

  init(_ row: Row, at start: Int = 0) throws {
    id = try row.id(start)
    number = try row.int64(start + 1)
    kind = try row.choice(start + 2)
    name = try row.text(start + 3)
    tier = try row.textOrNil(start + 5)
    segment = try row.textOrNil(start + 6)
    industry = try row.textOrNil(start + 7)
    channel = try row.textOrNil(start + 8)
    city = try row.textOrNil(start + 9)
    postcode = try row.textOrNil(start + 11)
    owner = try row.idOrNil(start + 12)
    team = try row.textOrNil(start + 13)
    parent = try row.idOrNil(start + 14)
    reachOwner = try row.idOrNil(start + 15)
    reachTeam = try row.textOrNil(start + 16)
    siteCount = try row.int(start + 17)
    status = try row.choice(start + 18)
    currency = try row.currencyOrNil(start + 19)
    note = try row.text(start + 20)
    isProvisional = try row.bool(start + 21)
    mergedInto = try row.idOrNil(start + 22)
    version = try row.int(start + 23)
    createdAt = try row.moment(start + 24)
    changedAt = try row.moment(start + 25)
    if let minor = try row.int64OrNil(start + 26), let currency = try row.currencyOrNil(start + 27) {
      acv = Money(minor: minor, currency: currency)
    }
  }

  var values: [Value] {
    [
      id.value, number.value, kind.value, name.value, SearchKey.fold(name).value, tier.value, segment.value,
      industry.value, channel.value, city.value, SearchKey.fold(city ?? "").value, postcode.value,
      owner.value,
      team.value, parent.value, reachOwner.value, reachTeam.value, siteCount.value, status.value,
      currency.value,
      note.value, isProvisional.value, mergedInto.value, version.value, createdAt.value, changedAt.value,
      (acv?.minor).value, (acv?.currency).value,
    ]
  }

  /// One account that the actor may see; what is not theirs is refused as if it were not there.
  package static func find(_ id: ID<Account>, for actor: Actor, _ db: Connection) throws -> Account {
    let found = try db.first(
      "SELECT \(columns) FROM accounts a WHERE a.id = \(id) AND \(visible(to: actor))"
    ) { try Account($0) }
    guard let found else { throw AccountRefusal.notThere }
    return found
  }

  /// All of these, or a refusal: one that is not there, or not the actor's, spoils the lot.
  package static func find(_ ids: [ID<Account>], for actor: Actor, _ db: Connection) throws -> [Account] {
    let wanted = Set(ids)
    let found = try db.all(
      "SELECT \(columns) FROM accounts a WHERE a.id IN \(SQL.list(wanted)) AND \(visible(to: actor)) ORDER BY a.id"
    ) { try Account($0) }
    guard found.count == wanted.count else { throw AccountRefusal.notThere }
    return found
  }

  /// The accounts behind dense numbers that the actor may see, by number.
  package static func find(
    numbers: some Sequence<Int64>, for actor: Actor, _ db: Connection
  ) throws -> [Int64: Account] {
    let found = try db.all(
      "SELECT \(columns) FROM accounts a WHERE a.number IN \(SQL.list(numbers)) AND \(visible(to: actor))"
    ) { try Account($0) }
    return Dictionary(uniqueKeysWithValues: found.map { ($0.number, $0) })
  }

  /// Every account, in the order they were made. For trees and imports, which answer to no single reader.
  package static func all(_ db: Connection) throws -> [Account] {
    try db.all("SELECT \(columns) FROM accounts a ORDER BY a.number") { try Account($0) }
  }

  static func nextNumber(_ db: Connection) throws -> Int64 {
    try db.nextNumber(in: "accounts")
  }

  /// Inserts accounts, or overwrites those that are there. `parent_id` must point at rows that stand already or
  /// come earlier.
  static func save(_ accounts: [Account], _ db: Connection) throws {
    let kept = fields.filter { $0 != "id" && $0 != "number" && $0 != "created_at" }
    // A parent that is new comes before those that are there already and now hang below it.
    let there = try db.stored(accounts.map(\.id), in: "accounts")
    try db.insertMany(
      into: "accounts", columns: fields, rows: accounts.lazy.filter { !there.contains($0.id) }.map(\.values))
    guard !there.isEmpty else { return }
    try db.insertMany(
      into: "accounts", columns: fields, rows: accounts.lazy.filter { there.contains($0.id) }.map(\.values),
      onConflict: "(id) DO UPDATE SET " + kept.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
    try followReach(of: accounts.map(\.id).filter(there.contains), db)
  }

  /// Saves a change to the version that was read; false where another change came between.
  static func replace(_ account: Account, version: Int, _ db: Connection) throws -> Bool {
    let pairs = zip(fields, account.values).filter { !["id", "number", "created_at"].contains($0.0) }
    let sets = SQL.joined(pairs.map { SQL(raw: "\($0.0) = ") + "\($0.1)" })
    guard try db.run("UPDATE accounts SET \(sets) WHERE id = \(account.id) AND version = \(version)") == 1
    else { return false }
    try followReach(of: [account.id], db)
    return true
  }

  static func delete(_ ids: [ID<Account>], _ db: Connection) throws {
    for batch in ids.chunked(by: 500) { try db.run("DELETE FROM accounts WHERE id IN \(SQL.list(batch))") }
    try CustomValue.forget(ids.map(\.text), db)
  }

  /// From the top of today's tree down to the parent; only what the actor may see.
  package static func path(to id: ID<Account>, for actor: Actor, _ db: Connection) throws -> [Account] {
    try db.all(
      """
      WITH RECURSIVE up(id, parent_id, depth) AS (
        SELECT id, COALESCE(merged_into, parent_id), 0 FROM accounts WHERE id = \(id)
        UNION ALL SELECT q.id, q.parent_id, up.depth + 1 FROM accounts q JOIN up ON q.id = up.parent_id
      )
      SELECT \(columns) FROM up JOIN accounts a ON a.id = up.id
      WHERE up.depth > 0 AND \(visible(to: actor)) ORDER BY up.depth DESC
      """
    ) { try Account($0) }
  }

  /// Those that hang directly on it today and that the actor may see.
  package static func children(
    of id: ID<Account>, for actor: Actor, limit: Int, _ db: Connection
  ) throws -> [Account] {
    try db.all(
      """
      SELECT \(columns) FROM accounts a
      WHERE a.parent_id = \(id) AND a.merged_into IS NULL AND \(visible(to: actor))
      ORDER BY a.search_key, a.id LIMIT \(limit)
      """
    ) { try Account($0) }
  }

  /// Who shares today's parent, or stands at the top beside it; for pickers and the duplicates list.
  package static func named(_ query: String, for actor: Actor, limit: Int, _ db: Connection) throws
    -> [Account]
  {
    let beginning = LikePattern.prefix(query), anywhere = LikePattern.contains(query)
    return try db.all(
      """
      SELECT \(columns) FROM accounts a
      WHERE a.merged_into IS NULL AND \(visible(to: actor)) AND (a.search_key LIKE \(anywhere) ESCAPE '\\'
        OR a.id IN (SELECT x.account_id FROM account_aliases x WHERE x.code_key = \(query)))
      ORDER BY CASE WHEN a.search_key = \(query) THEN 0 WHEN a.search_key LIKE \(beginning) ESCAPE '\\' THEN 1
        ELSE 2 END, a.site_count DESC, a.search_key, a.id LIMIT \(limit)
      """
    ) { try Account($0) }
  }

  /// All that the actor may see and that no merge has ended.
  static func visible(for actor: Actor, _ db: Connection) throws -> [Account] {
    try db.all(
      "SELECT \(columns) FROM accounts a WHERE a.merged_into IS NULL AND \(visible(to: actor)) ORDER BY a.number"
    ) { try Account($0) }
  }

  /// What can have others below it, those with most sites first.
  static func possibleParents(for actor: Actor, limit: Int, _ db: Connection) throws -> [Account] {
    try db.all(
      """
      SELECT \(columns) FROM accounts a
      WHERE a.kind IN ('group', 'banner', 'division', 'region', 'dc') AND a.merged_into IS NULL
        AND \(visible(to: actor))
      ORDER BY a.site_count DESC, a.search_key, a.id LIMIT \(limit)
      """
    ) { try Account($0) }
  }

  /// What of our own refers to an account, in words; nil: nothing.
  static func references(to account: Account, _ db: Connection) throws -> String? {
    let children = try db.count(
      "SELECT COUNT(DISTINCT account_id) FROM account_parents WHERE parent_id = \(account.id)")
    if children == 1 { return "one account hangs or hung below it" }
    if children > 1 { return "\(children) accounts hang or hung below it" }
    let merges = try db.count(
      "SELECT COUNT(*) FROM account_merges WHERE kept_id = \(account.id) OR merged_id = \(account.id)")
    return merges > 0 ? "it took part in a merge, which its history keeps" : nil
  }

  /// Takes accounts out of the tree kept on the rows, so that they can be deleted in any order.
  static func detach(_ ids: [ID<Account>], _ db: Connection) throws {
    for batch in ids.chunked(by: 500) {
      try db.run("UPDATE accounts SET parent_id = NULL WHERE id IN \(SQL.list(batch))")
    }
  }
}
