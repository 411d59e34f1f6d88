/// What a sales fact can say, each as a whole number at a fixed scale.
///
/// The raw value is what a segment stores: numbers are never reused. A new measure is a new case here (up to
/// `MeasureValues.capacity` of them) and nothing else; segments written before it simply lack its column.
package enum Measure: UInt8, CaseIterable, Sendable, Codable {
  case units = 1
  case value = 2
  case price = 3
  case basePrice = 4
  case flags = 5
  case promotedShare = 6
  case acv = 7
  case cost = 8
  /// How many lines of the source's files the fact stands for.
  case lines = 9

  /// How two figures of one measure become one.
  package enum Additivity: Sendable {
    /// They add up: units, value, cost.
    case sum
    /// Bits that are set in either are set in both together.
    case union
    /// They do not add up: the figure stands where all agree, and is unknown otherwise.
    case agreement
  }

  /// How many stored steps make one: 1,000 for units (a kilogram in grams), 10,000 for money and shares.
  package var scale: Int64 {
    switch self {
    case .units: 1_000
    case .value, .price, .basePrice, .promotedShare, .acv, .cost: 10_000
    case .flags, .lines: 1
    }
  }

  package var additivity: Additivity {
    switch self {
    case .units, .value, .cost, .lines: .sum
    case .flags: .union
    case .price, .basePrice, .promotedShare, .acv: .agreement
    }
  }

  /// The place of the measure in a fact, and the number of its bit in a presence mask.
  var slot: Int { Int(rawValue) - 1 }
  var bit: UInt32 { 1 << UInt32(slot) }
}

/// The bits of `Measure.flags`: how an item was promoted in a week.
package struct FactFlags: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let feature = FactFlags(rawValue: 1)
  package static let display = FactFlags(rawValue: 2)
  /// A temporary price reduction.
  package static let priceCut = FactFlags(rawValue: 4)
  package static let any: FactFlags = [.feature, .display, .priceCut]
}
