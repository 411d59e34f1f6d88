/// A rate of successes that few trials do not throw about: a Beta prior is added to what was counted.
///
/// (wins + a) / (trials + a + b), the mean of the Beta posterior. Gelman et al., "Bayesian Data Analysis", 3rd ed.
/// (2013), section 2.4.
package struct ShrunkRate: Hashable, Sendable {
  package let wins: Int
  package let trials: Int
  /// What is assumed before anything was counted: `priorWins` of `priorWins + priorLosses`.
  package let priorWins: Double
  package let priorLosses: Double

  /// Nil where more was won than tried, or where a prior is not above zero.
  package init?(wins: Int, of trials: Int, priorWins: Double, priorLosses: Double) {
    guard wins >= 0, trials >= wins, priorWins > 0, priorLosses > 0, priorWins.isFinite, priorLosses.isFinite
    else { return nil }
    self.wins = wins
    self.trials = trials
    self.priorWins = priorWins
    self.priorLosses = priorLosses
  }

  /// Without the prior; nil where nothing was tried.
  package var raw: Double? { trials == 0 ? nil : Double(wins) / Double(trials) }

  package var mean: Double { (Double(wins) + priorWins) / (Double(trials) + priorWins + priorLosses) }

  /// Between which rates the truth lies with a probability of `level`, as much outside on either side.
  package func interval(_ level: Double = 0.9) -> ClosedRange<Double> {
    let tail = min(max((1 - level) / 2, 0), 0.5)
    let low = quantile(tail), high = quantile(1 - tail)
    return low...max(low, high)
  }

  /// The rate below which the truth lies with this probability, by halving.
  func quantile(_ probability: Double) -> Double {
    let a = Double(wins) + priorWins, b = Double(trials - wins) + priorLosses
    var low = 0.0, high = 1.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if StudentT.incompleteBeta(middle, a, b) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
