import Blueprint
import Kernel

extension AnalysisQuery {
  /// The question as the part of an address after `?`: the same text always, so that it can be kept and compared.
  package var address: String {
    var pairs: [(String, String)] = []
    if let rows, !rows.isEmpty { pairs.append(("rows", rows.joined(separator: ","))) }
    if let columns, !columns.isEmpty { pairs.append(("columns", columns.joined(separator: ","))) }
    if let metric, !metric.isEmpty { pairs.append(("metric", metric.joined(separator: ","))) }
    pairs += (self.where ?? []).map { ("where", $0) }
    let single: [(String, String?)] = [
      ("window", window?.rawValue), ("from", from?.description), ("to", to?.description),
      ("compare", compare?.rawValue), ("base", base?.rawValue), ("tree", tree?.rawValue),
      ("kind", kind?.rawValue), ("currency", currency?.code), ("knownOn", knownOn?.description),
      ("sort", sort),
      ("limit", limit.map(String.init)),
    ]
    pairs += single.compactMap { name, value in value.map { (name, $0) } }
    return pairs.map { "\($0.0)=\(URLWords.escaped($0.1))" }.joined(separator: "&")
  }

  /// Reads what `address` wrote, or what stands in a browser's bar; refuses what is no question.
  package init(address: String) throws {
    var fields = Fields()
    for pair in address.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw AnalysisRefusal.notAFilter(String(pair)) }
      fields.add(text: [(URLWords.plain(parts[0]), URLWords.plain(parts[1]))])
    }
    self = try fields.decode(AnalysisQuery.self)
    _ = try AnalysisPlan(self)
  }

  /// The same question with more filters and other rows; a filter that stands already is not repeated.
  package func narrowed(by filters: [String], rows: [String]) -> AnalysisQuery {
    var query = self
    let kept = query.where ?? []
    query.where = kept + filters.filter { !kept.contains($0) }
    query.rows = rows.isEmpty ? nil : rows
    return query
  }
}

extension URLWords {
  /// Percent signs and plus signs as what they stand for.
  package static func plain(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = [], rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 43 {
        bytes.append(32)
      } else if byte == 37, rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension SalesDesk {
  /// Any figure of any analysis, explained.
  static let analysisExplanation = Endpoint(
    .get, "/analysis/explain", "Where a figure of an analysis comes from", allow: .viewer
  ) { (query: AnalysisQuery, context) in
    try await context.read { db in
      let names = (query.where ?? []).isEmpty ? "all accounts" : "what is counted below"
      return try explain(query, as: ("analysis", "", names), context, db)
    }
  }.page { (one: Explanation, _) in
    Page(
      "explain", title: "\(one.metric.name), explained", section: "analysis",
      crumbs: [.init("Analysis", "/analysis")], ExplainView(one))
  }
}
