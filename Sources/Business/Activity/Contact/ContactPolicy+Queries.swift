import Accounts
import Blueprint
import Catalog
import Foundation
package import Kernel
import People
package import Storage
import Team

extension ContactPolicy {
  static func all(_ db: Connection) throws -> [ContactPolicy] {
    try db.all("SELECT tier, account_days, person_days, version FROM contact_policies ORDER BY tier") {
      ContactPolicy(
        tier: try $0.text(0), accountDays: try $0.int(1), personDays: try $0.int(2), version: try $0.int(3))
    }
  }

  func save(_ db: Connection) throws {
    try db.run(
      """
      INSERT INTO contact_policies (tier, account_days, person_days, version)
      VALUES (\(tier), \(accountDays), \(personDays), \(version))
      ON CONFLICT (tier) DO UPDATE SET account_days = excluded.account_days, person_days = excluded.person_days,
        version = excluded.version
      """)
  }

  static func remove(_ tier: String, _ db: Connection) throws {
    try db.run("DELETE FROM contact_policies WHERE tier = \(tier)")
  }
}

extension ContactDue {
  /// Accounts whose contact is due by a day, longest due first; who was never spoken to stands in front. A banner below
  /// a group with a tier is in touch through the group.
  static func accounts(
    by day: Day, on today: Day, for actor: Actor, owner: ID<Actor>? = nil, _ db: Connection
  ) throws -> [ContactDue] {
    let mine: SQL = owner.map { "a.reach_owner_id = \($0)" } ?? "1 = 1"
    return try db.all(
      """
      SELECT a.id, a.name, a.tier, c.last_day, q.account_days FROM contact_policies q
      JOIN accounts a ON a.tier = q.tier LEFT JOIN account_contacts c ON c.account_id = a.id
      LEFT JOIN accounts u ON u.id = a.parent_id
      WHERE u.tier IS NULL AND a.merged_into IS NULL AND a.status <> 'former' AND a.kind IN ('group', 'banner', 'division')
        AND \(mine) AND \(Account.visible(to: actor)) ORDER BY COALESCE(c.last_day, ''), a.id
      """
    ) { row in
      let last = try row.dayOrNil(3), days = try row.int(4)
      return ContactDue(
        account: try row.text(0), accountName: try row.text(1), tier: try row.text(2), person: nil,
        personName: nil,
        title: nil, last: last, everyDays: days, due: due(last: last, every: days, on: today))
    }.filter { $0.due <= day }
  }

  /// Key people whose contact is due by a day.
  static func people(
    by day: Day, on today: Day, for actor: Actor, owner: ID<Actor>? = nil, limit: Int = 500, _ db: Connection
  ) throws -> [ContactDue] {
    let mine: SQL = owner.map { "a.reach_owner_id = \($0)" } ?? "1 = 1"
    return try db.all(
      """
      SELECT a.id, a.name, a.tier, p.id, p.name, p.title, (SELECT MAX(x.on_day) FROM interaction_persons x
        WHERE x.person_id = p.id AND x.is_contact AND x.on_day <= \(today)), q.person_days
      FROM contact_policies q JOIN accounts a ON a.tier = q.tier JOIN persons p ON p.account_id = a.id
      WHERE a.merged_into IS NULL AND a.status <> 'former' AND p.merged_into IS NULL AND p.erased_at IS NULL
        AND (p.power IN ('high', 'decisive') OR p.role IN ('economicBuyer', 'decisionMaker', 'champion', 'sponsor'))
        AND \(mine) AND \(Account.visible(to: actor)) ORDER BY p.family_key, p.id LIMIT 5000
      """
    ) { row in
      let last = try row.dayOrNil(6), days = try row.int(7)
      return ContactDue(
        account: try row.text(0), accountName: try row.text(1), tier: try row.text(2),
        person: try row.text(3),
        personName: try row.text(4), title: try row.textOrNil(5), last: last, everyDays: days,
        due: due(last: last, every: days, on: today))
    }.filter { $0.due <= day }.sorted { ($0.due, $0.person ?? "") < ($1.due, $1.person ?? "") }.prefix(limit)
      .map { $0 }
  }
}

/// What an account is worth in a year, kept for the ranking of what to do next.
package struct AccountStake: Sendable, Hashable {
  package let money: Money
  /// Where it comes from.
  package let words: String

  package init(money: Money, words: String) {
    self.money = money
    self.words = words
  }

  /// By account; what is not kept is not known.
  package static func all(_ db: Connection) throws -> [String: AccountStake] {
    let found = try db.all("SELECT account_id, minor, currency, words FROM account_stakes") {
      (
        try $0.text(0),
        AccountStake(
          money: Money(minor: try $0.int64(1), currency: try $0.currency(2)), words: try $0.text(3))
      )
    }
    return Dictionary(uniqueKeysWithValues: found)
  }

  static func replaceAll(_ stakes: [(ID<Account>, AccountStake)], _ db: Connection) throws {
    try db.run("DELETE FROM account_stakes")
    try db.insertMany(
      into: "account_stakes", columns: ["account_id", "minor", "currency", "words"],
      rows: stakes.map { [$0.0.value, $0.1.money.minor.value, $0.1.money.currency.value, $0.1.words.value] })
  }

  /// Accounts for which somebody may be told to do something, those with a tier.
  static func wanted(_ db: Connection) throws -> [ID<Account>] {
    try db.all(
      """
      SELECT a.id FROM accounts a JOIN contact_policies q ON q.tier = a.tier
      WHERE a.merged_into IS NULL AND a.kind IN ('group', 'banner', 'division') ORDER BY a.id LIMIT 500
      """
    ) { try $0.id(0) }
  }

  static func mark(_ db: Connection) throws -> String? {
    try db.first("SELECT value FROM settings WHERE name = 'activity.stakes'") { try $0.text(0) }
  }

  static func setMark(_ text: String, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO settings (name, value) VALUES ('activity.stakes', \(text))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }
}
