import Blueprint
import Foundation
import Kernel
import Storage
import Team

/// Digests over the queue: a text by day or week, made with the rights that its reader has at that moment.
struct DigestDesk: Sendable {
  let queue: TodayDesk

  struct Wanted: Codable, Sendable { var id: ID<Digest> }
  struct NewRhythm: Codable, Sendable { var rhythm: Digest.Rhythm }
  struct List: Reply, Located {
    let rhythm: Digest.Rhythm
    let digests: [Digest]
    var location: String { "/digests" }
  }
  struct Work: Codable, Sendable {}

  static let jobName = "today.digest"

  var job: JobKind {
    JobKind(Self.jobName, "Digest of the day") { (_: Work, run: JobRun) in try await make(run.context) }
  }

  /// Puts digests into the queue on their day.
  var chore: Chore {
    Chore("today.digests", every: 60) { context in
      guard try await !context.read({ try Digest.due(Self.jobName, context, $0) }).isEmpty else { return }
      try await context.write { db in
        for owner in try Digest.due(Self.jobName, context, db) {
          // Who may not sign in any more gets nothing.
          guard let actor = try User.actor(owner, db) else { continue }
          let own = Context(
            actor: actor, now: context.now, database: context.database, requestID: context.requestID,
            folder: context.folder)
          _ = try own.enqueue(job, Work(), db)
        }
      }
    }
  }

  var endpoints: [Endpoint] { [list, setting, making, file] }

  func make(_ context: Context) async throws -> Digest {
    try await context.write { db in
      let found = try queue.queue(.init(limit: 1_000), context.actor, context.today, db)
      let text = Digest.text(found, for: context.actor.name, on: context.today)
      return try Digest.keep(text, steps: found.count, of: context.actor.id, context, db)
    }
  }

  private func kept(_ context: Context) async throws -> List {
    try await context.read { db in
      List(
        rhythm: try Digest.rhythm(of: context.actor.id, db), digests: try Digest.all(of: context.actor.id, db)
      )
    }
  }

  private var list: Endpoint {
    Endpoint(.get, "/digests", "My digests, and how often one is made", allow: .viewer) {
      (_: NoInput, context) in try await kept(context)
    }.page { (list: List, visit) in
      Page(
        "digests", title: "Digests", section: "next-steps", crumbs: [.init("Next steps", "/next-steps")],
        DigestView(list, csrf: visit.formToken))
    }
  }

  private var setting: Endpoint {
    Endpoint(.put, "/digests/rhythm", "Say how often a digest is made", allow: .viewer) {
      (input: NewRhythm, context) in
      try await context.write { try Digest.set(input.rhythm, of: context.actor.id, from: context.today, $0) }
      return try await kept(context)
    }.form(
      Form(
        at: "/digests/rhythm/edit", "How often", submit: "Keep it", section: "next-steps",
        fields: [.choice("rhythm", "A digest", Digest.Rhythm.self, required: true)],
        initial: { _, context in
          ["rhythm": try await context.read { try Digest.rhythm(of: context.actor.id, $0) }.rawValue]
        }))
  }

  private var making: Endpoint {
    Endpoint(.post, "/digests", "Make a digest now", allow: .viewer) { (_: NoInput, context) in
      try await make(context)
    }
  }

  private var file: Endpoint {
    Endpoint(download: "/digests/{id}", "A digest as a text", allow: .viewer) { (wanted: Wanted, context) in
      let found = try await context.read { try Digest.body(of: wanted.id, for: context.actor.id, $0) }
      guard let found else { throw StepRefusal.notThere }
      return Download(
        name: "digest \(found.day).txt", type: "text/plain; charset=utf-8",
        content: .bytes(Array(found.text.utf8)))
    }
  }
}

/// What the template `digests` places.
struct DigestView: Sendable {
  let sentence: String
  let csrf: String
  let hasRows: Bool
  let rows: TableBox

  init(_ list: DigestDesk.List, csrf: String) {
    sentence =
      switch list.rhythm {
      case .never: "None is made by itself."
      case .daily: "One is made every day."
      case .weekly: "One is made every week."
      }
    self.csrf = csrf
    hasRows = !list.digests.isEmpty
    rows = TableBox(
      table: TableView(
        caption: "Digests", heads: [.init(label: "Day"), .init(label: "Steps", css: "is-end")],
        rows: list.digests.map {
          .init(cells: [
            .head(DisplayNumber.day($0.day), link: "/digests/\($0.id)"), .number(String($0.steps)),
          ])
        }))
  }

  static let template = Template(
    "digests",
    #"""
    {{! My digests. Context: see DigestView. }}<div class="head"><div class="head__text"><h1>Digests</h1><p class="sentence">{{sentence}}</p></div><div class="actions"><form action="/digests" method="post"><input type="hidden" name="csrf" value="{{csrf}}"><button class="button button--primary">Make one now</button></form><a class="button" href="/digests/rhythm/edit">How often</a></div></div>
    {{#hasRows}}{{#rows}}{{> table}}{{/rows}}{{/hasRows}}{{^hasRows}}<div class="empty"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#inbox"/></svg><h2>Your digests will stand here</h2><p>A digest is your queue of a day as a text: what to do next, with the arithmetic. It holds what you may see, and nothing else.</p></div>{{/hasRows}}
    """#)
}
