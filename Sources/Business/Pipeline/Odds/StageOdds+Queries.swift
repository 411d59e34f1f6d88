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
    let counts = Passage.counts(try Passage.all(db), on: today), pushed = try pushed(db)
    var rows: [[Value]] = []
    for process in try DealProcess.all(db) {
      let discount = PushDiscount(pushed[process.id] ?? [])
      for stage in process.stages {
        let all = counts[stage.id] ?? Array(repeating: PushDiscount.Count(), count: PushDiscount.most + 1)
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

  /// Decided deals of each process by how often they were pushed.
  static func pushed(_ db: Connection) throws -> [ID<DealProcess>: [PushDiscount.Count]] {
    var found: [ID<DealProcess>: [PushDiscount.Count]] = [:]
    try db.each(
      """
      SELECT d.process_id, CASE WHEN d.pushes > 3 THEN 3 ELSE d.pushes END, COUNT(*),
        COUNT(*) FILTER (WHERE d.outcome = 'won')
      FROM deals d WHERE d.closed_on IS NOT NULL
      GROUP BY d.process_id, CASE WHEN d.pushes > 3 THEN 3 ELSE d.pushes END
      """
    ) { row in
      let process: ID<DealProcess> = try row.id(0)
      var all = found[process] ?? Array(repeating: PushDiscount.Count(), count: PushDiscount.most + 1)
      all[try row.int(1)] = .init(closed: try row.int(2), won: try row.int(3))
      found[process] = all
    }
    return found
  }

  /// What is kept, by stage.
  package static func all(_ db: Connection) throws -> [ID<DealStage>: StageOdds] {
    let processes = try DealProcess.all(db)
    let rows = try db.all("SELECT stage_id, pushes, closed, won FROM deal_odds") { row in
      (stage: try row.id(0, as: DealStage.self), closed: try row.int(2), won: try row.int(3))
    }
    let byStage = Dictionary(grouping: rows, by: \.stage), pushed = try pushed(db)
    var found: [ID<DealStage>: StageOdds] = [:]
    for process in processes {
      let discount = PushDiscount(pushed[process.id] ?? [])
      for stage in process.stages {
        let counts = byStage[stage.id] ?? []
        found[stage.id] = StageOdds(
          stage, closed: counts.reduce(0) { $0 + $1.closed }, won: counts.reduce(0) { $0 + $1.won },
          pushed: discount)
      }
    }
    return found
  }
}
