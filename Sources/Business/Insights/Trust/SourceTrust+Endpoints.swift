import Blueprint
import Kernel
import Sales

struct SourceID: Codable, Sendable { var id: ID<SalesSource> }

struct SourceList: Codable, Sendable { let sources: [SourceLine] }

/// Why a source was not shown.
enum SourceRefusal: Refusal, Equatable {
  case notThere

  var status: Int { 404 }
  var code: String { "not-there" }
  var field: String? { nil }
  var message: String { "There is no such source, or it is not yours. Choose one from the list of sources." }
}

extension SourceTrust {
  static let endpoints: [Endpoint] = [list, show]

  private static let list = Endpoint(
    .get, "/sales/sources", "Every source of sales figures, and how fresh it is", allow: .viewer
  ) { (_: NoInput, context) in
    SourceList(sources: try await context.read { try lines(context, $0) })
  }.page { (list: SourceList, visit) in
    Page(
      "sources", title: "Data trust", section: "sources",
      SourceListView(list.sources, today: visit.context.today))
  }.table { (list: SourceList, _) in SourceListView.file(list.sources) }

  private static let show = Endpoint(
    .get, "/sales/sources/{id}", "How far a source's figures can be trusted", allow: .viewer
  ) { (input: SourceID, context) in
    try await context.read { try of(input.id, context, $0) }
  }.page { (trust: SourceTrust, visit) in
    Page(
      "source-trust", title: trust.source.name, section: "sources",
      crumbs: [.init("Data trust", "/sales/sources")],
      charts: true, SourceTrustView(trust, today: visit.context.today))
  }.table { (trust: SourceTrust, _) in SourceTrustView.file(trust) }
}
