/// The orders of a seasonal ARIMA, (p,d,q)(P,D,Q)m in Box and Jenkins' notation.
package struct ArimaOrder: Hashable, Sendable {
  package var p = 0
  package var d = 0
  package var q = 0
  package var seasonalP = 0
  package var seasonalD = 0
  package var seasonalQ = 0
  package var season = 1
  /// A mean, or after one differencing a drift.
  package var hasConstant = false

  package init(
    _ p: Int, _ d: Int, _ q: Int, seasonal: (p: Int, d: Int, q: Int) = (0, 0, 0), season: Int = 1,
    hasConstant: Bool = false
  ) {
    (self.p, self.d, self.q, self.season, self.hasConstant) = (p, d, q, season, hasConstant)
    (seasonalP, seasonalD, seasonalQ) = seasonal
  }

  var lost: Int { d + seasonalD * season }
  /// Coefficients with the constant.
  var count: Int { p + q + seasonalP + seasonalQ + (hasConstant ? 1 : 0) }
  var longestAR: Int { p + seasonalP * season }
  var longestMA: Int { q + seasonalQ * season }

  package var name: String {
    let plain = "ARIMA(\(p),\(d),\(q))"
    let seasonal = season > 1 && seasonalP + seasonalD + seasonalQ > 0
    let tail = seasonal ? "(\(seasonalP),\(seasonalD),\(seasonalQ))[\(season)]" : ""
    return plain + tail + (hasConstant ? (d + seasonalD > 0 ? " with drift" : " with mean") : "")
  }
}
