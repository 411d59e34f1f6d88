import Foundation
import Blueprint
package import Kernel
package import Storage

extension StageStay {
  private static let key = "pipeline.stays"

  /// As last counted, by stage.
  package static func all(_ db: Connection) throws -> [ID<DealStage>: StageStay] {
    let text = try db.first("SELECT value FROM settings WHERE name = \(key)") { try $0.text(0) }
    let kept = try text.map { try JSONDecoder().decode([String: StageStay].self, from: Data($0.utf8)) } ?? [:]
    return Dictionary(
      uniqueKeysWithValues: kept.compactMap { id, stay in ID<DealStage>(id).map { ($0, stay) } })
  }

  /// Counts anew, from what was said of every deal: a stay ends with the first state in another stage.
  package static func settle(_ db: Connection) throws {
    var stays: [ID<DealStage>: [Int]] = [:]
    var last: (deal: String, stage: ID<DealStage>, since: Day)?
    try db.each("SELECT deal_id, stage_id, on_day FROM deal_states ORDER BY deal_id, place") { row in
      let deal = try row.text(0), stage: ID<DealStage> = try row.id(1), day = try row.day(2)
      if let before = last, before.deal == deal {
        guard before.stage != stage else { return }
        stays[before.stage, default: []].append(max(0, day.days(since: before.since)))
      }
      last = (deal, stage, day)
    }
    var kept: [String: StageStay] = [:]
    for (stage, days) in stays { kept[stage.text] = StageStay(days) }
    try db.run(
      """
      INSERT INTO settings (name, value) VALUES (\(key), \(try JSON.text(of: kept)))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }
}
