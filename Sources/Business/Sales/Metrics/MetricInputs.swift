import Kernel

/// What figures are made of: exact sums over one group of facts, and which stores and items sold in it.
package struct MetricInputs: Sendable, Hashable {
  /// How far a group of items reaches: the weight of the stores that sell it, by all-commodity volume.
  package struct Reach: Sendable, Hashable {
    /// Ten-thousandths of the currency's unit: of the stores that sell any of it.
    package var selling: Int128
    /// Of the stores that sell an item, added up over the items.
    package var byItem: Int128
    /// Of all stores of the market.
    package var all: Int128

    package init(selling: Int128, byItem: Int128, all: Int128) {
      self.selling = selling
      self.byItem = byItem
      self.all = all
    }
  }

  /// Thousandths.
  package var units: Int128 = 0
  /// Ten-thousandths of the currency's unit.
  package var value: Int128 = 0
  package var cost: Int128?
  /// Equivalised volume, 10^-12 of its unit.
  package var volume: Int128?
  /// Of the facts that say how the item was promoted: all of them, and those promoted.
  package var flaggedUnits: Int128?
  package var flaggedValue: Int128?
  package var dealUnits: Int128 = 0
  package var dealValue: Int128 = 0
  /// Sum of base price x units, 10^-7, and the units (thousandths) of the facts that know a base price.
  package var basePriced: Int128?
  package var basePricedUnits: Int128 = 0
  package var facts: Int64 = 0
  package var weeks = 0
  /// Different stores and items of which at least one unit was sold; nil where that was not counted.
  package var stores: Int?
  package var items: Int?
  package var reach: Reach?

  package init() {}

  /// Adds the sums. What is counted (stores, items, reach, weeks) can't be added: who adds counts anew.
  package mutating func add(_ other: MetricInputs) {
    units += other.units
    value += other.value
    cost = Self.sum(cost, other.cost)
    volume = Self.sum(volume, other.volume)
    flaggedUnits = Self.sum(flaggedUnits, other.flaggedUnits)
    flaggedValue = Self.sum(flaggedValue, other.flaggedValue)
    dealUnits += other.dealUnits
    dealValue += other.dealValue
    basePriced = Self.sum(basePriced, other.basePriced)
    basePricedUnits += other.basePricedUnits
    facts += other.facts
  }

  /// The rest of a whole without a part of it, as far as sums go.
  package func without(_ part: MetricInputs) -> MetricInputs {
    var rest = MetricInputs()
    rest.units = units - part.units
    rest.value = value - part.value
    rest.facts = facts - part.facts
    rest.weeks = weeks
    return rest
  }

  private static func sum(_ left: Int128?, _ right: Int128?) -> Int128? {
    guard let left else { return right }
    return left + (right ?? 0)
  }
}

/// A group of facts with all that a figure of it may be held against.
package struct MetricSubject: Sendable, Hashable {
  package var now: MetricInputs
  /// The same a year earlier, or in the period before; nil where that was not asked for.
  package var before: MetricInputs?
  /// What a share is a share of: the category, or all products, at the same stores in the same weeks.
  package var base: MetricInputs?
  package var baseBefore: MetricInputs?
  /// The same items and their base at all stores of the reader: what a fair share is held against.
  package var market: MetricInputs?
  package var marketBase: MetricInputs?

  package init(_ now: MetricInputs, before: MetricInputs? = nil) {
    self.now = now
    self.before = before
  }

  /// The group a year earlier as a subject of its own.
  package var past: MetricSubject? {
    before.map { old in
      var past = MetricSubject(old)
      past.base = baseBefore
      return past
    }
  }
}
