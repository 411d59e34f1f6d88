import Kernel

/// Why a question could not be answered; each names the field, the value and what would do.
package enum AnalysisRefusal: Refusal, Equatable {
  case noSuchDimension(field: String, String)
  case usedTwice(Dimension)
  case tooDeep(field: String)
  case noSuchMetric(String)
  case notAFilter(String)
  case noSuchMember(Dimension, String, known: [String])
  case badPeriod
  case badLimit
  case noSuchSort(String, known: [String])
  case tooLarge

  package var status: Int { 422 }
  package var code: String { "bad-analysis" }

  package var field: String? {
    switch self {
    case .noSuchDimension(let field, _), .tooDeep(let field): field
    case .usedTwice, .tooLarge: "rows"
    case .noSuchMetric: "metric"
    case .notAFilter, .noSuchMember: "where"
    case .badPeriod: "from"
    case .badLimit: "limit"
    case .noSuchSort: "sort"
    }
  }

  package var message: String {
    switch self {
    case .noSuchDimension(let field, let word):
      "“\(field)”: there is no dimension “\(word)”. Known: \(Self.list(Dimension.allCases.map(\.rawValue)))."
    case .usedTwice(let one):
      "“\(one.rawValue)” is used twice. Use each dimension once, in rows or in columns."
    case .tooDeep(let field):
      "“\(field)” takes at most three dimensions. Move one to a filter or to the other side."
    case .noSuchMetric(let word):
      "“metric”: there is no metric “\(word)”. Known: \(Self.list(Metric.Name.allCases.map(\.rawValue)))."
    case .notAFilter(let text):
      "“where”: “\(text)” is not a filter. Write dimension=value, such as category=Snacks, brand=A|B or "
        + "store!=Fairfield 12."
    case .noSuchMember(let dimension, let word, let known) where known.isEmpty:
      "“where”: there is no \(dimension.label.lowercased()) “\(word)” that you can see, and none to choose from."
    case .noSuchMember(let dimension, let word, let known):
      "“where”: there is no \(dimension.label.lowercased()) “\(word)”. Known: \(Self.list(known))."
    case .badPeriod: "“from” lies after “to”. Give the earlier day as “from”."
    case .badLimit: "“limit” must be between 1 and \(AnalysisPlan.mostRows)."
    case .noSuchSort(let word, let known):
      "“sort”: the rows can't be sorted by “\(word)”. They can by: \(Self.list(known)); a minus before it turns the "
        + "order round."
    case .tooLarge:
      "The answer has too many cells. Choose fewer or coarser dimensions, a shorter period, or a filter."
    }
  }

  private static func list(_ words: [String]) -> String {
    words.prefix(30).joined(separator: ", ") + (words.count > 30 ? ", …" : "")
  }
}
