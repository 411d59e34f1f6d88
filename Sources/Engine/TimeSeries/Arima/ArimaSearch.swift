/// Looks for the orders step by step: Hyndman and Khandakar, "Automatic time series forecasting: the forecast
/// package for R", Journal of Statistical Software 27 (2008), section 3.2.
///
/// With a short season every step is judged by the exact likelihood. With a long one, where that is a hundred
/// times the work, the steps are judged by the conditional likelihood, the best few are fitted exactly, and
/// the best of these is taken.
struct ArimaSearch {
  let likelihood: ArmaLikelihood
  let season: Int
  let d: Int
  let seasonalD: Int
  private var found: [ArimaOrder: ArimaFit] = [:]

  static let mostP = 5
  static let mostSeasonal = 2
  static let mostSteps = 94
  static let shortSeason = 4
  static let finalists = 5

  init(_ likelihood: ArmaLikelihood, season: Int, d: Int, seasonalD: Int) {
    (self.likelihood, self.season, self.d, self.seasonalD) = (likelihood, season, d, seasonalD)
  }

  mutating func best() -> ArimaFit {
    let constant = d + seasonalD <= 1
    var current = attempt(2, 2, 1, 1, constant)
    for trial in [
      attempt(0, 0, 0, 0, constant), attempt(1, 0, 1, 0, constant), attempt(0, 1, 0, 1, constant),
    ]
    where trial.criterion < current.criterion { current = trial }
    if constant {
      let bare = attempt(0, 0, 0, 0, false)
      if bare.criterion < current.criterion { current = bare }
    }
    while let better = improvement(on: current), found.count < Self.mostSteps { current = better }
    if season <= Self.shortSeason { return current }
    let ranked = found.values.sorted { ($0.criterion, $0.order.name) < ($1.criterion, $1.order.name) }
    var winner: ArimaFit?
    for fit in ranked.prefix(Self.finalists) where fit.criterion < ranked[0].criterion + 8 {
      let exact = ArimaFit(fit.order, likelihood, isExact: true, start: fit.free)
      if exact.criterion < winner?.criterion ?? .infinity { winner = exact }
    }
    return winner ?? current
  }

  private mutating func attempt(_ p: Int, _ q: Int, _ seasonalP: Int, _ seasonalQ: Int, _ constant: Bool)
    -> ArimaFit
  {
    let hasSeason = season > 1
    return fit(
      ArimaOrder(
        p, d, q, seasonal: (hasSeason ? seasonalP : 0, seasonalD, hasSeason ? seasonalQ : 0), season: season,
        hasConstant: constant))
  }

  private mutating func fit(_ order: ArimaOrder) -> ArimaFit {
    if let known = found[order] { return known }
    let fit = ArimaFit(order, likelihood, isExact: season <= Self.shortSeason)
    found[order] = fit
    return fit
  }

  /// The first neighbour that is better.
  private mutating func improvement(on current: ArimaFit) -> ArimaFit? {
    for order in neighbours(current.order) where found[order] == nil {
      let trial = fit(order)
      if trial.criterion < current.criterion { return trial }
    }
    return nil
  }

  private func neighbours(_ order: ArimaOrder) -> [ArimaOrder] {
    var all: [ArimaOrder] = []
    func add(_ change: (inout ArimaOrder) -> Void) {
      var next = order
      change(&next)
      let longest = max(next.longestAR, next.longestMA)
      guard (0...Self.mostP).contains(next.p), (0...Self.mostP).contains(next.q),
        (0...Self.mostSeasonal).contains(next.seasonalP), (0...Self.mostSeasonal).contains(next.seasonalQ),
        longest < likelihood.values.count / 2, next.count + 3 < likelihood.values.count
      else { return }
      all.append(next)
    }
    if season > 1 {
      for (p, q) in [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)] {
        add {
          $0.seasonalP += p; $0.seasonalQ += q
        }
      }
    }
    for (p, q) in [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)] {
      add {
        $0.p += p; $0.q += q
      }
    }
    if d + seasonalD <= 1 { add { $0.hasConstant.toggle() } }
    return all
  }
}
