import Blueprint
import Kernel

/// One definition of one figure: every screen, file and answer uses it, so no two can disagree.
package struct Metric: Codable, Sendable, Hashable {
  package enum Name: String, Choice {
    case units, value, cost
    case volume = "eq-volume"
    case averagePrice = "average-price"
    case volumePrice = "eq-price"
    case basePrice = "base-price"
    case promotedPrice = "promoted-price"
    case unitsOnDeal = "units-on-deal"
    case valueOnDeal = "value-on-deal"
    case acvDistribution = "acv-distribution"
    case tdp, aic, sppd
    case valuePerMillion = "value-per-million-acv"
    case unitsPerStoreWeek = "units-per-store-week"
    case storesSelling = "stores-selling"
    case itemsSelling = "items-selling"
    case valueShare = "value-share"
    case unitShare = "unit-share"
    case fairShare = "fair-share"
    case valueChange = "value-change"
    case unitsChange = "units-change"
    case shareOfGrowth = "share-of-growth"
  }

  /// Whether figures of parts make the figure of the whole.
  package enum Additivity: String, Choice {
    case sum
    /// A quotient of two sums: the parts' sums are added, then divided.
    case ratio
    /// A count of different things: the same store may stand in both parts.
    case distinct
  }

  /// How its figures are written.
  package enum Format: String, Choice {
    case count, volume, money, price, percent, index, points
  }

  package let id: Name
  package let name: String
  /// As people say it for short: `%ACV`.
  package let short: String
  /// `units`, the source's currency, `stores`.
  package let unit: String
  package let format: Format
  /// Digits after the point that tables show.
  package let decimals: Int
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

  package static func of(_ name: Name) -> Metric { byName[name] ?? all[0] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
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
