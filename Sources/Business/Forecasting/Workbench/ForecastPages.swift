import Accounts
import Blueprint
import Kernel
import Sales
import Targets

/// The pages about forecasts.
enum ForecastPages {
  static let crumb = Page.Crumb("Forecasts", "/forecasts")

  static func page(_ title: String, _ crumbs: [Page.Crumb], charts: Bool = false, _ content: AnswerPage)
    -> Page
  {
    Page("answer-page", title: title, section: "forecasts", crumbs: crumbs, charts: charts, content)
  }

  static func blank(isRunning: Bool, mayStart: Bool, _ what: String = "") -> AnswerPage.Blank {
    .init(
      icon: "chart-line", title: isRunning ? "A forecast is being made" : "A forecast will stand here",
      text: isRunning
        ? "Look again in a minute; the running job tells how far it is."
        : "What each account will buy of each item, week by week for a year, with the range it will lie in, how good "
          + "the method was on your own history, and why each number is what it is." + what,
      label: isRunning ? "Open jobs" : mayStart ? "Make a forecast" : nil,
      href: isRunning ? "/jobs" : "/forecasts/new")
  }

  @Sendable static func versions(_ list: ForecastVersion.List, _ visit: Visit) async throws -> Page {
    let mayStart = visit.context.actor.role >= .manager
    let links: [AnswerPage.Link] =
      mayStart ? [.init("New forecast", "/forecasts/new", icon: "plus", css: "button--primary")] : []
    guard !list.items.isEmpty else {
      return page(
        "Versions", [crumb],
        AnswerPage(heading: "Versions", empty: blank(isRunning: list.isRunning, mayStart: mayStart)))
    }
    let locked = list.items.count(where: \.isLocked)
    return page(
      "Versions", [crumb],
      AnswerPage(
        heading: "Versions",
        sentence: "Every forecast is kept as it was made, so that it can be held against what came.",
        actions: links,
        answer: "\(list.items.count) forecasts are kept; \(locked) of them are locked."
          + (list.isRunning ? " One is being made." : ""),
        sections: [.init("versions", "All versions", tables: [table(list.items)])]))
  }

  private static func table(_ items: [ForecastVersion]) -> TableView {
    TableView(
      caption: "Versions",
      heads: [
        .init(label: "Version"), .init(label: "Made"), .init(label: "By"), .init(label: "From"),
        .init(label: "Weeks", css: "is-end"), .init(label: "Series", css: "is-end"),
        .init(label: "Left out", css: "is-end"), .init(label: "State"),
      ],
      rows: items.map { one in
        .init(cells: [
          .head(one.title, link: one.location), .day(Day(one.madeAt)), .text(one.madeBy),
          .text(one.kind.label), .number("\(one.horizon)"), .number(DisplayNumber.grouped(one.seriesCount)),
          .number(one.leftOut.map { DisplayNumber.grouped($0) } ?? ""),
          .init(isPlain: false, text: one.lockName ?? "", badge: badge(one)),
        ])
      },
      footnote:
        "Left out: series that sold nothing for half a year, or whose customer sends no files any more.")
  }

  static func badge(_ one: ForecastVersion) -> TableView.Badge {
    if one.state == .building { return .init(label: "being made", tone: "watch") }
    if one.isLocked { return .init(label: "locked", tone: "good") }
    if one.isCut { return .init(label: "looked back, cut", tone: "watch") }
    return one.knownOn == nil ? .init(label: "open", tone: "flat") : .init(label: "looked back", tone: "flat")
  }
}
