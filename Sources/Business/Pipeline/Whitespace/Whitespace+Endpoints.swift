import Accounts
import Blueprint
import Catalog
import Kernel

extension Whitespace {
  static let endpoints: [Endpoint] = [grid, saying]

  private static let grid = Endpoint(
    .get, "/pipeline/whitespace", "What each account buys of our offer, and what it could", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try find(wanted, context, $0) }
  }.page(WhitespaceWords.draw).table { (one: Whitespace, _) in WhitespaceWords(one: one).file }

  private static let saying = Endpoint(
    .post, "/accounts/{id}/whitespace", "Say how an account meets a need", allow: .manager
  ) { (input: Said.New, context) in
    try await Said.say(input, context)
  }.form(
    Form(
      at: "/accounts/{id}/whitespace/new", "Who serves it?", submit: "Keep it", section: "pipeline",
      fields: [
        .init("product", "Offering", .choice(offeringOptions), required: true),
        .init("state", "State", .choice { _ in stateOptions }, required: true),
        .init("competitor", "Competitor"), .init("until", "Their contract ends", .day),
        .init("note", "How we know", .area),
      ], about: Form.naming { try Account.find($0, for: $1, $2).name },
      done: { _, _ in "/pipeline/whitespace" },
      initial: { fields, _ in ["product": fields.text("product") ?? "", "state": State.competitor.rawValue] })
  )

  private static var stateOptions: [Form.Option] {
    [
      .init(State.competitor.rawValue, "A competitor"),
      .init(State.inHouse.rawValue, "They make it themselves"),
      .init(State.notNeeded.rawValue, "Not needed"), .init(State.unknown.rawValue, "Nobody knows"),
    ]
  }

  @Sendable private static func offeringOptions(_ context: Context) async throws -> [Form.Option] {
    try await context.read { db in
      try Product.all(db).filter { $0.isOurs && ($0.kind == .brand || $0.kind == .category) }
        .map { Form.Option($0.id.text, $0.name) }
    }
  }
}
