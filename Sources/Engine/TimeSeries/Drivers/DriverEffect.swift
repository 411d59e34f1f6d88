/// What a driver does to a series, and how sure that is.
package struct DriverEffect: Hashable, Sendable {
  /// Where the effect was learned.
  package enum Source: Hashable, Sendable {
    /// The driver varied here.
    case series
    /// Only at the item's other sites.
    case item
    /// Only at other items.
    case pool
    /// Nowhere: the effect is what was believed before.
    case belief
  }

  /// Price and size: per cent of sales for one per cent. Share: the logarithm of sales with it over sales
  /// without.
  package let value: Double
  package let standardError: Double
  package let source: Source

  /// The bounds that hold the effect in 95 of 100 cases.
  package var interval: ClosedRange<Double> {
    (value - 1.96 * standardError)...(value + 1.96 * standardError)
  }
}
