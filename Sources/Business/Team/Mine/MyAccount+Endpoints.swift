import Blueprint
import Kernel
import Storage

extension MyAccount {
  static let endpoints: [Endpoint] = [
    Endpoint(.get, "/account-settings", "Your own account", allow: .viewer) { (_: NoInput, context) in
      try await read(context)
    }.page(MyAccountPage.page),
    Endpoint(.patch, "/account-settings", "Change your name and how pages look", allow: .viewer) {
      (input: Change, context) in
      try await change(input, context)
    }.form(look),
    Endpoint(.put, "/account-settings/password", "Change your password", allow: .viewer) {
      (input: PasswordChange, context) in
      try await User.changePassword(from: input.current, to: input.password, context)
    }.form(password),
    Endpoint(.get, "/sessions", "Where you are signed in", allow: .viewer) { (_: NoInput, context) in
      try await MySessions.all(context)
    }.page(MySessionsPage.page),
    Endpoint(.post, "/sessions/{id}/revocation", "End one of your sessions", allow: .viewer) {
      (input: MySessions.One, context) in
      try await MySessions.end(input, context)
    }.form(revocation(at: "/sessions/{id}/revocation", "End the session", submit: "End session")),
    Endpoint(.post, "/sessions/revocation", "End all your sessions", allow: .viewer) {
      (input: MySessions.Every, context) in
      try await MySessions.endAll(input, context)
    }.form(revocation(at: "/sessions/revocation", "Sign out everywhere", submit: "End all sessions")),
  ]

  private static let look = Form(
    at: "/account-settings/edit", "Your account", submit: "Save", section: "account-settings",
    fields: [
      .init("name", "Name", required: true, autocomplete: "name"),
      .choice("theme", "Theme", User.Theme.self, hint: "System follows your device.", required: true),
      .choice("density", "Rows", User.Density.self, required: true),
    ],
    done: { _, _ in "/account-settings" },
    initial: { _, context in
      let user = try await read(context)
      return ["name": user.name, "theme": user.theme.rawValue, "density": user.density.rawValue]
    })

  private static let password = Form(
    at: "/account-settings/password", "Change your password", submit: "Change password",
    section: "account-settings",
    fields: [
      .init("current", "Present password", .password, required: true, autocomplete: "current-password"),
      .init(
        "password", "New password", .password,
        hint: "At least \(PasswordPolicy.shortest) characters. All your other sessions end.",
        required: true, autocomplete: "new-password"),
    ],
    done: { _, _ in "/account-settings?did=saved" })

  private static func revocation(at path: String, _ title: String, submit: String) -> Form {
    Form(
      at: path, title, submit: submit, section: "account-settings",
      fields: [
        .init(
          "password", "Your password", .password, hint: "So that only you can do this.", required: true,
          autocomplete: "current-password")
      ],
      done: { _, _ in "/sessions" })
  }
}

/// What the template `my-account` places.
struct MyAccountPage: Sendable {
  let title: String
  let facts: [Fact]
  let ways: [Way]

  static func page(_ user: User, _ visit: Visit) async throws -> Page {
    let page = MyAccountPage(
      title: user.name,
      facts: [
        Fact(label: "E-mail address", text: user.email), Fact(label: "Role", text: User.words(user.role)),
        Fact(label: "Team", text: user.teamName ?? "none"),
        Fact(label: "Theme", text: Words.title(user.theme.rawValue)),
        Fact(label: "Rows", text: Words.title(user.density.rawValue)),
      ],
      ways: [
        Way(label: "Change password", href: "/account-settings/password"),
        Way(label: "Sessions", href: "/sessions"),
        Way(label: "API tokens", href: "/tokens"),
      ])
    return Page("my-account", title: "Your account", section: "account-settings", page)
  }

  static let template = Template(
    "my-account",
    #"""
    <div class="head"><div class="head__text"><h1>{{title}}</h1><p class="sentence">Your own account. Address, role and team are changed by an administrator.</p></div>
    <div class="actions"><a class="button button--primary" href="/account-settings/edit">Change</a>{{#ways}}<a class="button" href="{{href}}">{{label}}</a>{{/ways}}</div></div>
    <dl class="facts">{{#facts}}<dt>{{label}}</dt><dd>{{text}}</dd>{{/facts}}</dl>
    """#)
}

/// What the template `my-sessions` places.
struct MySessionsPage: Sendable {
  struct Line: Sendable {
    let device: String, address: String, started: String, seen: String, endHref: String, isCurrent: Bool
  }

  let lines: [Line]

  static func page(_ all: MySessions.All, _ visit: Visit) async throws -> Page {
    let lines = all.items.map {
      Line(
        device: $0.device, address: $0.address, started: Clock.text($0.startedAt),
        seen: Clock.text($0.lastSeenAt),
        endHref: "/sessions/\($0.id)/revocation", isCurrent: $0.id == all.current)
    }
    return Page(
      "my-sessions", title: "Sessions", section: "account-settings",
      crumbs: [.init("Your account", "/account-settings")],
      MySessionsPage(lines: lines))
  }

  static let template = Template(
    "my-sessions",
    #"""
    <div class="head"><div class="head__text"><h1>Sessions</h1><p class="sentence">Where you are signed in. End what you do not know, then change your password.</p></div>
    <div class="actions"><a class="button" href="/sessions/revocation">End all sessions</a></div></div>
    <div class="table-box" tabindex="0" role="region" aria-label="Sessions"><table class="table"><caption class="sr-only">Your sessions, the latest first</caption>
    <thead><tr><th scope="col">Device</th><th scope="col">Address</th><th scope="col">Signed in</th><th scope="col">Last seen</th><th scope="col"><span class="sr-only">End</span></th></tr></thead>
    <tbody>{{#lines}}<tr><th scope="row">{{device}}{{#isCurrent}} <span class="badge badge--accent">this browser</span>{{/isCurrent}}</th><td>{{address}}</td><td>{{started}}</td><td>{{seen}}</td><td><a href="{{endHref}}">End<span class="sr-only"> {{device}}</span></a></td></tr>{{/lines}}</tbody></table></div>
    """#)
}
