import Foundation
package import Kernel

/// Exact sums of one group of facts.
package struct SalesFigures: Codable, Sendable, Hashable {
  /// Thousandths.
  package var units: Int64
  /// Ten-thousandths of the currency's unit.
  package var value: Int64
  package var cost: Int64?
  package var facts: Int64

  package static let none = SalesFigures(units: 0, value: 0, cost: nil, facts: 0)

  /// As the dictionary's metrics want them; what was not read stays unknown.
  package var inputs: MetricInputs {
    var inputs = MetricInputs()
    inputs.units = Int128(units)
    inputs.value = Int128(value)
    inputs.cost = cost.map { Int128($0) }
    inputs.facts = facts
    return inputs
  }

  /// Ten-thousandths per unit, rounded half away from zero; nil where nothing was sold.
  package var averagePrice: Int64? {
    Metric.of(.averagePrice).evaluate(MetricSubject(inputs))?.rounded(decimals: 4)
  }

  package static func + (left: SalesFigures, right: SalesFigures) -> SalesFigures {
    SalesFigures(
      units: left.units + right.units, value: left.value + right.value,
      cost: left.cost == nil && right.cost == nil ? nil : (left.cost ?? 0) + (right.cost ?? 0),
      facts: left.facts + right.facts)
  }
}

/// One kind of figures in one currency: what may be added up together.
package struct SalesLens: Codable, Sendable, Hashable {
  package let kind: SalesSource.Kind
  package let currency: Currency

  package init(kind: SalesSource.Kind, currency: Currency) {
    self.kind = kind
    self.currency = currency
  }
}

/// Which sites count in which weeks. As the tree was, an account's sites change with time: then there are
/// several.
package struct SalesScope: Sendable {
  package struct Piece: Sendable {
    let weeks: ClosedRange<Int32>
    /// Nil: all sites.
    let sites: SiteSet?
  }
  package var pieces: [Piece]
  /// Nil: all items.
  package var products: [Int32]?

  package init(weeks: ClosedRange<Int32>, sites: SiteSet?, products: [Int32]? = nil) {
    pieces = [Piece(weeks: weeks, sites: sites)]
    self.products = products
  }

  init(pieces: [Piece]) {
    self.pieces = pieces
    products = nil
  }

  /// The same sites over other weeks; as the tree is today.
  func over(_ weeks: ClosedRange<Int32>) -> SalesScope {
    var copy = self
    copy.pieces = pieces.prefix(1).map { Piece(weeks: weeks, sites: $0.sites) }
    return copy
  }
}
