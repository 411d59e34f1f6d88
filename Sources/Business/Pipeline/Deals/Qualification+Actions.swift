import Blueprint
import Kernel
import Storage

extension Qualification {
  static let wasSaid = EventKind<Deal>("deal.qualified")

  static func say(_ input: New, _ context: Context) async throws -> DealRecord {
    try await context.write { db in
      let deal = try Deal.find(input.id, for: context.actor, db)
      let old = try of(deal.id, db).first { $0.element == input.element }
      let evidence = Deal.trimmed(input.evidence) ?? ""
      guard evidence.count <= 2_000 else { throw DealRefusal.tooLong(field: "evidence", limit: 2_000) }
      guard input.state == .unknown || !evidence.isEmpty else {
        throw DealRefusal.badQuestion(
          field: "evidence",
          "Say how we know: who said it, when, or where it is written. Without evidence it is unknown.")
      }
      let new = Qualification(
        element: input.element, state: input.state, evidence: evidence, by: nil, on: context.today)
      try save([(deal.id, new)], by: context.actor.id, on: context.today, db)
      let name = input.element.rawValue
      try context.publish(
        wasSaid, deal.id, before: [name: old.map { words($0) } ?? ""], after: [name: words(new)], db)
      return try DealRecord.find(deal.id, for: context.actor, db)
    }
  }

  private static func words(_ one: Qualification) -> String {
    one.evidence.isEmpty ? one.state.rawValue : "\(one.state.rawValue): \(one.evidence)"
  }
}
