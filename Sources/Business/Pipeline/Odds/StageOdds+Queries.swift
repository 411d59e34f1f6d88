import Blueprint
package import Kernel
package import Storage
import Statistics

extension StageOdds {
  /// More decided deals than this are counted by a chore, not with every one that is decided.
  static let mostAtOnce = 20_000

  /// After a deal was decided, or is open again.
  static func follow(_ context: Context, _ db: Connection) throws {
    let known = try db.first(
      "SELECT CAST(COALESCE(MAX(n), 0) AS BIGINT) FROM (SELECT SUM(closed) AS n FROM deal_odds GROUP BY stage_id) k"
    ) {
      try $0.int(0)
    }
    if known ?? 0 <= mostAtOnce { try settle(on: context.today, db) }
  }

  /// Counts the decided deals anew and keeps what they say: a few rows, joined to by every list and board.
  package static func settle(on today: Day, _ db: Connection) throws {
    var tally = PassageTally()
    try Passage.each(db) { tally.add($0) }
    let counts = tally.counts(on: today)
    var rows: [[Value]] = []
    for process in try DealProcess.all(db) {
      let discount = PushDiscount(process.stages.map { counts[$0.id] ?? [] })
      for stage in process.stages {
        let all = counts[stage.id] ?? PushDiscount.none
        let odds = StageOdds(
          stage, closed: all.reduce(0) { $0 + $1.closed }, won: all.reduce(0) { $0 + $1.won },
          pushed: discount)
        for (place, count) in all.enumerated() {
          rows.append([
            stage.id.value, place.value, count.closed.value, count.won.value,
            odds.chance(pushes: place).count.value,
          ])
        }
      }
    }
    try db.run("DELETE FROM deal_odds")
    try db.insertMany(
      into: "deal_odds", columns: ["stage_id", "pushes", "closed", "won", "chance_bp"], rows: rows)
  }

  /// What is kept, by stage.
  package static func all(_ db: Connection) throws -> [ID<DealStage>: StageOdds] {
    var counts: [ID<DealStage>: [PushDiscount.Count]] = [:]
    try db.each("SELECT stage_id, pushes, closed, won FROM deal_odds") { row in
      let stage: ID<DealStage> = try row.id(0)
      counts[stage, default: PushDiscount.none][try row.int(1)] = .init(
        closed: try row.int(2), won: try row.int(3))
    }
    var found: [ID<DealStage>: StageOdds] = [:]
    for process in try DealProcess.all(db) {
      let discount = PushDiscount(process.stages.map { counts[$0.id] ?? [] })
      for stage in process.stages {
        let all = counts[stage.id] ?? []
        found[stage.id] = StageOdds(
          stage, closed: all.reduce(0) { $0 + $1.closed }, won: all.reduce(0) { $0 + $1.won },
          pushed: discount)
      }
    }
    return found
  }
}
