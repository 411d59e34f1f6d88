import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

extension ForecastOverride {
  private static let columns: SQL = """
    o.id, o.version_id, o.desk, o.account_id, a.name, o.product_id, p.name, o.first_week, o.last_week, v.week_ending,
    o.kind, o.amount, o.reason, o.expires_on, o.made_at, o.made_by, o.made_by_name, o.withdrawn_at
    """

  private static let tables: SQL = """
    forecast_overrides o JOIN forecast_versions v ON v.id = o.version_id
    LEFT JOIN accounts a ON a.id = o.account_id LEFT JOIN products p ON p.id = o.product_id
    """

  private init(_ row: Row) throws {
    let ending = Weekday(rawValue: try row.int(9)) ?? .sunday
    id = try row.id(0)
    version = try row.id(1)
    desk = try row.choice(2)
    account = try row.textOrNil(3)
    accountName = try row.textOrNil(4)
    product = try row.textOrNil(5)
    productName = try row.textOrNil(6)
    firstWeek = Week(ordinal: try row.int(7), endingOn: ending)
    lastWeek = Week(ordinal: try row.int(8), endingOn: ending)
    kind = try row.choice(10)
    amount = try row.int64(11)
    reason = try row.text(12)
    expiresOn = try row.day(13)
    madeAt = try row.moment(14)
    madeBy = try row.text(15)
    madeByName = try row.text(16)
    withdrawnAt = try row.momentOrNil(17)
  }

  /// All of a version, in their order: what is laid on it depends on all of them, whoever asks.
  static func all(of version: ID<ForecastVersion>, _ db: Connection) throws -> [ForecastOverride] {
    try db.all("SELECT \(columns) FROM \(tables) WHERE o.version_id = \(version) ORDER BY o.id") {
      try ForecastOverride($0)
    }
  }

  /// One that the actor may see: of an account of theirs, or of all accounts.
  static func find(_ id: ID<ForecastOverride>, for actor: Actor, _ db: Connection) throws -> ForecastOverride
  {
    let found = try db.first(
      """
      SELECT \(columns) FROM \(tables)
      WHERE o.id = \(id) AND (o.account_id IS NULL OR \(Account.visible(to: actor)))
      """
    ) { try ForecastOverride($0) }
    guard let found else { throw ForecastRefusal.notThere("override") }
    return found
  }

  func insert(_ db: Connection) throws {
    try db.run(
      """
      INSERT INTO forecast_overrides (id, version_id, desk, account_id, product_id, first_week, last_week, kind,
        amount, reason, expires_on, made_at, made_by, made_by_name)
      VALUES (\(id), \(version), \(desk), \(account), \(product), \(firstWeek.ordinal), \(lastWeek.ordinal),
        \(kind), \(amount), \(reason), \(expiresOn), \(madeAt), \(madeBy), \(madeByName))
      """)
  }

  /// Lays on a new version what still counts of the one before it.
  static func carry(into next: ForecastVersion, _ context: Context, _ db: Connection) throws {
    guard let old = try next.predecessor(among: ForecastVersion.all(for: .commandLine, db)) else { return }
    for one in try all(of: old.id, db) {
      try one.carried(into: next, at: context.now, on: context.today)?.insert(db)
    }
  }

  static func withdraw(_ id: ID<ForecastOverride>, at moment: Date, _ db: Connection) throws {
    try db.run("UPDATE forecast_overrides SET withdrawn_at = \(moment) WHERE id = \(id)")
  }
}
