import Foundation

/// Lasting changes of level and odd weeks in a weekly series, once season, trend and what else is known are taken out.
///
/// Steps are looked for one after the other (binary segmentation: Scott and Knott, 1974; Vostrikova, 1981), each with those found
/// before in the model, so that season and trend never have to be guessed first. Odd weeks are cut to three spreads before
/// the search, so that one of them never makes a step; they are judged afterwards on the series as it is.
package struct ChangeSearch: Sendable {
  /// Pairs of sine and cosine waves that make the season.
  package var harmonics = 3
  /// Weeks in a year.
  package var year = 52.1775
  /// A change that is younger, or an older state that was shorter, is not yet told from odd weeks.
  package var margin = 8
  /// Steps are looked for until one is less likely than this.
  package var gate = 0.05
  package var mostSteps = 3
  /// A series whose weeks hang together more than this is not judged: its runs and its steps can't be told apart at the
  /// stated rate.
  package var mostMemory = 0.55

  package init() {}

  package struct Step: Hashable, Sendable {
    /// The first week of the new level.
    package let place: Int
    /// In the unit of the series: with logarithms, the log of the factor.
    package let size: Double
    package let standardError: Double
    /// The probability of so strong a step, anywhere in the series, where there is none.
    package let p: Double
  }

  package struct Findings: Sendable {
    /// In the order found; the first is the strongest.
    package let steps: [Step]
    /// The strongest step's p-value, whether it passed the gate or not: what a test of many series counts.
    package let p: Double
    /// Each week's surprise in robust standard deviations; of the first week 0.
    package let surprises: [Double]
    /// Each week's expected level, steps included.
    package let expected: [Double]
    package let spread: Double
    package let rho: Double
  }

  /// The shortest series that is looked at: more than a year.
  package static let fewestWeeks = 60

  /// Nil where the series is too short, has gaps, does not move, or hangs together too much.
  package func examine(_ series: [Double], known: [[Double]] = []) -> Findings? {
    let count = series.count
    guard count >= Self.fewestWeeks, series.allSatisfy(\.isFinite) else { return nil }
    let columns = shape(count) + known.filter { $0.count == count && $0.allSatisfy(\.isFinite) }
    let calm = tamed(series, columns)
    guard Orthonormal.length(Orthonormal(columns).residual(calm)) > 1e-9 else { return nil }
    let rho = memory(calm, columns)
    guard rho <= mostMemory else { return nil }
    var found: [Step] = [], strongest = 1.0, worst = 0.0, model = columns
    while found.count < mostSteps,
      let best = StepScan(series, columns: model, rho: rho).withoutShocks(margin: margin).best(margin: margin)
    {
      // A later step is never surer than the ones it rests on.
      worst = max(worst, best.p)
      if found.isEmpty { strongest = best.p }
      guard worst <= gate else { break }
      found.append(
        Step(place: best.place, size: best.size, standardError: best.standardError, p: worst))
      model.append(step(best.place, count))
    }
    let (steps, fit) = settled(found, calm, columns, rho)
    return findings(series, calm, fit, steps, strongest, rho)
  }

  private func shape(_ count: Int) -> [[Double]] {
    let weeks = (0..<count).map(Double.init)
    var columns = [[Double](repeating: 1, count: count), weeks.map { $0 / Double(count) - 0.5 }]
    for wave in 1...max(1, harmonics) where harmonics > 0 {
      let turn = 2 * Double.pi * Double(wave) / year
      columns.append(weeks.map { cos(turn * $0) })
      columns.append(weeks.map { sin(turn * $0) })
    }
    return columns
  }

  private func step(_ place: Int, _ count: Int) -> [Double] { (0..<count).map { $0 < place ? 0 : 1 } }

  /// Weeks further than three spreads from what the columns and a free step explain are cut back to there.
  private func tamed(_ series: [Double], _ columns: [[Double]]) -> [Double] {
    var calm = series
    for _ in 0..<3 {
      var model = columns
      if let best = StepScan(calm, columns: columns, rho: 0).best(margin: margin) {
        model.append(step(best.place, series.count))
      }
      let rest = Orthonormal(model).residual(calm), fit = zip(calm, rest).map { $0 - $1 }
      let bound = 3 * robustScale(rest)
      guard bound > 0 else { return calm }
      calm = zip(series, fit).map { min($1 + bound, max($1 - bound, $0)) }
    }
    return calm
  }

  /// How much of a week's noise the next one keeps, with the best step out of the way; the fit's own pull towards zero
  /// is put back (Kendall, 1954; its size by trial on made series) and half a standard error added, for too small a
  /// memory would make runs look like steps.
  private func memory(_ calm: [Double], _ columns: [[Double]]) -> Double {
    var model = columns
    while model.count < columns.count + mostSteps,
      let best = StepScan(calm, columns: model, rho: 0).best(margin: margin)
    {
      // Beyond the first, only what no memory could feign is taken out of its way.
      guard model.count == columns.count || best.p < 1e-12 else { break }
      model.append(step(best.place, calm.count))
    }
    let rest = Orthonormal(model).residual(calm), whole = Orthonormal.product(rest, rest)
    guard whole > 0 else { return 0 }
    var lagged = 0.0
    for place in 1..<rest.count { lagged += rest[place] * rest[place - 1] }
    let raw = min(0.95, max(0, lagged / whole)), count = Double(calm.count)
    let pull = (Double(model.count) + 3 + 22 * raw) / count
    return min(0.9, raw + pull + 0.5 * ((1 - raw * raw) / count).squareRoot())
  }

  /// All steps fitted together: their sizes with the others in place, and the level that they make.
  private func settled(
    _ found: [Step], _ calm: [Double], _ columns: [[Double]], _ rho: Double
  ) -> (steps: [Step], fit: [Double]) {
    let model = columns + found.map { step($0.place, calm.count) }
    let rest = Orthonormal(model).residual(calm)
    let noise = Orthonormal(model.map { StepScan.whitened($0, rho) }).residual(StepScan.whitened(calm, rho))
    let freedom = Double(max(1, calm.count - 1 - model.count))
    let variance = Orthonormal.product(noise, noise) / freedom
    let steps = found.enumerated().map { index, one in
      let others = columns + found.indices.filter { $0 != index }.map { step(found[$0].place, calm.count) }
      let basis = Orthonormal(others.map { StepScan.whitened($0, rho) })
      let own = basis.residual(StepScan.whitened(step(one.place, calm.count), rho))
      let size = Orthonormal.product(own, StepScan.whitened(calm, rho)),
        square = Orthonormal.product(own, own)
      return Step(
        place: one.place, size: square > 0 ? size / square : one.size,
        standardError: square > 0 ? (variance / square).squareRoot() : one.standardError, p: one.p)
    }
    return (steps, zip(calm, rest).map { $0 - $1 })
  }

  private func findings(
    _ series: [Double], _ calm: [Double], _ fit: [Double], _ steps: [Step], _ p: Double, _ rho: Double
  ) -> Findings {
    let off = zip(series, fit).map { $0 - $1 }
    // What a week keeps of the one before is measured on the calm series, or an odd week would echo in the next.
    let before = zip(calm, fit).map { $0 - $1 }
    let fresh = (1..<series.count).map { off[$0] - rho * before[$0 - 1] }
    let spread = robustScale(fresh)
    return Findings(
      steps: steps, p: p, surprises: [0] + fresh.map { spread > 0 ? $0 / spread : 0 }, expected: fit,
      spread: spread, rho: rho)
  }
}
