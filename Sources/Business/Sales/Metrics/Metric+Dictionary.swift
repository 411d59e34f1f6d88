import Blueprint
import Foundation
import Kernel

/// The dictionary as an answer, or what a search found in it.
struct MetricList: Codable, Sendable {
  let query: String?
  let metrics: [Metric]
}

/// What is looked for in the dictionary.
struct MetricSearch: Codable, Sendable { var q: String? }

/// Which figure is looked up.
struct MetricWanted: Codable, Sendable { var id: Metric.Name }

extension Metric {
  var href: String { "/metrics-dictionary/\(id.rawValue)" }

  var addsUp: String {
    switch additivity {
    case .sum: "yes"
    case .ratio: "no, a quotient"
    case .distinct: "no, a count of different ones"
    }
  }

  /// Those that a folded text is in: in the name first, then anywhere in what is said of them.
  static func named(_ text: String) -> [Metric] {
    let wanted = SearchKey.fold(text)
    func isIn(_ words: String...) -> Bool { words.contains { SearchKey.fold($0).contains(wanted) } }
    let byName = all.filter { isIn($0.name, $0.short, $0.id.rawValue) }
    return byName + all.filter { !byName.contains($0) && isIn($0.definition, $0.formula) }
  }

  /// Metrics in the one search, so that a word on a screen leads to its meaning.
  static let search = SearchSource("Metrics", icon: "book") { query, limit, _ in
    guard !query.isEmpty else { return [] }
    return named(query).prefix(limit).map { .init(title: $0.name, detail: $0.formula, href: $0.href) }
  }

  static let dictionary = Endpoint(
    .get, "/metrics-dictionary", "Every figure: definition, formula, grain", allow: .viewer
  ) { (wanted: MetricSearch, _) in
    let text = wanted.q.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    return MetricList(query: text, metrics: text.map(named) ?? all)
  }.page { (list: MetricList, _) in
    Page("metrics", title: "Metric dictionary", section: "sales", MetricsView(list))
  }.table { (list: MetricList, _) in
    Table(
      title: "Metric dictionary",
      heads: [
        "Id", "Name", "Short", "Unit", "Definition", "Formula", "Grain", "Additivity", "Owner", "Source",
      ],
      rows: list.metrics.map { one in
        [
          one.id.rawValue, one.name, one.short, one.unit, one.definition, one.formula, one.grain,
          one.additivity.rawValue, one.owner, one.source,
        ].map { .text($0) }
      }, notes: list.query.map { [("Search", $0)] } ?? [])
  }

  static let entry = Endpoint(
    .get, "/metrics-dictionary/{id}", "One figure: definition, formula, grain", allow: .viewer
  ) { (wanted: MetricWanted, _) in of(wanted.id) }
  .page { (one: Metric, _) in
    Page(
      "metric", title: one.name, section: "sales",
      crumbs: [.init("Metric dictionary", "/metrics-dictionary")],
      MetricView(one))
  }
}

/// Words as parts of an address.
package enum URLWords {
  /// Everything but letters, digits and `-._~` as percent signs.
  package static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || [45, 46, 95, 126].contains(byte)
      if isPlain {
        bytes.append(byte)
      } else {
        bytes += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16).uppercased())".utf8
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
