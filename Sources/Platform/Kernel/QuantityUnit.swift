extension Quantity {
  /// A unit in which goods are counted, weighed or poured.
  package enum Unit: String, CaseIterable, Sendable, Codable {
    case each, `case`
    case mg, g, kg, tonne, oz, lb
    case ml, cl, l, hl, floz, pint, gallon

    /// What can be converted into what.
    package enum Dimension: Sendable { case count, mass, volume }

    package var dimension: Dimension {
      switch self {
      case .each, .case: .count
      case .mg, .g, .kg, .tonne, .oz, .lb: .mass
      case .ml, .cl, .l, .hl, .floz, .pint, .gallon: .volume
      }
    }

    /// As written after a number: `fl oz`.
    package var symbol: String {
      switch self {
      case .each: "ea"
      case .case: "cs"
      case .tonne: "t"
      case .floz: "fl oz"
      case .pint: "pt"
      case .gallon: "gal"
      default: rawValue
      }
    }

    /// How many of `other` one of this unit is, exactly; nil across dimensions, and between cases and pieces
    /// without a positive case quantity.
    package func factor(to other: Unit, caseQuantity: Int? = nil) -> Ratio? {
      if self == other { return .one }
      guard dimension == other.dimension else { return nil }
      if dimension == .count {
        guard let caseQuantity, caseQuantity > 0 else { return nil }
        return self == .case ? Ratio(Int64(caseQuantity), 1) : Ratio(1, Int64(caseQuantity))
      }
      guard let own = Ratio(size, 1), let others = Ratio(other.size, 1) else { return nil }
      return own.over(others)
    }

    // Mass in units of 10^-9 g and volume in units of 10^-10 ml, in which all of them are whole. The pound is
    // 453.59237 g and the US gallon 231 cubic inches of 16.387064 ml, by definition (NIST Handbook 44,
    // appendix C).
    private var size: Int64 {
      switch self {
      case .each, .case: 1
      case .mg: 1_000_000
      case .g: 1_000_000_000
      case .kg: 1_000_000_000_000
      case .tonne: 1_000_000_000_000_000
      case .oz: 28_349_523_125
      case .lb: 453_592_370_000
      case .ml: 10_000_000_000
      case .cl: 100_000_000_000
      case .l: 10_000_000_000_000
      case .hl: 1_000_000_000_000_000
      case .floz: 295_735_295_625
      case .pint: 4_731_764_730_000
      case .gallon: 37_854_117_840_000
      }
    }
  }
}
