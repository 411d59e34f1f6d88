import Accounts
import Blueprint
import Catalog
import Kernel
import Storage

extension PastSeries {
  static func save(
    _ past: [(SeriesKey, PastSeries)], of version: ID<ForecastVersion>, _ db: Connection
  ) throws {
    try db.insertMany(
      into: "forecast_past", columns: ["version_id", "account_id", "product_id", "data"],
      rows: past.map { key, one in
        [
          version.value, key.account.value, key.product.value,
          .blob(PackedWeeks.pack([one.base] + one.looks)),
        ]
      }, onConflict: "(version_id, account_id, product_id) DO NOTHING")
  }

  /// Of all series of a version that is being made; `looks`: the ends that its run looks back to.
  static func all(
    of version: ID<ForecastVersion>, looks: Int, _ db: Connection
  ) throws -> [SeriesKey: PastSeries] {
    let rows = try db.all(
      "SELECT account_id, product_id, data FROM forecast_past WHERE version_id = \(version)"
    ) { row in
      (
        SeriesKey(account: try row.id(0), product: try row.id(1)),
        try row.bytes(2) { PackedWeeks.unpack($0, lists: looks + 1) }
      )
    }
    return Dictionary(
      uniqueKeysWithValues: rows.compactMap { key, lists in
        lists.map { (key, PastSeries(base: $0[0], looks: Array($0.dropFirst()))) }
      })
  }
}

extension LevelPass {
  /// Moves a version's series and keeps what was seen; what the run looked back to is needed no more.
  func apply(to id: ID<ForecastVersion>, _ db: Connection) throws {
    if !moves.isEmpty {
      let plan = try ForecastPlan(ForecastVersion.find(id, for: .commandLine, db), db)
      try ForecastVersion.replace(
        zip(plan.keys, plan.series).compactMap { key, one in
          moves[key].map { (key, one.shifted(by: $0)) }
        }, of: id, db)
    }
    try db.run("DELETE FROM forecast_past WHERE version_id = \(id)")
    try db.run("DELETE FROM forecast_levels WHERE version_id = \(id)")
    try db.insertMany(
      into: "forecast_levels",
      columns: ["version_id", "place", "level", "nodes", "summed", "tied", "full_error", "trust"],
      rows: report.enumerated().map { place, one in
        [
          id.value, Int64(place).value, one.name.value, Int64(one.nodes).value,
          Int64(one.summed.count).value, Int64(one.tied.count).value, Int64(one.full.count).value,
          Int64(one.trust.count).value,
        ]
      })
  }

  static func report(of id: ID<ForecastVersion>, _ db: Connection) throws -> [ForecastBook.Level] {
    try db.all(
      """
      SELECT level, nodes, summed, tied, full_error, trust FROM forecast_levels WHERE version_id = \(id)
      ORDER BY place
      """
    ) { row in
      ForecastBook.Level(
        name: try row.text(0), nodes: try row.int(1), summed: BasisPoints(try row.int(2)),
        tied: BasisPoints(try row.int(3)), full: BasisPoints(try row.int(4)),
        trust: BasisPoints(try row.int(5)))
    }
  }
}
