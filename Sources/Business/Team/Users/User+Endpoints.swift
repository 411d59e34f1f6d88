import Blueprint
import Kernel
import Storage

extension User {
  struct One: Codable {
    let id: ID<User>
  }

  static let endpoints: [Endpoint] = [
    listing.endpoint(allow: .admin),
    Endpoint(.get, "/users/{id}", "Show a user", allow: .admin) { (input: One, context) in
      try await context.read { try found(input.id, $0) }
    }.page(UserPage.page),
    Endpoint(.post, "/users", "Add a user, who is invited to choose a password", allow: .admin) {
      (input: New, context) in
      try await add(input, context)
    }.form(addition).page(InvitationPage.page).secret,
    Endpoint(.patch, "/users/{id}", "Change a user", allow: .admin) { (input: Change, context) in
      try await change(input, context)
    }.form(edit),
    Endpoint(.post, "/users/{id}/invitation", "Invite a user to choose a new password", allow: .admin) {
      (input: One, context) in
      try await Invitation.renew(input.id, context)
    }.form(renewal).page(InvitationPage.page).secret,
    Endpoint(.post, "/users/{id}/deactivation", "Keep a user out", allow: .admin) { (input: One, context) in
      try await deactivate(input.id, context)
    }.form(
      confirming("deactivation", "Deactivate the user", submit: "End all sessions and tokens, and deactivate")
    ),
    Endpoint(.post, "/users/{id}/reactivation", "Let a deactivated user in again", allow: .admin) {
      (input: One, context) in
      try await reactivate(input.id, context)
    }.form(confirming("reactivation", "Let the user in again", submit: "Let the user in again")),
    Endpoint(.post, "/users/{id}/sign-out", "Sign a user out everywhere", allow: .admin) {
      (input: One, context) in
      try await endSessions(input.id, context)
    }.form(confirming("sign-out", "Sign the user out everywhere", submit: "End all sessions")),
  ]

  private static let fields: [Form.Field] = [
    .init("name", "Name", required: true, autocomplete: "off"),
    .init(
      "email", "E-mail address", .email, hint: "They sign in with it.", required: true, autocomplete: "off"),
    .init(
      "role", "Role", .choice { _ in Role.allCases.reversed().map { Form.Option($0.rawValue, words($0)) } },
      hint: "Each role may do what those below it may.", required: true),
    .init(
      "team", "Team", .choice { context in try await context.read { try SalesTeam.options($0) } },
      hint: "They see the accounts of this team and of those below it."),
  ]

  private static let addition = Form(
    at: "/users/new", "Add a user", submit: "Add and invite", section: "users", fields: fields,
    initial: { _, _ in ["role": Role.manager.rawValue] })

  private static let edit = Form(
    at: "/users/{id}/edit", "Change the user", submit: "Save user", section: "users",
    fields: fields, done: { _, fields in "/users/\(fields.text("id") ?? "")" },
    initial: { fields, context in
      let input = try fields.decode(One.self)
      let user = try await context.read { try found(input.id, $0) }
      return [
        "name": user.name, "email": user.email, "role": user.role.rawValue, "team": user.team?.text ?? "",
        "version": String(user.version),
      ]
    })

  private static let renewal = Form(
    at: "/users/{id}/invitation", "Invite to choose a new password", submit: "Make a one-time link",
    section: "users", fields: [], about: Form.naming { id, _, db in try found(id, db).name })

  private static func confirming(_ noun: String, _ title: String, submit: String) -> Form {
    Form(
      at: "/users/{id}/\(noun)", title, submit: submit, section: "users", fields: [],
      about: Form.naming { id, _, db in try found(id, db).name },
      done: { _, fields in "/users/\(fields.text("id") ?? "")" })
  }

  static func words(_ role: Role) -> String {
    switch role {
    case .viewer: "Viewer: reads"
    case .analyst: "Analyst: imports and models"
    case .manager: "Manager: works their accounts"
    case .director: "Director: sees every account, shapes the teams"
    case .admin: "Administrator: also users and settings"
    }
  }
}
