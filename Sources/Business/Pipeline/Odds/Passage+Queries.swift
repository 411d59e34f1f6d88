import Accounts
import Blueprint
import Kernel
import Storage

extension Passage {
  /// Every decided deal's (of those that the actor may see) stages, each once, from when it first came there.
  static func all(for actor: Actor? = nil, _ db: Connection) throws -> [Passage] {
    let visible: SQL =
      if let actor { "d.id IN (SELECT d.id \(Deal.from) WHERE \(Deal.visible(to: actor)))" } else { "1 = 1" }
    return try db.all(
      """
      SELECT s.stage_id, d.process_id, MIN(s.on_day), MIN(s.pushes), d.closed_on, d.outcome,
        MAX(s.pushes)
      FROM deals d JOIN deal_states s ON s.deal_id = d.id
      WHERE d.closed_on IS NOT NULL AND s.outcome = 'open' AND \(visible)
      GROUP BY d.id, s.stage_id, d.process_id, d.closed_on, d.outcome ORDER BY d.id, s.stage_id
      """
    ) { row in
      Passage(
        stage: try row.id(0), process: try row.id(1), entered: try row.day(2), pushesThen: try row.int(3),
        closed: try row.day(4), won: try row.text(5) == Outcome.won.rawValue, pushes: try row.int(6))
    }
  }
}
