import Foundation

/// An ARIMA of given order fitted to a series.
struct ArimaFit {
  let order: ArimaOrder
  /// What the optimiser moved, in its own coordinates.
  let free: [Double]
  /// Corrected Akaike criterion, of the exact or the conditional likelihood.
  let criterion: Double
  /// One-step errors of the differenced series, in its scale.
  let errors: [Double]
  let process: ArmaPolynomials

  /// `start` are coordinates of an earlier fit of the same order.
  init(_ order: ArimaOrder, _ likelihood: ArmaLikelihood, isExact: Bool, start: [Double]? = nil) {
    var x = start ?? [Double](repeating: 0.1, count: order.count)
    let count = likelihood.values.count
    if start == nil, order.hasConstant {
      x[order.count - 1] = likelihood.values.reduce(0, +) / Double(max(1, count))
    }
    var errors = [Double](repeating: 0, count: count), state = KalmanState()
    var search = QuasiNewton()
    if isExact { search.tolerance = 1e-4 }
    let value = search.minimise(&x) { free in
      let process = ArmaPolynomials(order, free)
      return isExact
        ? likelihood.exact(process, errors: &errors, state: &state)
        : likelihood.conditional(process, errors: &errors)
    }
    let process = x.withUnsafeBufferPointer { ArmaPolynomials(order, $0) }
    if isExact {
      _ = likelihood.exact(process, errors: &errors, state: &state)
    } else {
      _ = likelihood.conditional(process, errors: &errors)
    }
    let k = Double(order.count + 1), n = Double(count)
    let whole = value + n * (1 + log(2 * .pi))
    criterion = n > k + 1 ? whole + 2 * k + 2 * k * (k + 1) / (n - k - 1) : .infinity
    (self.order, free, self.errors, self.process) = (order, x, errors, process)
  }
}
