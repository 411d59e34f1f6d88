import Accounts
import Blueprint
import Foundation
import Kernel
import Storage

extension ItemLaunch {
  private static let columns: SQL = """
    l.id, l.account_id, a.name, l.product_id, p.name, l.first_day, l.level, l.replaces_id, o.name,
    l.phase_out_weeks, l.sum_rule, l.reason, l.made_at, l.made_by_name, l.withdrawn_at
    """
  private static let tables: SQL = """
    forecast_launches l JOIN products p ON p.id = l.product_id LEFT JOIN accounts a ON a.id = l.account_id
    LEFT JOIN products o ON o.id = l.replaces_id
    """

  private init(_ row: Row, _ likes: [String: [Like]]) throws {
    id = try row.id(0)
    account = try row.textOrNil(1)
    accountName = try row.textOrNil(2)
    product = try row.text(3)
    productName = try row.text(4)
    firstDay = try row.day(5)
    level = BasisPoints(try row.int(6))
    replaces = try row.textOrNil(7)
    replacesName = try row.textOrNil(8)
    phaseOutWeeks = try row.int(9)
    sum = try row.choice(10)
    reason = try row.text(11)
    madeAt = try row.moment(12)
    madeByName = try row.text(13)
    withdrawnAt = try row.momentOrNil(14)
    self.likes = likes[id.text] ?? []
  }

  private static func read(where condition: SQL, _ db: Connection) throws -> [ItemLaunch] {
    let likes = try db.all(
      """
      SELECT k.launch_id, k.product_id, p.name, k.share FROM forecast_launch_likes k
      JOIN products p ON p.id = k.product_id ORDER BY k.launch_id, k.place
      """
    ) {
      (
        launch: try $0.text(0),
        like: Like(product: try $0.text(1), name: try $0.text(2), share: BasisPoints(try $0.int(3)))
      )
    }
    let byLaunch = Dictionary(grouping: likes, by: \.launch).mapValues { $0.map(\.like) }
    return try db.all(
      "SELECT \(columns) FROM \(tables) WHERE \(condition) ORDER BY l.first_day, l.id"
    ) { try ItemLaunch($0, byLaunch) }
  }

  /// Those of all accounts, and those of accounts that the actor may see; the next ones first.
  static func all(for actor: Actor, _ db: Connection) throws -> [ItemLaunch] {
    try read(
      where: "l.withdrawn_at IS NULL AND (l.account_id IS NULL OR \(Account.visible(to: actor)))", db)
  }

  /// All that were known by a moment, whoever asks.
  static func known(asOf moment: Date?, _ db: Connection) throws -> [ItemLaunch] {
    try read(where: "TRUE", db).filter { $0.counts(asOf: moment) }
  }

  static func find(_ id: ID<ItemLaunch>, for actor: Actor, _ db: Connection) throws -> ItemLaunch {
    let found = try read(
      where:
        "l.id = \(id) AND l.withdrawn_at IS NULL AND (l.account_id IS NULL OR \(Account.visible(to: actor)))",
      db)
    guard let one = found.first else { throw ForecastRefusal.notThere("launch") }
    return one
  }

  static func insert(_ launches: [ItemLaunch], _ db: Connection) throws {
    try db.insertMany(
      into: "forecast_launches",
      columns: [
        "id", "account_id", "product_id", "first_day", "level", "replaces_id", "phase_out_weeks", "sum_rule",
        "reason", "made_at", "made_by_name", "withdrawn_at",
      ],
      rows: launches.map { one in
        [
          one.id.value, one.account.value, one.product.value, one.firstDay.value, one.level.count.value,
          one.replaces.value, one.phaseOutWeeks.value, one.sum.value, one.reason.value, one.madeAt.value,
          one.madeByName.value, one.withdrawnAt.value,
        ]
      })
    try db.insertMany(
      into: "forecast_launch_likes", columns: ["launch_id", "place", "product_id", "share"],
      rows: launches.flatMap { one in
        one.likes.enumerated().map { place, like in
          [one.id.value, place.value, like.product.value, like.share.count.value]
        }
      })
  }

  static func delete(_ id: ID<ItemLaunch>, _ db: Connection) throws {
    try db.run("DELETE FROM forecast_launches WHERE id = \(id)")
  }

  static func withdraw(_ id: ID<ItemLaunch>, at moment: Date, _ db: Connection) throws {
    try db.run("UPDATE forecast_launches SET withdrawn_at = \(moment) WHERE id = \(id)")
  }
}
