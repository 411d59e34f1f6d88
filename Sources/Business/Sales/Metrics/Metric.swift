import Blueprint
import Kernel

/// One definition of one figure: every screen, file and answer uses it, so no two can disagree.
package struct Metric: Codable, Sendable, Hashable {
  package enum Name: String, Choice {
    case units, value
    case averagePrice = "average-price"
    case storesSelling = "stores-selling"
    case itemsSelling = "items-selling"
    case cost
  }

  /// Whether figures of parts make the figure of the whole.
  package enum Additivity: String, Choice {
    case sum
    /// A quotient of two sums: the parts' sums are added, then divided.
    case ratio
    /// A count of different things: the same store may stand in both parts.
    case distinct
  }

  package let id: Name
  package let name: String
  /// `units`, the source's currency, `stores`.
  package let unit: String
  package let definition: String
  package let formula: String
  package let grain: String
  package let additivity: Additivity
  package let owner: String
  package let source: String

  /// Refuses to add figures of parts where that would be wrong, and says what to do instead.
  package func sum(_ parts: [Int64]) throws(MetricRefusal) -> Int64 {
    guard additivity == .sum else { throw .notAdditive(self) }
    return parts.reduce(0, +)
  }

  package static func of(_ name: Name) -> Metric { all.first { $0.id == name } ?? all[0] }

  package static let all: [Metric] = [
    Metric(
      id: .units, name: "Units", unit: "units",
      definition: "What was sold or delivered, in the units that the source counts; returns are negative.",
      formula: "sum of units", grain: "site x item x week", additivity: .sum, owner: "Sales analysis",
      source: "imported sales files"),
    Metric(
      id: .value, name: "Value", unit: "currency of the source",
      definition:
        "What buyers paid (sell-out) or were invoiced (sell-in); units x price where a file has no value.",
      formula: "sum of value", grain: "site x item x week", additivity: .sum, owner: "Sales analysis",
      source: "imported sales files"),
    Metric(
      id: .averagePrice, name: "Average price", unit: "currency of the source per unit",
      definition: "What one unit sold for on average, promotions included.",
      formula: "value / units", grain: "any group of site x item x week", additivity: .ratio,
      owner: "Sales analysis",
      source: "value and units"),
    Metric(
      id: .storesSelling, name: "Stores selling", unit: "stores",
      definition: "Different sites that sold at least one unit in the period.",
      formula: "count of sites with units > 0", grain: "site", additivity: .distinct, owner: "Sales analysis",
      source: "imported sales files"),
    Metric(
      id: .itemsSelling, name: "Items selling", unit: "items",
      definition: "Different items of which at least one unit was sold in the period.",
      formula: "count of items with units > 0", grain: "item", additivity: .distinct, owner: "Sales analysis",
      source: "imported sales files"),
    Metric(
      id: .cost, name: "Cost", unit: "currency of the source",
      definition: "What the units cost the retailer, where the source says it.",
      formula: "sum of cost", grain: "site x item x week", additivity: .sum, owner: "Sales analysis",
      source: "imported sales files"),
  ]
}

/// Why figures were not made.
package enum MetricRefusal: Refusal, Equatable {
  case notAdditive(Metric)
  case badPeriod
  case noSuchMetric(String)

  package var status: Int { 422 }
  package var code: String {
    switch self {
    case .notAdditive: "not-additive"
    case .badPeriod: "bad-period"
    case .noSuchMetric: "no-such-metric"
    }
  }
  package var field: String? {
    switch self {
    case .notAdditive, .noSuchMetric: "metric"
    case .badPeriod: "from"
    }
  }
  package var message: String {
    switch self {
    case .notAdditive(let metric) where metric.additivity == .ratio:
      "\(metric.name) can't be added up. Add up what it is made of (\(metric.formula)), then divide."
    case .notAdditive(let metric):
      "\(metric.name) can't be added up: the same one may be counted in several parts. Count over the "
        + "whole instead."
    case .badPeriod: "The period ends before it begins. Give “from” and “to” as days, the earlier one first."
    case .noSuchMetric(let name):
      "There is no metric “\(name)”. Known: \(Metric.Name.allCases.map(\.rawValue).joined(separator: ", "))."
    }
  }
}
