import Accounts
package import Blueprint
import Kernel
package import Storage
import Statistics

extension Calibration {
  package static func find(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> Calibration {
    let processes = try DealProcess.all(db), currency = try Deal.companyCurrency(db)
    if let id = wanted.process, !processes.contains(where: { $0.id == id }) {
      throw DealRefusal.processUnknown
    }
    let first = wanted.from ?? Day(ordinal: -200_000), last = wanted.to ?? Day(ordinal: 200_000)
    guard first <= last else {
      throw DealRefusal.badQuestion(
        field: "from", "The days end before they begin. Give the earlier day as from.")
    }
    let stages = Dictionary(uniqueKeysWithValues: processes.flatMap(\.stages).map { ($0.id, $0) })
    let passages = try Passage.all(for: context.actor, db).filter {
      wanted.process == nil || $0.process == wanted.process
    }
    // What was known is all that was decided before; what is judged are decisions of the days asked about.
    let said = statements(passages, stages).filter { first <= $0.passage.closed && $0.passage.closed <= last }
    let check = ForecastCheck(said.map { .init(chance: $0.chance, cameTrue: $0.passage.won) })
    let sums = try outcomes(wanted, first...last, context.actor, db)
    return Calibration(
      decided: sums.won + sums.lost, won: sums.won, lost: sums.lost,
      wonValue: Money(minor: sums.value, currency: currency), statements: said.count,
      brier: check.map { Int(($0.brier * 10_000).rounded()) },
      reference: check.map { Int(($0.reference * 10_000).rounded()) },
      bands: check?.bands.map(band) ?? [], stages: lines(said, processes))
  }

  private static func band(_ one: ForecastCheck.Band) -> Band {
    Band(
      from: BasisPoints(chance: one.lower), to: BasisPoints(chance: one.upper), count: one.count,
      won: one.cameTrue,
      stated: BasisPoints(chance: one.stated), observed: BasisPoints(chance: one.observed),
      low: BasisPoints(chance: one.interval.lowerBound), high: BasisPoints(chance: one.interval.upperBound),
      holds: one.holds)
  }

  private static func lines(
    _ said: [(passage: Passage, chance: Double)], _ processes: [DealProcess]
  ) -> [Line] {
    let byStage = Dictionary(grouping: said, by: \.passage.stage)
    return processes.flatMap { process in
      process.openStages.compactMap { stage in
        guard let some = byStage[stage.id] else { return nil }
        let won = some.count { $0.passage.won }, all = Double(some.count)
        return Line(
          stage: stage.id, name: processes.count == 1 ? stage.name : "\(process.name): \(stage.name)",
          count: some.count, won: won,
          stated: BasisPoints(chance: some.reduce(0) { $0 + $1.chance } / all),
          observed: BasisPoints(chance: Double(won) / all))
      }
    }
  }

  private static func outcomes(
    _ wanted: Wanted, _ days: ClosedRange<Day>, _ actor: Actor, _ db: Connection
  ) throws -> (won: Int, lost: Int, value: Int64) {
    let process: SQL = wanted.process.map { "d.process_id = \($0)" } ?? "1 = 1"
    return try db.first(
      """
      SELECT COUNT(*) FILTER (WHERE d.outcome = 'won'), COUNT(*) FILTER (WHERE d.outcome = 'lost'),
        CAST(COALESCE(SUM(CASE WHEN d.outcome = 'won' THEN d.value_minor END), 0) AS BIGINT)
      \(Deal.from) WHERE d.closed_on BETWEEN \(days.lowerBound) AND \(days.upperBound) AND \(process)
        AND \(Deal.visible(to: actor))
      """
    ) { (try $0.int(0), try $0.int(1), try $0.int64(2)) } ?? (0, 0, 0)
  }
}
