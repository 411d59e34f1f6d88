package import Blueprint
import Kernel
import Storage

/// Who works here and what they may do: users, roles, teams, sessions, tokens, the company itself.
package let teamCapability = Capability(
  "team",
  migrations: TeamTables.migrations,
  endpoints: User.endpoints + Invitation.endpoints + SalesTeam.endpoints + MyAccount.endpoints
    + Token.endpoints
    + Company.endpoints,
  navigation: [
    NavigationEntry(
      .company, "team", "Teams", "/teams", icon: "sitemap", key: "t", order: 120, allow: .director),
    NavigationEntry(.company, "users", "Users", "/users", icon: "users", key: "u", order: 121, allow: .admin),
    NavigationEntry(
      .company, "settings", "Settings", "/settings", icon: "settings", key: ",", order: 140, allow: .admin),
  ],
  templates: [
    UserPage.template, InvitationPage.template, TeamsPage.template, MyAccountPage.template,
    MySessionsPage.template,
    SettingsPage.template,
  ],
  searches: [
    SearchSource("Users", icon: "user") { query, limit, context in
      guard context.actor.role == .admin else { return [] }
      return try await context.read { db in
        try User.matching(query, limit: limit, db).map {
          SearchSource.Hit(title: $0.name, detail: $0.email, href: "/users/\($0.id)")
        }
      }
    }
  ])
