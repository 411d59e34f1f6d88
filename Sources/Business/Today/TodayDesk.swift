import Accounts
import Blueprint
import Kernel

/// The day's desk: what to do next across all accounts, ranked, with its arithmetic, over the reasons that capabilities
/// give.
package struct TodayDesk: Sendable {
  let sources: [NextStepSource]

  struct Query: Codable, Sendable {
    /// Only accounts that the reader answers for; those if there are any, unless said otherwise.
    var mine: Bool?
    /// Only one reason, by its name.
    var source: String?
    var limit: Int?
  }
  struct AccountQuery: Codable, Sendable { var id: ID<Account> }

  var endpoints: [Endpoint] { [today, all, ofAccount, marking, handingOn] }

  private var today: Endpoint {
    Endpoint(.get, "/", "Today: what to do next across all accounts", allow: .viewer) {
      (query: Query, context) in
      try await context.read {
        try queue(.init(mine: query.mine, limit: 8), context.actor, context.today, $0)
      }
    }.page { (queue: StepQueue, visit) in
      let panels = try await visit.panels("today", [:]).map(\.html)
      return Page("today", title: "Today", section: "today", charts: true, TodayView(queue, panels, visit))
    }
  }

  private var all: Endpoint {
    Endpoint(.get, "/next-steps", "What to do next, all of it, the most worth first", allow: .viewer) {
      (query: Query, context) in
      let wish = StepQueue.Wish(
        mine: query.mine, source: query.source, limit: min(max(query.limit ?? 200, 1), 1_000))
      return try await context.read { try queue(wish, context.actor, context.today, $0) }
    }.page { (queue: StepQueue, visit) in
      Page("next-steps", title: "Next steps", section: "next-steps", QueueView(queue, visit))
    }.table { (queue: StepQueue, _) in Self.file(queue) }
  }

  private var ofAccount: Endpoint {
    Endpoint(.get, "/accounts/{id}/next-steps", "What to do next for an account", allow: .viewer) {
      (query: AccountQuery, context) in
      try await context.read { db in
        _ = try Account.find(query.id, for: context.actor, db)
        return try queue(.init(account: query.id.text, limit: 100), context.actor, context.today, db)
      }
    }.page { (queue: StepQueue, visit) in
      Page("next-steps", title: "Next steps", section: "accounts", QueueView(queue, visit))
    }
  }

  private var marking: Endpoint {
    Endpoint(
      .post, "/next-steps/marks", "Mark a step as done, put it off, hand it on or take it back",
      allow: .viewer
    ) {
      (input: StepMark.New, context) in try await mark(input, context)
    }
  }

  private var handingOn: Endpoint {
    Endpoint(.post, "/next-steps/delegations", "Hand a step on to a colleague", allow: .viewer) {
      (input: StepMark.New, context) in
      var input = input
      input.kind = .delegated
      return try await mark(input, context)
    }.form(
      Form(
        at: "/next-steps/delegations/new", "Hand a step on", submit: "Hand it on", section: "next-steps",
        fields: [
          .init("step", "Step", .hidden), .init("kind", "Kind", .hidden),
          .init(
            "to", "To",
            .choice { context in try await context.read { try Account.owners($0) } },
            hint: "They find it in their own queue, with your name.", required: true),
        ],
        initial: { fields, _ in ["step": fields.text("step") ?? "", "kind": "delegated"] }))
  }

  private static func file(_ queue: StepQueue) -> Table {
    Table(
      title: "What to do next",
      heads: [
        "Account", "Step", "Reason", "Stake", "Currency", "How the stake was reckoned", "Chance %",
        "Urgency %",
        "Worth", "Due",
      ],
      rows: queue.lines.map { line in
        [
          .text(line.accountName), .text(line.title), .text(line.reason), .money(line.stake),
          .text(line.stake.currency.code), .text(line.stakeWords), .text(line.chance.formatted(decimals: 1)),
          .text(line.urgency.formatted(decimals: 1)), .money(line.worth),
          line.due.map { .day($0) } ?? .text(""),
        ]
      })
  }
}
