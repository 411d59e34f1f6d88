import Kernel

/// Spreads the figures of a month or of four weeks over their weeks, so that they add up to the last step.
enum PeriodSplit {
  /// One fact a week, in order. Weeks without units are facts too: when the period is restated, each of its weeks is.
  static func facts(_ fact: Fact, weeks: Int) -> [Fact] {
    guard weeks > 1 else { return [fact] }
    let even = [Int64](repeating: 1, count: weeks)
    let units = parts(of: fact[.units] ?? 0, weights: even, step: step(fact[.units], of: Measure.units.scale))
    // Money follows the units, so that the price of every week is that of the period.
    let weights = units.contains(where: { $0 != 0 }) ? units.map { abs($0) } : even
    let value = fact[.value].map { parts(of: $0, weights: weights, step: step($0, of: 100)) }
    let cost = fact[.cost].map { parts(of: $0, weights: weights, step: step($0, of: 100)) }
    return (0..<weeks).map { place in
      var part = fact
      part.week += Int32(place)
      part[.units] = units[place]
      if let value { part[.value] = value[place] }
      if let cost { part[.cost] = cost[place] }
      part[.lines] = place == 0 ? 1 : 0
      return part
    }
  }

  /// Whole units stay whole and whole cents stay cents; what is finer is split finer.
  private static func step(_ total: Int64?, of scale: Int64) -> Int64 {
    (total ?? 0) % scale == 0 ? scale : 1
  }

  /// Parts by weight, each a multiple of `step`, that add up to `total`, which is one too.
  ///
  /// Part k is the difference of two running totals that are rounded alike, so no rest is left and none is put on one
  /// part alone.
  static func parts(of total: Int64, weights: [Int64], step: Int64) -> [Int64] {
    let all = weights.reduce(Int128(0)) { $0 + Int128($1) }
    guard all > 0 else { return weights.indices.map { $0 == 0 ? total : 0 } }
    let steps = Int128(total / step)
    var running: Int128 = 0, given: Int128 = 0
    return weights.map { weight in
      running += Int128(weight)
      let until = (steps * running * 2 + (steps < 0 ? -all : all)) / (all * 2)
      defer { given = until }
      return Int64(until - given) * step
    }
  }
}

extension FiscalCalendar {
  /// The company weeks that hold most of their days in a period of somebody else: no week is in two periods.
  func weeks(mostlyIn days: ClosedRange<Day>) -> ClosedRange<Week> {
    let first = week(containing: days.lowerBound.advanced(by: 3))
    return first...max(first, week(containing: days.upperBound.advanced(by: -3)))
  }
}
