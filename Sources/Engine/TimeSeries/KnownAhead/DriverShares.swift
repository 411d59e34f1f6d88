/// How much of a forecast each of the three opinions makes up, settled at rolling origins.
struct DriverShares: Hashable, Sendable {
  /// Of the pool, the regression and the cleared pool; they sum up to one.
  let values: [Double]

  static let poolAlone = DriverShares(values: [1, 0, 0])
  static let parts = 10

  /// One step of one series at one origin, divided by the root of the series' size: neither the largest series alone
  /// nor the many small ones decide.
  struct Case: Sendable {
    let truth: Double
    let opinions: [Double]
  }

  /// The shares with the least mean absolute error in tenths; few cases must show a larger gain over the pool alone.
  static func learned(_ cases: [Case]) -> DriverShares {
    guard !cases.isEmpty else { return poolAlone }
    let plain = loss(cases, poolAlone.values)
    var best = poolAlone, least = plain * (1 - 0.5 / Double(cases.count).squareRoot())
    for regression in 0...parts {
      for cleared in 0...(parts - regression) {
        let shares = [parts - regression - cleared, regression, cleared].map { Double($0) / Double(parts) }
        let found = loss(cases, shares)
        if found < least { (best, least) = (DriverShares(values: shares), found) }
      }
    }
    return best
  }

  private static func loss(_ cases: [Case], _ shares: [Double]) -> Double {
    cases.reduce(0) { sum, one in
      sum
        + abs(
          one.truth - shares[0] * one.opinions[0] - shares[1] * one.opinions[1] - shares[2] * one.opinions[2])
    }
  }

  func mixed(_ opinion: DriverOpinion) -> [Double] {
    opinion.pool.indices.map { step in
      zip(values, opinion.all).reduce(0) { $0 + $1.0 * $1.1[step] }
    }
  }

  /// The method in words, with the shares in percent.
  func word(_ drivers: [String]) -> String {
    let names = zip(["pool", "regression", "cleared pool"], values).filter { $0.1 > 0 }
    let shares = names.map { "\($0) \(Int(($1 * 100).rounded())) %" }
    return "Drivers(\(drivers.joined(separator: ", "))): \(shares.joined(separator: ", "))"
  }
}
