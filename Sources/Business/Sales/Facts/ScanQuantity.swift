extension SegmentScan {
  /// What is summed: a measure, or the product of two, over the facts that know it.
  package struct Quantity: Hashable, Sendable {
    package let measure: Measure
    /// Every fact's figure is multiplied by this figure of it: base price by units.
    package private(set) var weight: Measure?
    /// Only facts that know this figure, too: the units to divide a sum of base price x units by.
    package private(set) var given: Measure?
    /// Only facts that carry any of these flags.
    package private(set) var flags: FactFlags?

    /// A measure over all facts.
    package static func total(_ measure: Measure) -> Quantity { Quantity(measure: measure) }

    /// A measure over the facts that carry any of these flags.
    package static func flagged(_ measure: Measure, _ flags: FactFlags) -> Quantity {
      total(measure).flagged(flags)
    }

    /// The sum of one measure x another, exact, at the product of both scales; facts that lack one are left out.
    package static func weighted(_ measure: Measure, by weight: Measure) -> Quantity {
      Quantity(measure: measure, weight: weight)
    }

    /// The same over the facts alone that carry any of these flags.
    package func flagged(_ flags: FactFlags) -> Quantity {
      var copy = self
      copy.flags = flags
      return copy
    }

    /// The same over the facts alone that know another measure, too.
    package func given(_ measure: Measure) -> Quantity {
      var copy = self
      copy.given = measure
      return copy
    }

    /// How many steps of a sum make one.
    package var scale: Int64 { measure.scale * (weight?.scale ?? 1) }

    /// The measures that a fact must know to count.
    var needs: [Measure] { [measure] + [weight, given].compactMap(\.self) + (flags == nil ? [] : [.flags]) }
  }
}
