import Accounts
import Blueprint
import Kernel
import Storage

extension Passage {
  /// Every decided deal's (of those that the actor may see) stages, each once, from when it first came there.
  static func all(for actor: Actor? = nil, _ db: Connection) throws -> [Passage] {
    var all: [Passage] = []
    try each(for: actor, db) { all.append($0) }
    return all
  }

  /// The same one by one, deal by deal: sorted by the database, a million of them would not fit into its memory.
  static func each(for actor: Actor? = nil, _ db: Connection, _ body: (Passage) -> Void) throws {
    let visible: SQL =
      if let actor { "d.id IN (SELECT d.id \(Deal.from) WHERE \(Deal.visible(to: actor)))" } else { "1 = 1" }
    var deal = "", passages: [Passage] = []
    // A text of its own for each of a million rows would take more memory than all the rest.
    var stages: [String: ID<DealStage>] = [:], processes: [String: ID<DealProcess>] = [:]
    try db.each(
      """
      SELECT s.deal_id, s.stage_id, d.process_id, s.on_day, s.pushes, d.closed_on, d.outcome
      FROM deal_states s JOIN deals d ON d.id = s.deal_id
      WHERE d.closed_on IS NOT NULL AND s.outcome = 'open' AND \(visible) ORDER BY s.deal_id, s.place
      """
    ) { row in
      let id = try row.text(0)
      if id != deal {
        passages.forEach(body)
        (deal, passages) = (id, [])
      }
      let stage = try stages.kept(try row.text(1)) { try row.id(1) }
      let entered = try row.day(3), pushes = try row.int(4)
      if let place = passages.firstIndex(where: { $0.stage == stage }) {
        passages[place].meet(again: entered, pushes)
      } else {
        passages.append(
          Passage(
            stage: stage, process: try processes.kept(try row.text(2)) { try row.id(2) }, entered: entered,
            pushesThen: pushes, closed: try row.day(5), won: try row.text(6) == Outcome.won.rawValue,
            pushes: pushes))
      }
    }
    passages.forEach(body)
  }
}

extension Passage {
  /// The deal was still, or again, in the stage.
  private mutating func meet(again day: Day, _ pushes: Int) {
    entered = min(entered, day)
    pushesThen = min(pushesThen, pushes)
    self.pushes = max(self.pushes, pushes)
  }
}

extension Dictionary {
  /// The value of a key, made when it is met first.
  fileprivate mutating func kept(_ key: Key, _ make: () throws -> Value) rethrows -> Value {
    if let value = self[key] { return value }
    let value = try make()
    self[key] = value
    return value
  }
}
