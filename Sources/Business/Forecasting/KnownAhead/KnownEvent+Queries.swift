import Accounts
import Blueprint
import Foundation
import Kernel
import Storage

extension KnownEvent {
  private static let columns: SQL = """
    k.id, k.account_id, a.name, k.product_id, p.name, k.first_day, k.last_day, k.price_minor, k.currency, k.promotion,
    k.made_at, k.made_by_name
    """
  private static let tables: SQL = """
    forecast_known k LEFT JOIN accounts a ON a.id = k.account_id LEFT JOIN products p ON p.id = k.product_id
    """

  private init(_ row: Row) throws {
    id = try row.id(0)
    account = try row.textOrNil(1)
    accountName = try row.textOrNil(2)
    product = try row.textOrNil(3)
    productName = try row.textOrNil(4)
    firstDay = try row.day(5)
    lastDay = try row.day(6)
    let currency = try row.currency(8)
    price = try row.int64OrNil(7).map { Money(minor: $0, currency: currency) }
    promotion = try row.choiceOrNil(9)
    madeAt = try row.moment(10)
    madeByName = try row.text(11)
  }

  /// Those of all accounts, and those of accounts that the actor may see; the next ones first.
  static func all(for actor: Actor, _ db: Connection) throws -> [KnownEvent] {
    try db.all(
      """
      SELECT \(columns) FROM \(tables) WHERE k.account_id IS NULL OR \(Account.visible(to: actor))
      ORDER BY k.first_day, k.id
      """
    ) { try KnownEvent($0) }
  }

  /// What reaches into the days behind one, as far as it was known by a moment.
  static func behind(_ day: Day, asOf moment: Date?, _ db: Connection) throws -> [KnownEvent] {
    try db.all("SELECT \(columns) FROM \(tables) WHERE k.last_day > \(day) ORDER BY k.id") {
      try KnownEvent($0)
    }.filter { one in moment.map { one.madeAt <= $0 } ?? true }
  }

  static func find(_ id: ID<KnownEvent>, for actor: Actor, _ db: Connection) throws -> KnownEvent {
    let found = try db.first(
      """
      SELECT \(columns) FROM \(tables)
      WHERE k.id = \(id) AND (k.account_id IS NULL OR \(Account.visible(to: actor)))
      """
    ) { try KnownEvent($0) }
    guard let found else { throw ForecastRefusal.notThere("entry") }
    return found
  }

  static func insert(_ events: [KnownEvent], _ currency: Currency, _ db: Connection) throws {
    try db.insertMany(
      into: "forecast_known",
      columns: [
        "id", "account_id", "product_id", "first_day", "last_day", "price_minor", "currency", "promotion",
        "made_at", "made_by_name",
      ],
      rows: events.map { one in
        [
          one.id.value, one.account.value, one.product.value, one.firstDay.value, one.lastDay.value,
          one.price?.minor.value ?? .null, currency.value, one.promotion?.rawValue.value ?? .null,
          one.madeAt.value, one.madeByName.value,
        ]
      })
  }

  static func delete(_ id: ID<KnownEvent>, _ db: Connection) throws {
    try db.run("DELETE FROM forecast_known WHERE id = \(id)")
  }
}
