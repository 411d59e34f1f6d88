import Blueprint
import Kernel
import Storage

extension User {
  static let listing: Listing<User> = {
    var listing = Listing<User>(
      "Users", nouns: ("user", "users"), at: "/users", section: "users", select: columns, from: source,
      id: "users.id", idText: { $0.id.text }, sort: "name",
      columns: [
        .init("name", "Name", order: "users.search_key", href: { "/users/\($0.id)" }) { .text($0.name) },
        .init("email", "E-mail address", order: "users.email_key") { .text($0.email) },
        .init("role", "Role", order: "users.role") { .text(Words.title($0.role.rawValue)) },
        .init("team", "Team", order: "COALESCE(teams.name, '')") { $0.teamName.map { .text($0) } ?? .empty },
        .init("state", "State") { .text($0.state) },
        .init("lastSignIn", "Last sign-in", order: "COALESCE(users.last_sign_in_at, '')") {
          $0.lastSignInAt.map { .day(Clock.day($0)) } ?? .empty
        },
      ],
      empty: .init(
        "No user fits", "Nobody has this name or these filters.", action: ("Add user", "/users/new")),
      visible: { $0.role == .admin ? "1 = 1" : "1 = 0" },
      matches: { "users.search_key LIKE \(Pattern.containing($0)) ESCAPE '!'" },
      make: { try User($0) })
    listing.filters = [
      .init(
        "role", "Role", options: { _ in Role.allCases.map { .init($0.rawValue, Words.title($0.rawValue)) } }
      ) {
        "users.role = \($0)"
      },
      .init("team", "Team", options: { context in try await context.read { try SalesTeam.options($0) } }) {
        "users.team_id = \($0)"
      },
      .init(
        "state", "State", options: { _ in [.init("active", "Active"), .init("deactivated", "Deactivated")] }
      ) {
        "users.is_active = \($0 == "active")"
      },
    ]
    listing.bulk = [
      .init("team", "Team") { context in try await context.read { try SalesTeam.options($0) } }
    ]
    listing.action = ("Add user", "/users/new", .admin)
    return listing
  }()

  var state: String { !isActive ? "Deactivated" : hasPassword ? "Active" : "Invited" }
}

/// Search text as a pattern of `LIKE ... ESCAPE '!'`.
enum Pattern {
  static func containing(_ text: String) -> String {
    "%" + text.map { "%_!".contains($0) ? "!\($0)" : String($0) }.joined() + "%"
  }
}
