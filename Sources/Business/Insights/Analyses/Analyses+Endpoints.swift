import Blueprint
import Foundation
import Kernel
import Sales

/// Questions to the figures: asked, saved, opened again.
enum Analyses {
  static let endpoints: [Endpoint] = [ask, list, add, open, panel, remove]

  /// What a page asks for when nobody has asked for anything yet.
  static func opening(_ query: AnalysisQuery) -> AnalysisQuery {
    guard query == AnalysisQuery() else { return query }
    var first = AnalysisQuery(rows: ["account"], metrics: ["value"])
    first.compare = .lastYear
    return first
  }

  private static let ask = Endpoint(
    .get, "/analysis", "Any metric by rows and columns, filtered, against last year", allow: .viewer
  ) { (query: AnalysisQuery, context) in
    try await context.read { try SalesDesk.analyse(opening(query), context, $0) }
  }.page { (table: AnalysisTable, _) in page(table, nil) }
    .table { (table: AnalysisTable, _) in table.file() }

  private static func page(_ table: AnalysisTable, _ saved: SavedAnalysis?) -> Page {
    let crumbs =
      saved.map { _ in [Page.Crumb("Analysis", "/analysis"), Page.Crumb("Saved", "/analyses")] } ?? []
    return Page(
      "analysis", title: saved?.name ?? table.title, section: "analysis", crumbs: crumbs, charts: true,
      AnalysisView(table, saved: saved))
  }

  private static let list = Endpoint(.get, "/analyses", "Saved analyses: mine and shared", allow: .viewer) {
    (_: NoInput, context) in
    SavedAnalyses(items: try await context.read { try SavedAnalysis.all(for: context.actor, $0) })
  }.page { (all: SavedAnalyses, visit) in
    let view = SavedListView(
      "Saved analyses", "\(all.items.count) kept under a name; each reader sees their own figures.",
      action: .init(label: "New analysis", href: "/analysis"),
      links: [
        .init(label: "Dashboards", href: "/dashboards"), .init(label: "Alerts", href: "/alerts"),
        .init(label: "Deliveries", href: "/deliveries"),
      ],
      empty: (
        "Your analyses will stand here", "Ask a question on the analysis page and save it under a name."
      ),
      heads: ["Analysis", "Question", "Owner", "Shared"],
      rows: all.items.map { one in
        .init(
          name: one.name, href: "/analyses/\(one.id)",
          cells: [words(one.address), one.ownerName, one.isShared ? "yes" : "no"],
          removeHref: one.owner == visit.context.actor.id ? "/analyses/\(one.id)" : nil,
          csrf: visit.formToken,
          question: "Delete “\(one.name)”? Its alerts and deliveries go with it.")
      })
    return Page(
      "analyses", title: "Saved analyses", section: "analysis", crumbs: [.init("Analysis", "/analysis")], view
    )
  }

  /// A question as short words: `value by account, brand; week`.
  static func words(_ address: String) -> String {
    // It was checked when it was saved; one that the dictionary has outgrown is shown as it stands.
    guard let plan = try? AnalysisPlan(AnalysisQuery(address: address)) else { return address }
    let splits = plan.dimensions.map { $0.label.lowercased() }.joined(separator: ", ")
    let metrics = plan.metrics.map { $0.name }.joined(separator: ", ")
    return metrics + (splits.isEmpty ? "" : " by \(splits)")
      + (plan.filters.isEmpty
        ? "" : ", \(plan.filters.count) \(plan.filters.count == 1 ? "filter" : "filters")")
  }

  private static let add = Endpoint(.post, "/analyses", "Save an analysis", allow: .viewer) {
    (input: SavedAnalysis.New, context) in try await SavedAnalysis.save(input, context)
  }.form(
    Form(
      at: "/analyses/new", "Save this analysis", submit: "Save analysis", section: "analysis",
      fields: [
        .init("name", "Name", required: true),
        .init("shared", "Show it to everyone; each sees their own figures", .flag),
        .init("address", "Question", .hidden),
      ],
      initial: { fields, _ in
        ["name": fields.text("name") ?? "", "address": fields.text("address") ?? ""]
      }))

  /// A saved analysis with its answer for who opens it.
  struct Opened: Reply {
    let analysis: SavedAnalysis
    let table: AnalysisTable
  }

  static func opened(_ id: ID<SavedAnalysis>, _ context: Context) async throws -> Opened {
    try await context.read { db in
      let one = try SavedAnalysis.find(id, for: context.actor, db)
      return Opened(
        analysis: one, table: try SalesDesk.analyse(try AnalysisQuery(address: one.address), context, db))
    }
  }

  private static let open = Endpoint(.get, "/analyses/{id}", "Open a saved analysis", allow: .viewer) {
    (wanted: SavedAnalysis.Wanted, context) in try await opened(wanted.id, context)
  }.page { (one: Opened, _) in page(one.table, one.analysis) }
    .table { (one: Opened, _) in one.table.file() }

  private static let panel = Endpoint(
    .get, "/analyses/{id}/panel", "A saved analysis as a panel of a dashboard", allow: .viewer
  ) { (wanted: SavedAnalysis.Wanted, context) in try await opened(wanted.id, context) }
  .page { (one: Opened, _) in
    let table = one.table, chart = AnalysisChart(table: table, id: "picture-\(one.analysis.id)")
    let links = AnalysisLinks(table: table)
    let view = AnalysisPanelView(
      title: one.analysis.name, href: "/analyses/\(one.analysis.id)", isEmpty: !table.hasData,
      emptyText: "No figures yet under this question.", answer: chart.charts.count == 1 ? nil : chart.finding,
      picture: chart.charts.prefix(1).map { .init(chart: $0) },
      grid: TableBox(table: AnalysisGrid(table: table, links: links).short), throughText: table.throughText)
    return Page(
      "analysis-panel", title: one.analysis.name, section: "analysis",
      crumbs: [.init("Saved", "/analyses")], charts: true, view)
  }.unpublished

  private static let remove = Endpoint(.delete, "/analyses/{id}", "Delete a saved analysis", allow: .viewer) {
    (wanted: SavedAnalysis.Wanted, context) in
    try await SavedAnalysis.delete(wanted.id, context)
    return Removed(location: "/analyses")
  }
}

/// The reply to a deletion: where the rest of its kind stands.
struct Removed: Reply, Located { let location: String }
