/// How chances that were stated held up: the Brier score, and the stated chances against what came of them.
///
/// Brier, G. W. (1950), "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78(1).
package struct ForecastCheck: Hashable, Sendable {
  package struct Statement: Hashable, Sendable {
    /// 0...1
    package let chance: Double
    package let cameTrue: Bool

    package init(chance: Double, cameTrue: Bool) {
      self.chance = chance
      self.cameTrue = cameTrue
    }
  }
  /// Statements of like chances.
  package struct Band: Hashable, Sendable {
    /// From `lower` up to, but not, `upper`; the last holds 1.
    package let lower: Double
    package let upper: Double
    package let count: Int
    package let cameTrue: Int
    /// What was said of them on average.
    package let stated: Double

    /// What came true of them.
    package var observed: Double { Double(cameTrue) / Double(count) }

    /// Where the true rate lies with nine chances of ten, if nothing was known before (Jeffreys' prior).
    package var interval: ClosedRange<Double> {
      ShrunkRate(wins: cameTrue, of: count, priorWins: 0.5, priorLosses: 0.5)?.interval(0.9) ?? 0...1
    }

    /// Whether what was said lies within what the outcomes allow.
    package var holds: Bool { interval.contains(stated) }
  }

  package let count: Int
  /// The mean of (chance - outcome) squared; 0 is perfect.
  package let brier: Double
  /// What always saying the overall rate would have scored.
  package let reference: Double
  package let bands: [Band]

  /// The share of the reference that was saved; below zero where the overall rate would have done better.
  package var skill: Double? { reference == 0 ? nil : 1 - brier / reference }

  /// Nil where nothing was stated.
  package init?(_ statements: [Statement], bands: Int = 10) {
    guard !statements.isEmpty, bands > 0 else { return nil }
    count = statements.count
    let all = Double(count), rate = Double(statements.count { $0.cameTrue }) / all
    brier = statements.reduce(0) { $0 + Self.square($1.chance - ($1.cameTrue ? 1 : 0)) } / all
    reference = rate * (1 - rate)
    let grouped = Dictionary(grouping: statements) { min(bands - 1, max(0, Int($0.chance * Double(bands)))) }
    self.bands = grouped.sorted { $0.key < $1.key }.map { place, members in
      Band(
        lower: Double(place) / Double(bands), upper: Double(place + 1) / Double(bands), count: members.count,
        cameTrue: members.count { $0.cameTrue },
        stated: members.reduce(0) { $0 + $1.chance } / Double(members.count))
    }
  }

  private static func square(_ value: Double) -> Double { value * value }
}
