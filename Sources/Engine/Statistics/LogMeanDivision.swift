import Foundation

/// Why value changed: distribution x velocity x price, by the additive logarithmic mean Divisia method, to the last unit.
///
/// Value is distribution x (units / distribution) x (value / units). Each factor's effect is the logarithmic mean of
/// both values times the logarithm of the factor's growth; the effects sum to the change, whatever the order, and
/// swapping the periods flips their signs. Ang, B. W. (2004), "Decomposition analysis for policymaking in energy",
/// Energy Policy 32(9), 1131-1139; Ang, B. W. and Liu, F. L. (2001), "A new energy decomposition method: perfect in
/// decomposition and consistent in aggregation", Energy 26(6), 537-548.
///
/// Effects are made at the leaf and added up, so those of a whole are the exact sums of its parts'. Items that are new,
/// lost or without a price stand apart: no small number is put in the place of zero.
package struct LogMeanDivision: Hashable, Sendable {
  package private(set) var new: Int128 = 0
  package private(set) var lost: Int128 = 0
  package private(set) var apart: Int128 = 0
  package private(set) var distribution: Int128 = 0
  package private(set) var velocity: Int128 = 0
  package private(set) var price: Int128 = 0

  package init() {}

  package init(_ leaf: DriverLeaf) {
    switch leaf.standing {
    case .new: new = leaf.change
    case .lost: lost = leaf.change
    case .apart: apart = leaf.change
    case .continuing:
      guard leaf.before.distribution > 0, leaf.after.distribution > 0 else {
        apart = leaf.change
        return
      }
      divide(leaf)
    }
  }

  private mutating func divide(_ leaf: DriverLeaf) {
    let (old, new) = (leaf.before, leaf.after)
    let (low, high) = (min(old.value, new.value), max(old.value, new.value))
    // The arguments are ordered and the logarithms subtracted, so that swapped periods give the same digits.
    let weight = logMean(Double(high), Double(low))
    let spread = log(new.distribution) - log(old.distribution)
    let dearer =
      (log(Double(new.value)) - log(Double(new.units))) - (log(Double(old.value)) - log(Double(old.units)))
    distribution = Int128((weight * spread).rounded(.toNearestOrAwayFromZero))
    price = Int128((weight * dearer).rounded(.toNearestOrAwayFromZero))
    // The last factor is what is left: its own logarithm gives the same to within one unit.
    velocity = leaf.change - distribution - price
  }

  package var change: Int128 { new + lost + apart + distribution + velocity + price }

  package static func + (left: LogMeanDivision, right: LogMeanDivision) -> LogMeanDivision {
    var sum = left
    sum.new += right.new
    sum.lost += right.lost
    sum.apart += right.apart
    sum.distribution += right.distribution
    sum.velocity += right.velocity
    sum.price += right.price
    return sum
  }
}
