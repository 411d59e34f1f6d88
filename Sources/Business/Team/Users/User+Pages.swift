import Blueprint
import Kernel
import Storage

/// A line of facts: a word and what it stands for.
struct Fact: Sendable {
  let label: String
  let text: String
}

/// A way on from a page.
struct Way: Sendable {
  let label: String
  let href: String
}

/// What the template `user` places.
struct UserPage: Sendable {
  struct Change: Sendable {
    let field: String, before: String, after: String
  }
  struct Happening: Sendable {
    let what: String, who: String, when: String, exactWhen: String
    let changes: [Change]
  }

  let title: String
  let state: String
  let tone: String
  let facts: [Fact]
  let ways: [Way]
  let editHref: String
  let happenings: [Happening]

  static func page(_ user: User, _ visit: Visit) async throws -> Page {
    let now = visit.context.now
    let (sessions, tokens, history) = try await visit.context.read { db in
      (
        try Session.count(of: user.id, at: now, db), try Token.count(of: user.id, at: now, db),
        try Event.history(of: user.id.text, db)
      )
    }
    let page = UserPage(
      title: user.name, state: user.state, tone: user.isActive ? "good" : "bad",
      facts: [
        Fact(label: "E-mail address", text: user.email), Fact(label: "Role", text: User.words(user.role)),
        Fact(label: "Team", text: user.teamName ?? "none"),
        Fact(label: "Last sign-in", text: user.lastSignInAt.map(Clock.text) ?? "never"),
        Fact(label: "Signed in on", text: counted(sessions, "device", "devices")),
        Fact(label: "API tokens", text: counted(tokens, "token", "tokens")),
      ],
      ways: ways(user), editHref: "/users/\(user.id)/edit", happenings: history.map(happening))
    return Page("user", title: user.name, section: "users", crumbs: [.init("Users", "/users")], page)
  }

  private static func ways(_ user: User) -> [Way] {
    guard user.isActive else { return [Way(label: "Let in again", href: "/users/\(user.id)/reactivation")] }
    return [
      Way(
        label: user.hasPassword ? "Forgotten password" : "Invite again", href: "/users/\(user.id)/invitation"),
      Way(label: "Sign out everywhere", href: "/users/\(user.id)/sign-out"),
      Way(label: "Deactivate", href: "/users/\(user.id)/deactivation"),
    ]
  }

  private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    count == 0 ? "no \(one)" : count == 1 ? "1 \(one)" : "\(count) \(many)"
  }

  private static func happening(_ event: Event) -> Happening {
    Happening(
      what: Words.title(String(event.kind.split(separator: ".").last ?? "")), who: event.actor,
      when: Clock.text(event.at), exactWhen: Moment.text(event.at),
      changes: event.before == nil
        ? [] : event.changes.map { Change(field: $0.field, before: $0.before, after: $0.after) })
  }

  static let template = Template(
    "user",
    #"""
    <div class="head"><div class="head__text"><h1>{{title}}</h1>
    <div class="head__meta"><span class="badge badge--{{tone}}">{{state}}</span></div></div>
    <div class="actions"><a class="button button--primary" href="{{editHref}}">Change</a>{{#ways}}<a class="button" href="{{href}}">{{label}}</a>{{/ways}}</div></div>
    <div class="columns"><section class="panel" aria-labelledby="facts"><div class="panel__head"><h2 id="facts">Facts</h2></div>
    <dl class="facts">{{#facts}}<dt>{{label}}</dt><dd>{{text}}</dd>{{/facts}}</dl></section>
    <aside class="columns__side" aria-labelledby="history"><div class="panel__head"><h2 id="history">History</h2></div>
    <ol class="timeline">{{#happenings}}<li><b>{{what}}</b>{{#changes}}<div class="timeline__change"><span>{{field}}:</span><del>{{before}}</del><span aria-hidden="true">→</span><ins>{{after}}</ins></div>{{/changes}}
    <div class="timeline__when">{{who}}, <time datetime="{{exactWhen}}">{{when}}</time></div></li>{{/happenings}}</ol></aside></div>
    """#)
}

/// What the template `invitation-shown` places.
struct InvitationPage: Sendable {
  let title: String
  let lead: String
  let path: String
  let doneHref: String

  static func page(_ added: User.Added, _ visit: Visit) async throws -> Page {
    let page = InvitationPage(
      title: "\(added.user.name) can choose a password",
      lead: added.invitation.map {
        "Send this address to \(added.user.email). It works once, until \(Clock.text($0.expiresAt))."
      } ?? "", path: added.invitation?.path ?? "", doneHref: "/users/\(added.user.id)")
    return Page(
      "invitation-shown", title: page.title, section: "users", crumbs: [.init("Users", "/users")], page)
  }

  static let template = Template(
    "invitation-shown",
    #"""
    <div class="form"><div class="head"><div class="head__text"><h1>{{title}}</h1><p class="sentence">{{lead}}</p></div></div>
    <div class="token"><input id="invitation" readonly value="{{path}}" aria-label="The address, after this site's own" autocomplete="off" spellcheck="false"><button class="button needs-js" type="button" data-copy="#invitation">Copy</button></div>
    <div class="note note--watch"><div class="note__body">Put this site's address before it. Once you leave this page nobody can show it again; you can make another.</div></div>
    <div class="actions"><a class="button button--primary" href="{{doneHref}}">I have sent it</a></div></div>
    """#)
}
