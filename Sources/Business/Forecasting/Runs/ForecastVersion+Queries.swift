import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

extension ForecastVersion {
  /// Counts are of what the actor may see: how much others plan is theirs to know.
  private static func columns(for actor: Actor) -> SQL {
    """
    v.id, v.state, v.kind, v.currency, v.account_id, a.name, v.level, v.through_week, v.week_ending, v.horizon,
    v.frozen, v.left_out, v.known_on, v.made_at, v.made_by_name, v.lock_name, v.locked_at, v.locked_by_name,
    (SELECT COUNT(*) FROM forecast_series s JOIN accounts a ON a.id = s.account_id
      WHERE s.version_id = v.id AND \(Account.visible(to: actor))), v.is_cut
    """
  }

  private init(_ row: Row, for actor: Actor) throws {
    id = try row.id(0)
    state = try row.choice(1)
    kind = try row.choice(2)
    currency = try row.currency(3)
    account = try row.textOrNil(4)
    accountName = try row.textOrNil(5)
    level = try row.choice(6)
    through = Week(ordinal: try row.int(7), endingOn: Weekday(rawValue: try row.int(8)) ?? .sunday)
    horizon = try row.int(9)
    frozen = try row.int(10)
    leftOut = actor.seesEverything || account != nil ? try row.int(11) : nil
    knownOn = try row.dayOrNil(12)
    madeAt = try row.moment(13)
    madeBy = try row.text(14)
    lockName = try row.textOrNil(15)
    lockedAt = try row.momentOrNil(16)
    lockedBy = try row.textOrNil(17)
    seriesCount = try row.int(18)
    isCut = try row.bool(19)
  }

  /// Newest first: those of all accounts, and those of one that the actor may see.
  static func all(for actor: Actor, _ db: Connection) throws -> [ForecastVersion] {
    try db.all(
      """
      SELECT \(columns(for: actor)) FROM forecast_versions v LEFT JOIN accounts a ON a.id = v.account_id
      WHERE v.account_id IS NULL OR \(Account.visible(to: actor)) ORDER BY v.id DESC
      """
    ) { try ForecastVersion($0, for: actor) }
  }

  static func find(_ id: ID<ForecastVersion>, for actor: Actor, _ db: Connection) throws -> ForecastVersion {
    let found = try db.first(
      """
      SELECT \(columns(for: actor)) FROM forecast_versions v LEFT JOIN accounts a ON a.id = v.account_id
      WHERE v.id = \(id) AND (v.account_id IS NULL OR \(Account.visible(to: actor)))
      """
    ) { try ForecastVersion($0, for: actor) }
    guard let found else { throw ForecastRefusal.notThere("forecast") }
    return found
  }

  static func isWaiting(_ db: Connection) throws -> Bool {
    try db.count(
      "SELECT COUNT(*) FROM jobs WHERE kind = \(job.name) AND state IN ('queued', 'running')") > 0
  }

  /// Notes that a version is being made. One that had begun from other figures begins anew.
  static func begin(_ draft: ForecastDraft, _ work: Work, _ context: Context, _ db: Connection) throws {
    let ground = "\(draft.ground.state) \(draft.through)"
    let known = try db.first("SELECT ground, state FROM forecast_versions WHERE id = \(work.version)") {
      (try $0.text(0), try $0.text(1))
    }
    if let known, known.0 == ground, known.1 == State.building.rawValue { return }
    if known != nil { try db.run("DELETE FROM forecast_versions WHERE id = \(work.version)") }
    try db.run(
      """
      INSERT INTO forecast_versions (id, state, kind, currency, account_id, level, through_week, week_ending,
        horizon, frozen, ground, left_out, known_on, is_cut, made_at, made_by, made_by_name)
      VALUES (\(work.version), \(State.building), \(work.kind), \(draft.ground.currency), \(work.account),
        \(draft.level), \(draft.through.ordinal), \(draft.ground.weekEnding.rawValue), \(work.horizon),
        \(work.frozen), \(ground), \(draft.leftOut.count), \(work.knownOn), \(draft.ground.cut != nil),
        \(context.now), \(context.actor.id),
        \(context.actor.name))
      """)
  }

  static func finish(
    _ id: ID<ForecastVersion>, _ totals: [(ID<Account>?, SeriesPlan)], _ db: Connection
  ) throws {
    try db.run("DELETE FROM forecast_totals WHERE version_id = \(id)")
    try db.insertMany(
      into: "forecast_totals",
      columns: ["id", "version_id", "account_id", "method", "flags", "against_naive", "data"],
      rows: totals.map { account, plan in
        [ID<SeriesPlan>.new().value, id.value, account.value] + plan.values
      })
    try db.run("UPDATE forecast_versions SET state = \(State.ready) WHERE id = \(id)")
  }

  static func keptKeys(of id: ID<ForecastVersion>, _ db: Connection) throws -> Set<SeriesKey> {
    Set(
      try db.all("SELECT account_id, product_id FROM forecast_series WHERE version_id = \(id)") {
        SeriesKey(account: try $0.id(0), product: try $0.id(1))
      })
  }

  /// What launches and replacements make of a version's series.
  static func launch(_ draft: ForecastDraft, _ id: ID<ForecastVersion>, _ db: Connection) throws {
    guard !draft.seats.isEmpty else { return }
    let plan = try ForecastPlan(find(id, for: .commandLine, db), db)
    let known = Dictionary(uniqueKeysWithValues: zip(plan.keys, plan.series))
    try replace(LaunchPass(draft, known).changes(), of: id, db)
  }

  /// Series that a version has already, or has not yet.
  static func replace(
    _ plans: [(SeriesKey, SeriesPlan)], of id: ID<ForecastVersion>, _ db: Connection
  ) throws {
    try save(
      plans, of: id,
      onConflict:
        "(version_id, account_id, product_id) DO UPDATE SET method = excluded.method, flags = excluded.flags, against_naive = excluded.against_naive, data = excluded.data",
      db)
  }

  static func save(
    _ plans: [(SeriesKey, SeriesPlan)], of id: ID<ForecastVersion>,
    onConflict: String = "(version_id, account_id, product_id) DO NOTHING", _ db: Connection
  ) throws {
    try db.insertMany(
      into: "forecast_series",
      columns: ["version_id", "account_id", "product_id", "method", "flags", "against_naive", "data"],
      rows: plans.map { key, plan in [id.value, key.account.value, key.product.value] + plan.values },
      onConflict: onConflict)
  }

  static func lock(
    _ id: ID<ForecastVersion>, name: String, _ context: Context, _ db: Connection
  ) throws {
    try db.run(
      """
      UPDATE forecast_versions SET lock_name = \(name), locked_at = \(context.now),
        locked_by_name = \(context.actor.name) WHERE id = \(id)
      """)
  }
}

extension SeriesPlan {
  /// With all of them; versions of before were not reconciled, have no launches, and older ones nothing known ahead.
  private static let lists = 16
  private static let olderLists = [15, 14, 11]

  /// The columns method, flags, against_naive and data.
  var values: [Value] {
    let packed = PackedWeeks.pack([
      statistical, low80, high80, low95, high95, naive, level, trend, season, [recentUnits, recentValue],
      [scale], price, promotion, neighbours, launch, shift,
    ])
    let ratio = againstNaive.map { Int64($0.count) }
    return [method.value, flags.joined(separator: "\n").value, ratio.value, .blob(packed)]
  }

  init(_ row: Row, at column: Int) throws {
    let lists = try row.bytes(column + 3) { bytes in
      ([Self.lists] + Self.olderLists).lazy.compactMap { count in
        PackedWeeks.unpack(bytes, lists: count).map { $0 + Array(repeating: [], count: Self.lists - count) }
      }.first
    }
    guard let lists, lists[9].count == 2, lists[10].count == 1 else {
      throw StorageError.fault("a forecast series can't be read", sql: "")
    }
    let flags = try row.text(column + 1)
    self.init(
      method: try row.text(column), flags: flags.isEmpty ? [] : flags.components(separatedBy: "\n"),
      againstNaive: try row.intOrNil(column + 2).map { BasisPoints($0) }, statistical: lists[0],
      low80: lists[1],
      high80: lists[2], low95: lists[3], high95: lists[4], naive: lists[5], level: lists[6], trend: lists[7],
      season: lists[8], price: lists[11], promotion: lists[12], neighbours: lists[13], launch: lists[14],
      shift: lists[15],
      recentUnits: lists[9][0], recentValue: lists[9][1], scale: lists[10][0])
  }
}

extension ForecastPlan {
  /// The whole version, whoever asks: an override above a reader's part is spread over the others' too.
  init(_ version: ForecastVersion, _ db: Connection) throws {
    let rows = try db.all(
      """
      SELECT account_id, product_id, method, flags, against_naive, data FROM forecast_series
      WHERE version_id = \(version.id) ORDER BY account_id, product_id
      """
    ) { (SeriesKey(account: try $0.id(0), product: try $0.id(1)), try SeriesPlan($0, at: 2)) }
    let accounts = try db.all(
      """
      WITH RECURSIVE up(id, above) AS (\(Self.accountsUp(version.id))) SELECT id, above FROM up
      """
    ) { (id: try $0.id(0, as: Account.self), above: try $0.idOrNil(1, as: Account.self)) }
    let products = try db.all("SELECT id, parent_id FROM products") {
      (id: try $0.id(0, as: Product.self), above: try $0.idOrNil(1, as: Product.self))
    }
    self.init(
      version: version, keys: rows.map(\.0), series: rows.map(\.1),
      accountsAbove: Dictionary(
        uniqueKeysWithValues: accounts.compactMap { one in one.above.map { (one.id, $0) } }),
      productsAbove: Dictionary(
        uniqueKeysWithValues: products.compactMap { one in one.above.map { (one.id, $0) } }))
  }

  /// The accounts of a version and all above them, as the body of a recursive `up(id, above)`.
  static func accountsUp(_ version: ID<ForecastVersion>) -> SQL {
    """
    SELECT q.id, COALESCE(q.merged_into, q.parent_id) FROM accounts q
    WHERE q.id IN (SELECT s.account_id FROM forecast_series s WHERE s.version_id = \(version))
    UNION SELECT q.id, COALESCE(q.merged_into, q.parent_id) FROM up JOIN accounts q ON q.id = up.above
    """
  }
}
