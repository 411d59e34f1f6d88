/// Why value changed: new and lost items, volume, mix and price; whole numbers that sum to the change exactly.
///
/// New and lost items stand apart, so that neither shows as price. The other items' change is cut into price and
/// quantity, and quantity into volume (more or fewer units at the average price) and mix (dearer or cheaper ones).
///
/// - `textbook`: price at new quantities, quantities at old prices (Laspeyres and Paasche). Every controller knows it;
///   swapping the periods gives other figures, not only other signs.
/// - `reversible`: both at the mean of the two periods. Bennet, T. L. (1920), "The theory of measurement of changes in
///   cost of living", Journal of the Royal Statistical Society 83(3), 455-462; Diewert, W. E. (2005), "Index number
///   theory using differences rather than ratios". Swapping the periods flips every sign (new and lost change places).
///
/// Parts add up: price, new, lost and apart of a whole are the sums of its parts'. Volume and mix of a whole are
/// measured against its own average price; `shift` is what moves between them when parts become one.
package struct PriceVolumeMix: Hashable, Sendable {
  package enum Weights: Hashable, Sendable { case reversible, textbook }

  package let weights: Weights
  package private(set) var new: Int128 = 0
  package private(set) var lost: Int128 = 0
  package private(set) var apart: Int128 = 0
  package private(set) var price: Int128 = 0
  /// Sums over items with a price in both periods.
  package private(set) var unitsBefore: Int128 = 0
  package private(set) var valueBefore: Int128 = 0
  package private(set) var unitsAfter: Int128 = 0
  package private(set) var valueAfter: Int128 = 0

  package init(weights: Weights) { self.weights = weights }

  package init(_ leaf: DriverLeaf, weights: Weights) {
    self.weights = weights
    switch leaf.standing {
    case .new: new = leaf.change
    case .lost: lost = leaf.change
    case .apart: apart = leaf.change
    case .continuing:
      unitsBefore = Int128(leaf.before.units)
      valueBefore = Int128(leaf.before.value)
      unitsAfter = Int128(leaf.after.units)
      valueAfter = Int128(leaf.after.value)
      price = leaf.change - quantity
    }
  }

  /// What the change of units alone would have brought, this being one price: a single item, or all at their average.
  private var quantity: Int128 {
    guard unitsBefore > 0, unitsAfter > 0 else { return 0 }
    let newUnitsAtOldPrice = (unitsAfter * valueBefore).dividedRounded(by: unitsBefore)
    switch weights {
    case .textbook: return newUnitsAtOldPrice - valueBefore
    case .reversible:
      let oldUnitsAtNewPrice = (unitsBefore * valueAfter).dividedRounded(by: unitsAfter)
      return (valueAfter - oldUnitsAtNewPrice + newUnitsAtOldPrice - valueBefore).dividedRounded(by: 2)
    }
  }

  package var volume: Int128 { quantity }
  package var mix: Int128 { valueAfter - valueBefore - price - volume }
  package var change: Int128 { new + lost + apart + valueAfter - valueBefore }

  package static func + (left: PriceVolumeMix, right: PriceVolumeMix) -> PriceVolumeMix {
    precondition(left.weights == right.weights, "drivers of two methods can't be added")
    var sum = left
    sum.new += right.new
    sum.lost += right.lost
    sum.apart += right.apart
    sum.price += right.price
    sum.unitsBefore += right.unitsBefore
    sum.valueBefore += right.valueBefore
    sum.unitsAfter += right.unitsAfter
    sum.valueAfter += right.valueAfter
    return sum
  }

  /// What this whole's mix holds beyond its parts': sales that moved between dearer and cheaper parts. Volume holds as
  /// much less.
  package func shift(between parts: [PriceVolumeMix]) -> Int128 { mix - parts.reduce(0) { $0 + $1.mix } }
}
