import Accounts
import Blueprint
import Foundation
import Kernel
import Sales
import Storage

extension ChangeRun {
  private static let columns: SQL =
    "id, made_at, kind, currency, last_week, week_ending, rate_points, judged, unjudged, ground"

  /// The newest search, and what counted when it was made.
  static func latest(_ db: Connection) throws -> (run: ChangeRun, state: String)? {
    try db.first("SELECT \(columns) FROM sales_change_runs ORDER BY id DESC LIMIT 1") { row in
      let ending = Weekday(rawValue: try row.int(5)) ?? .sunday
      let run = ChangeRun(
        id: try row.id(0), madeAt: try row.moment(1), kind: try row.choice(2), currency: try row.currency(3),
        lastWeek: Week(ordinal: try row.int(4), endingOn: ending), rate: BasisPoints(try row.int(6)),
        judged: try row.int(7), unjudged: try row.int(8))
      return (run, try row.text(9))
    }
  }

  static func isWaiting(_ db: Connection) throws -> Bool {
    try db.count(
      "SELECT COUNT(*) FROM jobs WHERE kind = \(job.name) AND state IN ('queued', 'running')") > 0
  }

  /// Keeps a search and drops the ones before it: what they saw counts no more.
  static func save(
    _ run: ChangeRun, state: String, _ finds: [ChangeHunt.Find], _ reading: ChangeReading, _ db: Connection
  ) throws {
    try db.run("DELETE FROM sales_changes")
    try db.run("DELETE FROM sales_change_runs")
    try db.run(
      """
      INSERT INTO sales_change_runs (id, made_at, ground, kind, currency, last_week, week_ending, rate_points, judged,
        unjudged)
      VALUES (\(run.id), \(run.madeAt), \(state), \(run.kind), \(run.currency), \(run.lastWeek.ordinal),
        \(run.lastWeek.lastDay.weekday.rawValue), \(run.rate.count), \(run.judged), \(run.unjudged))
      """)
    for find in finds {
      guard let account = reading.accounts.nodes[find.series.account]?.id else { continue }
      let product = find.series.product.flatMap { reading.products.nodes[$0]?.id }
      let spark = SalesChange.spark(find.series.values).map(String.init).joined(separator: " ")
      try db.run(
        """
        INSERT INTO sales_changes (id, run_id, kind, account_id, product_id, week, value, value_low, value_high,
          change_points, chance, spark)
        VALUES (\(ID<SalesChange>.new(at: run.madeAt)), \(run.id), \(find.kind), \(account), \(product),
          \(Int(find.series.firstWeek) + find.place), \(find.value), \(find.low), \(find.high),
          \(find.change.count), \(find.chance), \(spark))
        """)
    }
  }
}

extension SalesChange {
  /// Two years at most, from 0 to 20.
  static func spark(_ values: [Int64]) -> [Int] {
    let shown = values.suffix(104), highest = max(1, shown.max() ?? 1)
    return shown.map { Int(Int128(max(0, $0)) * 20 / Int128(highest)) }
  }

  /// What a reader may see of a search, largest first.
  static func found(
    by run: ChangeRun, since week: Int?, for actor: Actor, _ db: Connection
  ) throws -> [SalesChange] {
    let ending = run.lastWeek.lastDay.weekday
    return try db.all(
      """
      SELECT c.id, c.kind, a.id, a.name, p.id, p.name, c.week, c.value, c.value_low, c.value_high, c.change_points,
        c.chance, c.spark
      FROM sales_changes c JOIN accounts a ON a.id = c.account_id LEFT JOIN products p ON p.id = c.product_id
      WHERE c.run_id = \(run.id) AND c.week >= \(week ?? -1_000_000) AND \(Account.visible(to: actor))
      ORDER BY ABS(c.value) DESC, c.id
      """
    ) { row in
      SalesChange(
        id: try row.id(0), kind: try row.choice(1), account: try row.text(2), accountName: try row.text(3),
        product: try row.textOrNil(4), productName: try row.textOrNil(5),
        week: Week(ordinal: try row.int(6), endingOn: ending), value: try row.int64(7),
        low: try row.int64(8), high: try row.int64(9), change: BasisPoints(try row.int(10)),
        chance: try row.double(11), spark: try row.text(12).split(separator: " ").compactMap { Int($0) })
    }
  }
}
