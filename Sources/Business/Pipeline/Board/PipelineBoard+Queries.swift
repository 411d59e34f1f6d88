package import Blueprint
import Accounts
import Kernel
package import Storage

extension PipelineBoard {
  package static func find(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> PipelineBoard {
    let processes = try DealProcess.all(db), company = try Deal.companyCurrency(db)
    let asked = wanted.process.map { id in processes.first { $0.id == id } } ?? processes.first
    guard let process = asked else { throw DealRefusal.processUnknown }
    let scope = Scope(process: process, wanted: wanted, context: context)
    let sums = try sums(scope, db), stays = try StageStay.all(db)
    let columns = try process.stages.map { stage in
      let sum = sums[stage.id]
      return Column(
        stage: stage, count: sum?.count ?? 0, valued: sum?.valued ?? 0,
        value: Money(minor: sum?.value ?? 0, currency: company),
        weighted: Money(minor: sum?.weighted ?? 0, currency: company),
        usualDays: stays[stage.id]?.usual(stage) ?? stage.usualDays,
        cards: sum == nil ? [] : try cards(stage, scope, db))
    }
    return PipelineBoard(
      process: process.id, processes: processes.map { Named(id: $0.id.text, name: $0.name) },
      owner: wanted.owner, owners: try Account.owners(db).map { Named(id: $0.value, name: $0.label) },
      on: context.today, currency: company, columns: columns)
  }

  /// What the board is about, as conditions.
  private struct Scope {
    let process: DealProcess
    let wanted: Wanted
    let context: Context

    var condition: SQL {
      let owner: SQL = wanted.owner.map { "d.owner_id = \($0)" } ?? "1 = 1"
      let since = context.today.advanced(by: -PipelineBoard.daysDecided)
      return """
        \(Deal.visible(to: context.actor)) AND \(owner)
        AND (d.outcome = 'open' OR d.closed_on >= \(since))
        """
    }
  }

  private typealias Sum = (count: Int, valued: Int, value: Int64, weighted: Int64)

  private static func sums(_ scope: Scope, _ db: Connection) throws -> [ID<DealStage>: Sum] {
    let found = try db.all(
      """
      SELECT d.stage_id, COUNT(*), COUNT(d.value_minor), CAST(COALESCE(SUM(d.value_minor), 0) AS BIGINT),
        CAST(COALESCE(SUM((d.value_minor * \(Deal.chanceSQL) + 5000) / 10000), 0) AS BIGINT)
      \(Deal.from) \(Deal.oddsJoin)
      WHERE d.stage_id IN \(SQL.list(scope.process.stages.map(\.id))) AND \(scope.condition)
      GROUP BY d.stage_id
      """
    ) { row in
      (
        stage: try row.id(0, as: DealStage.self),
        sum: (
          count: try row.int(1), valued: try row.int(2), value: try row.int64(3), weighted: try row.int64(4)
        )
      )
    }
    return Dictionary(uniqueKeysWithValues: found.map { ($0.stage, $0.sum) })
  }

  private static func cards(_ stage: DealStage, _ scope: Scope, _ db: Connection) throws -> [Card] {
    let order: SQL =
      stage.outcome == .open
      ? "COALESCE(d.close_on, '9999-12-31'), d.id" : "d.closed_on DESC, d.id"
    return try db.all(
      """
      SELECT d.id, d.name, a.name, o.name, d.amount_minor, d.currency, \(Deal.chanceSQL), d.close_on,
        d.stage_since, d.pushes, d.next_step, d.next_step_on
      \(Deal.from) \(Deal.oddsJoin) LEFT JOIN users o ON o.id = d.owner_id
      WHERE d.stage_id = \(stage.id) AND \(scope.condition) ORDER BY \(order) LIMIT \(mostCards)
      """
    ) { row in
      let currency = try row.currency(5)
      return Card(
        id: try row.id(0), name: try row.text(1), account: try row.textOrNil(2), owner: try row.textOrNil(3),
        amount: try row.int64OrNil(4).map { Money(minor: $0, currency: currency) },
        chance: BasisPoints(try row.int(6)), closeOn: try row.dayOrNil(7), stageSince: try row.day(8),
        pushes: try row.int(9), nextStep: try row.textOrNil(10), nextStepOn: try row.dayOrNil(11))
    }
  }
}
