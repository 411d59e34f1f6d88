import Accounts
import Blueprint
import Kernel
import Storage

extension Whitespace.Said {
  static let wasSaid = EventKind<Account>("account.whitespace-said")

  /// Keeps what somebody says of a cell; what we sell is known from the figures and can't be said.
  static func say(_ input: New, _ context: Context) async throws -> Whitespace {
    try await context.write { db in
      let account = try Account.find(input.id, for: context.actor, db)
      guard input.state != .us else {
        throw DealRefusal.badQuestion(
          field: "state",
          "Whether they buy from us is told by the figures. Say competitor, in-house, not needed or unknown.")
      }
      guard let product = try DealLine.productName(input.product, db) else {
        throw DealRefusal.badQuestion(field: "product", "There is no such product. Choose one from the list.")
      }
      let note = Deal.trimmed(input.note) ?? ""
      guard note.count <= 2_000, (input.competitor ?? "").count <= Deal.longest else {
        throw DealRefusal.tooLong(field: note.count > 2_000 ? "note" : "competitor", limit: Deal.longest)
      }
      try Whitespace.save(input, note: note, on: context.today, by: context.actor.id, db)
      try context.publish(
        wasSaid, account.id, after: ["product": product, "state": input.state.rawValue], db)
      return try Whitespace.find(.init(account: account.parent), context, db)
    }
  }
}
