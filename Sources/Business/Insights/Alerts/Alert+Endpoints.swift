import Blueprint
import Foundation
import Kernel
import Sales

/// Alerts as an answer, with what they found.
struct AlertList: Reply {
  let alerts: [Alert]
  let findings: [Alert.Finding]
}

extension Alert {
  static let endpoints: [Endpoint] = [list, standing, adding, removing]

  private static let list = Endpoint(.get, "/alerts", "My alerts and what they found", allow: .viewer) {
    (_: NoInput, context) in
    try await context.read { db in
      AlertList(
        alerts: try all(of: context.actor.id, db),
        findings: try findings(of: context.actor.id, standing: false, limit: 100, db))
    }
  }.page { (all: AlertList, visit) in
    let view = SavedListView(
      "Alerts",
      "\(all.alerts.isEmpty ? "Each is" : "\(all.alerts.count)") checked after every import; what holds is told once.",
      action: .init(label: "New alert", href: "/alerts/new"),
      links: [.init(label: "Saved analyses", href: "/analyses")],
      empty: ("What you watch will stand here", "Save an analysis first, then watch one of its metrics."),
      heads: ["Alert", "Analysis", "Checked"],
      rows: all.alerts.map { one in
        .init(
          name: one.words, href: "/analyses/\(one.analysis)",
          cells: [one.analysisName, one.checkedAt.map { DisplayNumber.day(Day($0)) } ?? "not yet"],
          removeHref: "/alerts/\(one.id)", csrf: visit.formToken, question: "Delete this alert?")
      },
      second: all.alerts.isEmpty && all.findings.isEmpty
        ? nil : ("What they found", found(all.findings)))
    return Page("analyses", title: "Alerts", section: "alerts", view)
  }

  private static func found(_ findings: [Finding]) -> TableView {
    TableView(
      caption: "What alerts found", heads: ["Where", "Arithmetic", "Since", "Now"].map { .init(label: $0) },
      rows: findings.map { one in
        .init(cells: [
          .head(one.name, link: "/analysis/explain?\(one.address)"), .text(one.arithmetic),
          .day(Day(one.foundAt)), .text(one.isStanding ? "holds" : "over"),
        ])
      }, footnote: findings.isEmpty ? "Nothing yet." : nil)
  }

  /// What holds now: a piece of the first page.
  private static let standing = Endpoint(
    .get, "/alerts/standing", "What my alerts found and still holds", allow: .viewer
  ) {
    (_: NoInput, context) in
    try await context.read { db in
      AlertList(alerts: [], findings: try findings(of: context.actor.id, standing: true, limit: 8, db))
    }
  }.page { (all: AlertList, _) in
    Page(
      "alerts-standing", title: "Alerts that hold", section: "alerts", crumbs: [.init("Alerts", "/alerts")],
      StandingView(all.findings))
  }

  private static let adding = Endpoint(.post, "/alerts", "Watch a metric of a saved analysis", allow: .viewer)
  {
    (input: New, context) in try await add(input, context)
  }.form(
    Form(
      at: "/alerts/new", "New alert", submit: "Watch it", section: "alerts",
      fields: [
        .init(
          "analysis", "Analysis", .choice(Dashboard.analyses), hint: "Each of its rows is watched.",
          required: true),
        .init(
          "metric", "Metric",
          .choice { _ in Metric.all.map { Form.Option($0.id.rawValue, $0.name) } },
          hint: "Left empty: the first of the analysis."),
        .init(
          "rule", "Tell me when it",
          .choice { _ in Rule.allCases.map { Form.Option($0.rawValue, $0.label) } }, required: true),
        .init(
          "threshold", "Threshold", .number,
          hint: "In the metric's unit; for a change in percent against last year.", required: true),
      ], initial: { fields, _ in ["analysis": fields.text("analysis") ?? ""] }))

  private static let removing = Endpoint(.delete, "/alerts/{id}", "Delete an alert", allow: .viewer) {
    (wanted: Wanted, context) in
    try await delete(wanted.id, context)
    return Removed(location: "/alerts")
  }
}

/// What the template `alerts-standing` places: what alerts found and still holds.
struct StandingView: Sendable {
  struct Item: Sendable {
    let what: String
    let why: String
    let href: String
    let when: String
  }

  let hasItems: Bool
  let items: [Item]

  init(_ findings: [Alert.Finding]) {
    items = findings.map {
      Item(
        what: $0.name, why: $0.arithmetic, href: "/analysis/explain?\($0.address)",
        when: DisplayNumber.day(Day($0.foundAt)))
    }
    hasItems = !items.isEmpty
  }

  static let template = Template(
    "alerts-standing",
    """
    {{! What alerts found and still holds. Context: hasItems, items. }}{{#hasItems}}<section class="panel" aria-labelledby="alerts-heading">
    <div class="panel__head"><h2 id="alerts-heading">Alerts that hold</h2><div class="actions"><a href="/alerts">All alerts</a></div></div>
    <ul class="attention">{{#items}}<li>
    <svg class="icon is-watch" aria-hidden="true"><use href="/assets/vendor/icons.svg#bell"/></svg>
    <a href="{{href}}">{{what}}</a><span class="attention__when">{{when}}</span><p>{{why}}</p></li>{{/items}}</ul></section>
    {{/hasItems}}
    """)
}
