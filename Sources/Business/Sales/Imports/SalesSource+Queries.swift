import Accounts
import Blueprint
import Foundation
import Kernel
package import Storage

extension SalesSource {
  static let columns: SQL = """
    s.id, s.number, s.code, s.name, s.kind, s.account_id, s.currency, s.week_ending, s.loader,
    s.state_version,
    s.created_at
    """

  init(_ row: Row, at start: Int = 0) throws {
    id = try row.id(start)
    number = try row.int64(start + 1)
    code = try row.text(start + 2)
    name = try row.text(start + 3)
    kind = try row.choice(start + 4)
    account = try row.idOrNil(start + 5)
    currency = try row.currency(start + 6)
    weekEnding = Weekday(rawValue: try row.int(start + 7)) ?? .sunday
    loader = try row.text(start + 8)
    stateVersion = try row.int64(start + 9)
    createdAt = try row.moment(start + 10)
  }

  package static func all(_ db: Connection) throws -> [SalesSource] {
    try db.all("SELECT \(columns) FROM sales_sources s ORDER BY s.number") { try SalesSource($0) }
  }

  package static func find(code: String, _ db: Connection) throws -> SalesSource? {
    try db.first("SELECT \(columns) FROM sales_sources s WHERE s.code = \(code)") { try SalesSource($0) }
  }

  static func find(_ id: ID<SalesSource>, _ db: Connection) throws -> SalesSource? {
    try db.first("SELECT \(columns) FROM sales_sources s WHERE s.id = \(id)") { try SalesSource($0) }
  }

  static func insert(_ source: SalesSource, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO sales_sources (id, number, code, name, kind, account_id, currency, week_ending, loader,
        state_version, created_at)
      VALUES (\(source.id), \(source.number), \(source.code), \(source.name), \(source.kind),
      \(source.account),
        \(source.currency), \(source.weekEnding.rawValue), \(source.loader), 0, \(source.createdAt))
      """)
  }

  static func nextNumber(_ db: Connection) throws -> Int64 {
    try db.nextNumber(in: "sales_sources")
  }

  /// Notes that what is visible has changed; false where another import was quicker.
  static func advance(_ id: ID<SalesSource>, from version: Int64, _ db: Connection) throws -> Bool {
    try db.run(
      "UPDATE sales_sources SET state_version = \(version + 1) WHERE id = \(id) AND state_version = "
        + "\(version)"
    ) == 1
  }
}
