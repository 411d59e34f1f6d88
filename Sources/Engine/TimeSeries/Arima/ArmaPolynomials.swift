import Foundation

/// A stationary and invertible ARMA process made of any numbers.
///
/// Each factor's partial autocorrelations are hyperbolic tangents, so that its roots lie outside the unit
/// circle: Monahan, "A note on enforcing stationarity in autoregressive-moving average models", Biometrika 71
/// (1984). The seasonal factors are multiplied in.
struct ArmaPolynomials {
  /// x(t) = sum of ar[k] x(t - arLags[k]) + e(t) + sum of ma[k] e(t - maLags[k]).
  private(set) var arLags: [Int] = []
  private(set) var ar: [Double] = []
  private(set) var maLags: [Int] = []
  private(set) var ma: [Double] = []
  private(set) var constant = 0.0

  /// Partial autocorrelations stay below this: a root on the circle is a difference not taken.
  static let most = 0.99

  init(_ order: ArimaOrder, _ free: UnsafeBufferPointer<Double>) {
    var place = 0
    func factor(_ count: Int) -> [Double] {
      defer { place += count }
      return Self.stationary((0..<count).map { Self.most * tanh(free[place + $0]) })
    }
    let ar = factor(order.p), seasonalAR = factor(order.seasonalP)
    let ma = factor(order.q), seasonalMA = factor(order.seasonalQ)
    if order.hasConstant { constant = free[place] }
    (arLags, self.ar) = Self.product(ar, seasonalAR, order.season)
    (maLags, self.ma) = Self.product(ma, seasonalMA, order.season)
    for k in self.ma.indices { self.ma[k] = -self.ma[k] }
  }

  /// Durbin's and Levinson's recursion from partial autocorrelations to coefficients.
  static func stationary(_ partial: [Double]) -> [Double] {
    var a: [Double] = []
    for value in partial {
      let before = a
      for k in before.indices { a[k] = before[k] - value * before[before.count - 1 - k] }
      a.append(value)
    }
    return a
  }

  /// (1 - sum a B^k)(1 - sum b B^mk) as lags and coefficients of one minus it.
  private static func product(_ a: [Double], _ b: [Double], _ season: Int) -> ([Int], [Double]) {
    var full: [Int: Double] = [:]
    for (k, value) in a.enumerated() { full[k + 1, default: 0] += value }
    for (j, value) in b.enumerated() {
      full[(j + 1) * season, default: 0] += value
      for (k, other) in a.enumerated() { full[(j + 1) * season + k + 1, default: 0] -= value * other }
    }
    let lags = full.keys.sorted()
    return (lags, lags.map { full[$0] ?? 0 })
  }
}
