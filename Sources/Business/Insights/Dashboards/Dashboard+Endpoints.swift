import Blueprint
import Kernel
import Sales

extension Dashboard {
  static let endpoints: [Endpoint] = [list, adding, open, addingPanel, removingPanel, removing]

  private static let list = Endpoint(.get, "/dashboards", "Dashboards: mine and shared", allow: .viewer) {
    (_: NoInput, context) in
    DashboardList(items: try await context.read { try all(for: context.actor, $0) })
  }.page { (all: DashboardList, visit) in
    let view = SavedListView(
      "Dashboards", "Saved analyses side by side; each reader sees their own figures.",
      action: .init(label: "New dashboard", href: "/dashboards/new"),
      links: [.init(label: "Saved analyses", href: "/analyses")],
      empty: ("Your dashboards will stand here", "Save some analyses, then put them side by side."),
      heads: ["Dashboard", "Owner", "Shared"],
      rows: all.items.map { one in
        .init(
          name: one.name, href: "/dashboards/\(one.id)", cells: [one.ownerName, one.isShared ? "yes" : "no"],
          removeHref: one.owner == visit.context.actor.id ? "/dashboards/\(one.id)" : nil,
          csrf: visit.formToken,
          question: "Delete the dashboard “\(one.name)”? Its analyses stay.")
      })
    return Page("analyses", title: "Dashboards", section: "dashboards", view)
  }

  private static let adding = Endpoint(.post, "/dashboards", "Add a dashboard", allow: .viewer) {
    (input: New, context) in try await add(input, context)
  }.form(
    Form(
      at: "/dashboards/new", "New dashboard", submit: "Add dashboard", section: "dashboards",
      fields: [
        .init("name", "Name", required: true),
        .init("analysis", "First analysis", .choice(analyses), hint: "More can be added on the dashboard."),
        .init("shared", "Show it to everyone", .flag),
      ]))

  @Sendable static func analyses(_ context: Context) async throws -> [Form.Option] {
    try await context.read { db in
      try SavedAnalysis.all(for: context.actor, db).map { Form.Option($0.id.text, $0.name) }
    }
  }

  private static let open = Endpoint(.get, "/dashboards/{id}", "Open a dashboard", allow: .viewer) {
    (wanted: Wanted, context) in
    try await context.read { try find(wanted.id, for: context.actor, $0) }
  }.page { (one: Dashboard, visit) in
    Page(
      "dashboard", title: one.name, section: "dashboards", crumbs: [.init("Dashboards", "/dashboards")],
      charts: true, DashboardView(one, isOwn: one.owner == visit.context.actor.id, csrf: visit.formToken))
  }

  private static let addingPanel = Endpoint(
    .post, "/dashboards/{id}/panels", "Put an analysis on a dashboard", allow: .viewer
  ) { (input: PanelWanted, context) in try await addPanel(input, context) }
  .form(
    Form(
      at: "/dashboards/{id}/panels/new", "Add a panel", submit: "Add panel", section: "dashboards",
      fields: [.init("analysis", "Analysis", .choice(analyses), required: true)]))

  private static let removingPanel = Endpoint(
    .delete, "/dashboards/{id}/panels/{analysis}", "Take an analysis off a dashboard", allow: .viewer
  ) { (input: PanelWanted, context) in
    try await removePanel(input, context)
    return Removed(location: "/dashboards/\(input.id)")
  }

  private static let removing = Endpoint(.delete, "/dashboards/{id}", "Delete a dashboard", allow: .viewer) {
    (wanted: Wanted, context) in
    try await delete(wanted.id, context)
    return Removed(location: "/dashboards")
  }
}

/// What the template `dashboard` places.
struct DashboardView: Sendable {
  struct Panel: Sendable {
    let id: String
    let heading: String
    let source: String
    let href: String
    let removeHref: String?
    let csrf: String
  }

  let title: String
  let sentence: String
  let addHref: String?
  let hasPanels: Bool
  let panels: [Panel]

  init(_ one: Dashboard, isOwn: Bool, csrf: String) {
    title = one.name
    sentence = "By \(one.ownerName). Every figure is yours: what you may see, and no more."
    addHref = isOwn ? "/dashboards/\(one.id)/panels/new" : nil
    panels = one.panels.map { panel in
      Panel(
        id: "panel-\(panel.id)", heading: panel.name, source: "/analyses/\(panel.id)/panel?_part=true",
        href: "/analyses/\(panel.id)", removeHref: isOwn ? "/dashboards/\(one.id)/panels/\(panel.id)" : nil,
        csrf: csrf)
    }
    hasPanels = !panels.isEmpty
  }

  static let template = Template(
    "dashboard",
    """
    {{! Saved analyses side by side. Context: see DashboardView. }}<div class="head"><div class="head__text">
    <h1>{{title}}</h1><p class="sentence">{{sentence}}</p></div><div class="actions">
    {{#addHref}}<a class="button button--primary" href="{{.}}">Add a panel</a>{{/addHref}}</div></div>
    {{#hasPanels}}<div class="pair">{{#panels}}<section class="panel" id="{{id}}" aria-labelledby="{{id}}-heading">
    <div class="panel__head"><h2 id="{{id}}-heading"><a href="{{href}}">{{heading}}</a></h2><div class="actions">
    {{#removeHref}}<form method="post" action="{{.}}"><input type="hidden" name="csrf" value="{{csrf}}">
    <input type="hidden" name="_method" value="DELETE"><button class="button button--quiet"
    aria-label="Take {{heading}} off">Remove</button></form>{{/removeHref}}</div></div>
    <div hx-get="{{source}}" hx-trigger="revealed" hx-swap="outerHTML"><a class="panel__wait" href="{{href}}">Open
    {{heading}}</a></div></section>{{/panels}}</div>{{/hasPanels}}
    {{^hasPanels}}<div class="empty"><h2>An empty dashboard</h2><p>Put saved analyses here: each panel loads by itself.</p>
    <div class="actions">{{#addHref}}<a class="button button--primary" href="{{.}}">Add a panel</a>{{/addHref}}
    <a class="button" href="/analyses">Saved analyses</a></div></div>{{/hasPanels}}
    """)
}
