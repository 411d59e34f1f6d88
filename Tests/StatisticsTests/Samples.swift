import Statistics

/// SplitMix64: the same numbers on every machine.
struct Dice: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  mutating func whole(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &self) }
  mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// Items as they come: mostly sold in both periods, some new, some lost, some returned or given away.
  mutating func leaf() -> DriverLeaf {
    func sales(_ dice: inout Dice) -> PeriodSales {
      PeriodSales(
        units: dice.whole(1...50_000_000), value: dice.whole(1...900_000_000_000),
        distribution: Double(dice.whole(1...500)))
    }
    switch whole(0...19) {
    case 0: return DriverLeaf(before: .none, after: sales(&self))
    case 1: return DriverLeaf(before: sales(&self), after: .none)
    case 2: return DriverLeaf(before: sales(&self), after: PeriodSales(units: -5_000, value: -70_001))
    case 3: return DriverLeaf(before: PeriodSales(units: 3_000, value: 0), after: sales(&self))
    default: return DriverLeaf(before: sales(&self), after: sales(&self))
    }
  }
}

/// A tree of leaves, as accounts and products make them.
indirect enum Tree {
  case leaf(DriverLeaf)
  case node([Tree])

  static func random(depth: Int, _ dice: inout Dice) -> Tree {
    if depth == 0 { return .leaf(dice.leaf()) }
    return .node((0...dice.whole(0...5)).map { _ in random(depth: depth - 1, &dice) })
  }

  var leaves: [DriverLeaf] {
    switch self {
    case .leaf(let leaf): [leaf]
    case .node(let parts): parts.flatMap(\.leaves)
    }
  }
}
