import Blueprint
import Foundation
import Kernel
import Sales

/// Deliveries as an answer, with the files that were made.
struct DeliveryList: Reply {
  let deliveries: [Delivery]
  let files: [Delivery.File]
}

extension Delivery {
  static let endpoints: [Endpoint] = [list, adding, file, removing]

  private static let list = Endpoint(.get, "/deliveries", "My scheduled files", allow: .viewer) {
    (_: NoInput, context) in
    try await context.read { db in
      DeliveryList(
        deliveries: try all(of: context.actor.id, db), files: try files(of: context.actor.id, db))
    }
  }.page { (all: DeliveryList, visit) in
    let view = SavedListView(
      "Deliveries",
      "Saved analyses as files, by themselves; what each holds is what you may see on that day.",
      action: .init(label: "New delivery", href: "/deliveries/new"),
      links: [.init(label: "Saved analyses", href: "/analyses")],
      empty: (
        "Your scheduled files will stand here", "Save an analysis first, then have it written day by day."
      ),
      heads: ["Analysis", "Rhythm", "File", "Next"],
      rows: all.deliveries.map { one in
        .init(
          name: one.analysisName, href: "/analyses/\(one.analysis)",
          cells: [
            Words.title(one.rhythm.rawValue), one.format.rawValue.uppercased(),
            DisplayNumber.day(one.nextDay),
          ],
          removeHref: "/deliveries/\(one.id)", csrf: visit.formToken,
          question: "Stop this delivery? Files that were made stay.")
      }, second: ("Files", made(all.files)))
    return Page(
      "analyses", title: "Deliveries", section: "analysis", crumbs: [.init("Saved analyses", "/analyses")],
      view)
  }

  private static func made(_ files: [File]) -> TableView {
    TableView(
      caption: "Files",
      heads: [.init(label: "File"), .init(label: "Rows", css: "is-end"), .init(label: "Made")],
      rows: files.map { one in
        .init(cells: [
          .head(one.name, link: "/deliveries/files/\(one.id)"), .number(DisplayNumber.grouped(one.rows)),
          .day(Day(one.madeAt)),
        ])
      }, footnote: files.isEmpty ? "Nothing was made yet." : nil)
  }

  private static let adding = Endpoint(
    .post, "/deliveries", "Write a saved analysis as a file, again and again", allow: .viewer
  ) { (input: New, context) in try await add(input, context) }
  .form(
    Form(
      at: "/deliveries/new", "New delivery", submit: "Start delivery", section: "analysis",
      fields: [
        .init("analysis", "Analysis", .choice(Dashboard.analyses), required: true),
        .choice("rhythm", "Rhythm", Rhythm.self, required: true),
        .init(
          "format", "File", .choice { _ in [Form.Option("xlsx", "Excel"), Form.Option("csv", "CSV")] },
          required: true),
      ], initial: { fields, _ in ["analysis": fields.text("analysis") ?? "", "format": "xlsx"] }))

  private static let file = Endpoint(download: "/deliveries/files/{id}", "A delivered file", allow: .viewer) {
    (wanted: FileWanted, context) in
    let found = try await context.read { try path(of: wanted.id, for: context.actor, $0) }
    let type =
      found.name.hasSuffix("csv")
      ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Download(name: found.name, type: type, content: .file(path: found.path))
  }

  private static let removing = Endpoint(.delete, "/deliveries/{id}", "Stop a delivery", allow: .viewer) {
    (wanted: Wanted, context) in
    try await delete(wanted.id, context)
    return Removed(location: "/deliveries")
  }
}
