import Blueprint
import Kernel

extension LoaderSpec {
  /// This spec with what the caller says instead: `weekOne`, `currency`, `account`, `source`, `dates`, `numbers`, `week`,
  /// `site`, `item`, `totals`.
  package func with(_ parameters: [String: String]) throws(LoaderRefusal) -> LoaderSpec {
    var spec = self
    for (name, text) in parameters.sorted(by: { $0.key < $1.key }) { try spec.set(name, text) }
    return spec
  }

  private mutating func set(_ name: String, _ text: String) throws(LoaderRefusal) {
    switch name {
    case "weekOne":
      guard let day = Day(text) else { throw .badParameter(name, text, "a day such as 2024-01-01") }
      week.weekOne = day
      week.isAssumed = false
    case "currency":
      guard let currency = Currency(text) else {
        throw .badParameter(name, text, "three letters such as EUR")
      }
      source.currency = currency
    case "account": source.account = text.isEmpty ? nil : text
    case "source":
      guard !text.isEmpty, text.utf8.count <= 60 else { throw .badParameter(name, text, "a short code") }
      source.code = text
      source.name = text
    case "dates": week.pattern = text
    case "numbers": numbers = try Self.choice(name, text)
    case "week": week.meaning = try Self.choice(name, text)
    case "site", "item":
      guard !text.isEmpty, text.utf8.count <= 100 else { throw .badParameter(name, text, "a code or a name") }
      constants = (constants ?? [:]).merging([name == "site" ? .site : .item: text]) { $1 }
    case "totals": totals = try Self.choice(name, text) as TotalsRule
    default: throw .unknownParameter(name)
    }
  }

  private static func choice<T: Choice>(_ name: String, _ text: String) throws(LoaderRefusal) -> T {
    guard let found = T(rawValue: text) else {
      throw .badParameter(name, text, T.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return found
  }
}
