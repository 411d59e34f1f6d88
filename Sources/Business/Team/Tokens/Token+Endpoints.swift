import Blueprint
import Kernel
import Storage

extension Token {
  struct One: Codable {
    let id: ID<Token>
  }

  static let endpoints: [Endpoint] = [
    listing.endpoint(allow: .viewer),
    Endpoint(.post, "/tokens", "Make an API token; its text is shown once", allow: .viewer) {
      (input: New, context) in
      try await create(input, context)
    }.form(addition).page(TokenShown.page).secret,
    Endpoint(.post, "/tokens/{id}/revocation", "End an API token at once", allow: .viewer) {
      (input: One, context) in
      try await revoke(input.id, context)
    }.form(
      Form(
        at: "/tokens/{id}/revocation", "Revoke the token", submit: "Revoke token",
        section: "account-settings",
        fields: [], done: { _, _ in "/tokens" })),
  ]

  private static let addition = Form(
    at: "/tokens/new", "Make an API token", submit: "Make token", section: "account-settings",
    fields: [
      .init("name", "Name", hint: "Which program it is for: you will know it by that.", required: true),
      .init(
        "scope", "It may", .choice { _ in Actor.Scope.allCases.map { .init($0.rawValue, words($0)) } },
        required: true),
      .init("days", "Days it lives", .number, hint: "1 to \(mostDays)."),
    ],
    initial: { _, _ in ["scope": Actor.Scope.read.rawValue, "days": String(usualDays)] })

  static func words(_ scope: Actor.Scope) -> String {
    switch scope {
    case .read: "Read what you may see"
    case .write: "Also change what you may change"
    case .admin: "All you may, users and settings too"
    }
  }

  static let listing: Listing<Token> = {
    var listing = Listing<Token>(
      "API tokens", nouns: ("token", "tokens"), at: "/tokens", section: "account-settings", select: columns,
      from: "FROM tokens", id: "tokens.id", idText: { $0.id.text }, sort: "-created",
      columns: [
        .init(
          "name", "Name", order: "tokens.name", href: { "/tokens/\($0.id)/revocation" }
        ) { .text($0.name) },
        .init("start", "Begins with") { .text($0.start + "…") },
        .init("scope", "Scope", order: "tokens.scope") { .text(words($0.scope)) },
        .init("created", "Made", order: "tokens.created_at") { .day(Clock.day($0.createdAt)) },
        .init("expires", "Lives until", order: "tokens.expires_at") { .day(Clock.day($0.expiresAt)) },
        .init("used", "Last used", order: "COALESCE(tokens.last_used_at, '')") {
          $0.lastUsedAt.map { .day(Clock.day($0)) } ?? .empty
        },
        .init("revoked", "Revoked", order: "COALESCE(tokens.revoked_at, '')") {
          $0.revokedAt.map { .day(Clock.day($0)) } ?? .empty
        },
      ],
      empty: .init(
        "No token yet", "A token lets a program read or write for you over the API.",
        action: ("Make token", "/tokens/new")),
      visible: { "tokens.user_id = \($0.id)" },
      matches: { "LOWER(tokens.name) LIKE \(Pattern.containing($0)) ESCAPE '!'" },
      make: { try Token($0) })
    listing.action = ("Make token", "/tokens/new", .viewer)
    return listing
  }()
}

/// What the design's template `token-shown` places.
struct TokenShown: Sendable {
  let title: String
  let lead: String
  let token: String
  let facts: [Fact]
  let example: String
  let doneHref: String

  static func page(_ shown: Token.Shown, _ visit: Visit) async throws -> Page {
    let view = TokenShown(
      title: "The token “\(shown.token.name)”", lead: "Copy it now to where the program keeps its secrets.",
      token: shown.text,
      facts: [
        Fact(label: "It may", text: Token.words(shown.token.scope)),
        Fact(label: "Lives until", text: Clock.text(shown.token.expiresAt)),
      ],
      example: "curl -H \"Authorization: Bearer \(shown.token.start)…\" …/api/v1/accounts",
      doneHref: "/tokens")
    return Page(
      "token-shown", title: view.title, section: "account-settings", crumbs: [.init("API tokens", "/tokens")],
      view)
  }
}
