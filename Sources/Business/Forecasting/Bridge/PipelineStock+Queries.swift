import Accounts
package import Blueprint
import Kernel
import Sales
import Storage

extension PipelineStock {
  private static let columns: SQL =
    "account_id, counted_on, units, target_tenths, most_tenths, made_at, made_by_name"

  private init(_ row: Row) throws {
    account = try row.text(0)
    countedOn = try row.dayOrNil(1)
    units = try row.int64OrNil(2)
    target = try row.int(3)
    most = try row.int(4)
    madeAt = try row.moment(5)
    madeByName = try row.text(6)
  }

  /// All of them by account; whoever reads shows only what the reader may see.
  static func all(_ db: Connection) throws -> [String: PipelineStock] {
    let found = try db.all("SELECT \(columns) FROM forecast_pipelines ORDER BY account_id") {
      try PipelineStock($0)
    }
    return Dictionary(uniqueKeysWithValues: found.map { ($0.account, $0) })
  }

  /// Keeps what is stated of an account in the place of what was.
  package static func state(_ input: Statement, _ context: Context) async throws -> PipelineStock {
    try await context.write { db in
      let account = try Account.find(input.id, for: context.actor, db)
      let made = try input.made(account.id.text, context)
      if made.units != nil { try mustStandAlone(account.id, context, db) }
      if let day = made.countedOn, let span = try PipelineFacts.span(db) {
        guard (span.first.firstDay...span.last.lastDay).contains(day) else {
          throw PipelineRefusal.countedOutside(day, from: span.first.firstDay, to: span.last.lastDay)
        }
      }
      try db.run(
        """
        INSERT INTO forecast_pipelines (account_id, counted_on, units, target_tenths, most_tenths, made_at, made_by_name)
        VALUES (\(made.account), \(made.countedOn), \(made.units), \(made.target), \(made.most), \(made.madeAt),
          \(made.madeByName))
        ON CONFLICT (account_id) DO UPDATE SET counted_on = excluded.counted_on, units = excluded.units,
          target_tenths = excluded.target_tenths, most_tenths = excluded.most_tenths, made_at = excluded.made_at,
          made_by_name = excluded.made_by_name
        """)
      try context.publish(
        wasStated, ID<PipelineStock>(account.id.text) ?? .new(at: context.now),
        after: ["account": account.name, "units": made.units.map { String($0) } ?? "unknown"], db)
      return made
    }
  }

  /// No count above or below another.
  private static func mustStandAlone(_ id: ID<Account>, _ context: Context, _ db: Connection) throws {
    let tree = try PlanningAccounts(below: nil, db)
    for other in try all(db).values where other.units != nil && other.account != id.text {
      guard let one = ID<Account>(other.account) else { continue }
      let above = tree.path(of: id).map(\.id), below = tree.path(of: one).map(\.id)
      guard above.contains(one) || below.contains(id) else { continue }
      let isSeen = (try? Account.find(one, for: context.actor, db)) != nil
      throw PipelineRefusal.countedElsewhere(isSeen ? tree.path(of: one)[0].name : "An account above it")
    }
  }
}
