import Blueprint
import Categories
import Kernel
import Sales

/// The portfolio over what capabilities know of accounts.
struct PortfolioDesk: Sendable {
  let queue: TodayDesk
  let health: HealthDesk

  var endpoints: [Endpoint] { [portfolio] }

  private var portfolio: Endpoint {
    Endpoint(
      .get, "/portfolio", "All accounts side by side: size, strength, health, what is to be done",
      allow: .viewer
    ) {
      (_: NoInput, context) in
      try await context.read { db in
        let steps = try queue.queue(.init(mine: false, limit: .max), context.actor, context.today, db)
        return Portfolio(
          try SalesDesk.tops(context, db),
          try CategoryStanding.all(for: context.actor, db), try health.scores(of: nil, context, db), steps)
      }
    }.page { (one: Portfolio, _) in
      Page("portfolio", title: "Portfolio", section: "portfolio", PortfolioView(one))
    }.table { (one: Portfolio, _) in Self.file(one) }
  }

  private static func file(_ one: Portfolio) -> Table {
    Table(
      title: "Portfolio",
      heads: [
        "Account", "Value", "Value last year", "Share %", "Categories at the account", "Strength", "Health",
        "Next steps",
      ],
      rows: one.lines.map { line in
        [
          .text(line.name), .decimal(units: line.current.value, scale: 4),
          .decimal(units: line.lastYear.value, scale: 4), line.share.map { .percent($0) } ?? .empty,
          line.market.map { .decimal(units: $0, scale: 4) } ?? .empty,
          line.strength.map { .decimal(units: $0, scale: 2) } ?? .empty,
          line.health.map { .decimal(units: Int64($0), scale: 1) } ?? .empty, .whole(Int64(line.steps)),
        ]
      })
  }
}
