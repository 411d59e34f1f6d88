import Blueprint
import Foundation
import Kernel

/// What the templates `search` and `search-results` place.
struct SearchView: Sendable {
  struct Group: Sendable {
    let heading: String
    let results: [Result]
  }
  struct Result: Sendable {
    let href: String
    let icon: String
    /// Escaped, the found part marked.
    let html: String
    let extra: String?
    let figure: String?
  }
  let title = "Search"
  let sentence: String
  let hasResults: Bool
  let groups: [Group]
  let nothingText: String
}

extension Site {
  /// One search over everything the reader may see, and over the places to go.
  func search(_ call: Call, _ session: Doorman.Session) async throws -> WebResponse {
    var fields = Fields()
    fields.add(text: try URLText.pairs(call.request.query))
    let text = fields.text("q") ?? "", folded = SearchKey.fold(text)
    let visit = visit(call, fields, session.actor, session)
    let groups = try await found(folded, visit.context)
    let view = SearchView(
      sentence: text.isEmpty ? "Type a few letters of a name, a code or a page." : "What matches “\(text)”.",
      hasResults: !groups.isEmpty, groups: groups,
      nothingText: text.isEmpty ? "Type to search." : "Nothing you may see matches “\(text)”.")
    let template = visit.isFragment ? "search-results" : "search"
    let page = Page(template, title: "Search", frame: visit.isFragment ? .fragment : .shell, view)
    return try await drawn(page, visit, call)
  }

  private func found(_ folded: String, _ context: Context) async throws -> [SearchView.Group] {
    var groups: [SearchView.Group] = []
    if !folded.isEmpty {
      for source in capabilities.flatMap(\.searches) {
        let hits = try await source.find(folded, 6, context)
        guard !hits.isEmpty else { continue }
        groups.append(
          .init(
            heading: source.title,
            results: hits.map { hit in
              .init(
                href: hit.href, icon: source.icon, html: Self.marked(hit.title, folded),
                extra: hit.detail.isEmpty ? nil : hit.detail, figure: nil)
            }))
      }
    }
    let places = capabilities.flatMap(\.navigation).filter { entry in
      entry.allow.admits(context.actor, writing: false)
        && (folded.isEmpty || SearchKey.fold(entry.label).contains(folded))
    }.sorted { $0.order < $1.order }
    if !places.isEmpty {
      groups.append(
        .init(
          heading: "Go to",
          results: places.map {
            .init(href: $0.href, icon: $0.icon, html: Self.marked($0.label, folded), extra: nil, figure: nil)
          }))
    }
    return groups
  }

  /// The text escaped, its first place that matches in `<mark>`.
  static func marked(_ text: String, _ folded: String) -> String {
    guard !folded.isEmpty,
      let range = text.range(of: folded, options: [.caseInsensitive, .diacriticInsensitive])
    else { return HTML.escaped(text) }
    return HTML.escaped(String(text[..<range.lowerBound])) + "<mark>" + HTML.escaped(String(text[range]))
      + "</mark>"
      + HTML.escaped(String(text[range.upperBound...]))
  }
}
