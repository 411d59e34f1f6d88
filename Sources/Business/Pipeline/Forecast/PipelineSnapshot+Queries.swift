import Accounts
package import Blueprint
import Kernel
package import Storage
import Statistics

extension PipelineSnapshot {
  package static func find(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> PipelineSnapshot
  {
    let today = context.today
    let day = wanted.on ?? today.advanced(by: 1 - today.dayOfMonth), known = wanted.known ?? .then
    guard day <= today else { throw DealRefusal.dayAhead(field: "on", day) }
    let currency = try Deal.companyCurrency(db)
    let stages = try DealProcess.all(db).flatMap { process in process.stages }
    let states = try states(wanted, day, known, currency, context, db)
    let chances = try chances(on: day, stages, db)
    let names = Dictionary(uniqueKeysWithValues: stages.map { ($0.id, $0.name) })
    let said = states.map { state in
      Said(state, chance: state.chance ?? chances[state.stage] ?? BasisPoints(0))
    }
    let byStage = Dictionary(grouping: said, by: \.state.stage)
    let lines = stages.compactMap { stage in byStage[stage.id].map { line(stage.name, $0, currency) } }
    let largest = said.sorted { ($0.state.value ?? 0, $1.state.id) > ($1.state.value ?? 0, $0.state.id) }
    return PipelineSnapshot(
      on: day, known: known, currency: currency, lines: lines, unvalued: said.count { $0.state.value == nil },
      entries: largest.prefix(mostEntries).map { entry($0, names, currency) })
  }

  /// A deal as it was open on the day, and as it is now.
  private struct State {
    let id: ID<Deal>
    let name: String
    let account: String?
    let stage: ID<DealStage>
    let value: Int64?
    let close: Day?
    let chance: BasisPoints?
    let stageNow: ID<DealStage>
    let outcome: Outcome
    let valueNow: Int64?
    let closeNow: Day?
  }

  private struct Said {
    let state: State
    let chance: BasisPoints
    let weighted: Int64

    init(_ state: State, chance: BasisPoints) {
      self.state = state
      self.chance = chance
      weighted = chance.of(Money(minor: state.value ?? 0, currency: .usd)).minor
    }
  }

  private static func states(
    _ wanted: Wanted, _ day: Day, _ known: Knowledge, _ currency: Currency, _ context: Context,
    _ db: Connection
  ) throws -> [State] {
    let recorded = known == .then ? day : Day(ordinal: 200_000)
    let process: SQL = wanted.process.map { "d.process_id = \($0)" } ?? "1 = 1"
    return try db.all(
      """
      SELECT d.id, d.name, a.name, h.stage_id, h.value_minor, h.close_on, h.chance_bp, d.stage_id, d.outcome,
        d.value_minor, COALESCE(d.closed_on, d.close_on)
      FROM (
        SELECT s.deal_id, s.stage_id, s.outcome, s.value_minor, s.close_on, s.chance_bp,
          ROW_NUMBER() OVER (PARTITION BY s.deal_id ORDER BY s.on_day DESC, s.place DESC) AS turn
        FROM deal_states s WHERE s.on_day <= \(day) AND s.recorded_on <= \(recorded)
      ) h JOIN deals d ON d.id = h.deal_id LEFT JOIN accounts a ON a.id = d.account_id
      WHERE h.turn = 1 AND h.outcome = 'open' AND \(process) AND \(Deal.visible(to: context.actor)) ORDER BY d.id
      """
    ) { row in
      State(
        id: try row.id(0), name: try row.text(1), account: try row.textOrNil(2), stage: try row.id(3),
        value: try row.int64OrNil(4), close: try row.dayOrNil(5),
        chance: try row.intOrNil(6).map { BasisPoints($0) },
        stageNow: try row.id(7), outcome: try row.choice(8), valueNow: try row.int64OrNil(9),
        closeNow: try row.dayOrNil(10))
    }
  }

  /// What own history said of each stage on that day, for deals of which nobody kept it.
  private static func chances(on day: Day, _ stages: [DealStage], _ db: Connection) throws -> [ID<DealStage>:
    BasisPoints]
  {
    var tally = PassageTally()
    try Passage.each(db) { if $0.closed <= day { tally.add($0) } }
    let counts = tally.counts(on: day)
    var chances: [ID<DealStage>: BasisPoints] = [:]
    for stage in stages {
      let all = counts[stage.id] ?? []
      chances[stage.id] =
        StageOdds(
          stage, closed: all.reduce(0) { $0 + $1.closed }, won: all.reduce(0) { $0 + $1.won },
          pushed: PushDiscount([])
        ).chance
    }
    return chances
  }

  private static func line(_ name: String, _ said: [Said], _ currency: Currency) -> Line {
    let won = said.filter { $0.state.outcome == .won }
    return Line(
      stage: name, count: said.count,
      value: Money(minor: said.reduce(0) { $0 + ($1.state.value ?? 0) }, currency: currency),
      weighted: Money(minor: said.reduce(0) { $0 + $1.weighted }, currency: currency), won: won.count,
      wonValue: Money(minor: won.reduce(0) { $0 + ($1.state.valueNow ?? 0) }, currency: currency),
      lost: said.count { $0.state.outcome == .lost }, open: said.count { $0.state.outcome == .open })
  }

  private static func entry(_ said: Said, _ names: [ID<DealStage>: String], _ currency: Currency) -> Entry {
    let state = said.state
    func money(_ minor: Int64?) -> Money? { minor.map { Money(minor: $0, currency: currency) } }
    return Entry(
      id: state.id, name: state.name, account: state.account, stageThen: names[state.stage] ?? "",
      stageNow: names[state.stageNow] ?? "", outcome: state.outcome, valueThen: money(state.value),
      valueNow: money(state.valueNow), closeThen: state.close, closeNow: state.closeNow,
      chanceThen: said.chance)
  }
}
