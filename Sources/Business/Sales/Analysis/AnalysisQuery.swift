import Blueprint
package import Kernel

/// A question to the figures, as pages, files, commands and callers write it. A page's address is one of these.
package struct AnalysisQuery: Codable, Sendable, Hashable {
  /// Dimensions, outer first; several in one text are divided by commas.
  package var rows: [String]?
  package var columns: [String]?
  /// Metrics of the dictionary by their ids.
  package var metric: [String]?
  /// `category=Snacks`, `brand=A|B`, `store!=Fairfield 12`; all of them hold.
  package var `where`: [String]?
  package var window: Window?
  package var from: Day?
  package var to: Day?
  package var compare: Compare?
  /// What shares are shares of.
  package var base: Base?
  package var tree: TreeMode?
  package var kind: SalesSource.Kind?
  package var currency: Currency?
  /// Only what was known at the end of this day.
  package var knownOn: Day?
  /// A metric, or `name`; a minus before it turns the order round.
  package var sort: String?
  /// Rows of the first dimension; the rest become one row “Other”.
  package var limit: Int?

  package enum Window: String, Choice {
    case four = "4"
    case twelve = "12"
    case fiftyTwo = "52"
    case yearToDate = "ytd"

    package var label: String { self == .yearToDate ? "Year to date" : "Latest \(rawValue) weeks" }
  }

  package enum Compare: String, Choice {
    case none
    case lastYear = "last-year"
    case previous
  }

  package enum Base: String, Choice { case category, all }

  package init(
    rows: [String] = [], columns: [String] = [], metrics: [String] = [], where filters: [String] = []
  ) {
    self.rows = rows.isEmpty ? nil : rows
    self.columns = columns.isEmpty ? nil : columns
    metric = metrics.isEmpty ? nil : metrics
    `where` = filters.isEmpty ? nil : filters
  }
}

/// The same question, understood.
package struct AnalysisPlan: Sendable, Hashable {
  /// One condition: the dimension's member is, or is not, one of these.
  package struct Filter: Sendable, Hashable {
    package let dimension: Dimension
    package let isExcluded: Bool
    package let values: [String]

    package var text: String {
      "\(dimension.rawValue)\(isExcluded ? "!=" : "=")\(values.joined(separator: "|"))"
    }
  }

  package let query: AnalysisQuery
  package let rows: [Dimension]
  package let columns: [Dimension]
  package let metrics: [Metric]
  package let filters: [Filter]
  package let compare: AnalysisQuery.Compare
  package let base: AnalysisQuery.Base
  package let tree: TreeMode
  package let limit: Int

  package static let mostRows = 2_000

  package init(_ query: AnalysisQuery) throws(AnalysisRefusal) {
    self.query = query
    rows = try Self.dimensions(query.rows, field: "rows")
    columns = try Self.dimensions(query.columns, field: "columns")
    if let twice = Set(rows).intersection(columns).first { throw .usedTwice(twice) }
    metrics = try Self.metrics(query.metric)
    var filters: [Filter] = []
    for text in (query.where ?? []).flatMap({ $0.split(separator: ";") })
    where !text.allSatisfy(\.isWhitespace) {
      filters.append(try Self.filter(String(text)))
    }
    self.filters = filters
    compare = query.compare ?? .none
    base = query.base ?? .category
    tree = query.tree ?? .today
    guard query.limit.map({ (1...Self.mostRows).contains($0) }) ?? true else { throw .badLimit }
    limit = query.limit ?? Self.mostRows
    if let from = query.from, let to = query.to, from > to { throw .badPeriod }
  }

  private static func metrics(_ texts: [String]?) throws(AnalysisRefusal) -> [Metric] {
    var metrics: [Metric] = []
    for word in words(texts) {
      guard let name = Metric.Name(rawValue: word) else { throw .noSuchMetric(word) }
      if !metrics.contains(.of(name)) { metrics.append(.of(name)) }
    }
    return metrics.isEmpty ? [.of(.value)] : metrics
  }

  private static func words(_ texts: [String]?) -> [String] {
    (texts ?? []).flatMap { $0.split(separator: ",") }.map { $0.trimmed }.filter { !$0.isEmpty }
  }

  private static func dimensions(_ texts: [String]?, field: String) throws(AnalysisRefusal) -> [Dimension] {
    var found: [Dimension] = []
    for word in words(texts) {
      guard let one = Dimension(rawValue: word) else { throw .noSuchDimension(field: field, word) }
      if found.contains(one) { throw .usedTwice(one) }
      if one != .none { found.append(one) }
    }
    guard found.count <= 3 else { throw .tooDeep(field: field) }
    return found
  }

  private static func filter(_ text: String) throws(AnalysisRefusal) -> Filter {
    guard let mark = text.firstIndex(of: "=") else { throw .notAFilter(text) }
    let isExcluded = mark > text.startIndex && text[text.index(before: mark)] == "!"
    let name = text[..<(isExcluded ? text.index(before: mark) : mark)].trimmed
    guard let dimension = Dimension(rawValue: name), dimension != .none else {
      throw .noSuchDimension(field: "where", name)
    }
    let values = text[text.index(after: mark)...].split(separator: "|").map(\.trimmed).filter { !$0.isEmpty }
    guard !values.isEmpty else { throw .notAFilter(text) }
    return Filter(dimension: dimension, isExcluded: isExcluded, values: values)
  }

  package var dimensions: [Dimension] { rows + columns }

  func uses(_ names: Set<Metric.Name>) -> Bool { metrics.contains { names.contains($0.id) } }
  var needsItems: Bool { uses([.itemsSelling, .tdp, .aic, .sppd]) }
  var needsStores: Bool { uses([.storesSelling, .unitsPerStoreWeek]) || needsReach }
  var needsReach: Bool { uses([.acvDistribution, .tdp, .aic, .sppd, .valuePerMillion]) }
  var needsVolume: Bool { uses([.volume, .volumePrice]) }
  var needsBase: Bool { uses([.valueShare, .unitShare, .fairShare, .shareOfGrowth]) }
  var needsMarket: Bool { uses([.fairShare]) }
  var needsBefore: Bool { compare != .none || uses([.valueChange, .unitsChange, .shareOfGrowth]) }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    let start = drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
