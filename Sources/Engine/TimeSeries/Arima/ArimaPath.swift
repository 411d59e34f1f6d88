/// From a fit back to the series' own scale: past, future and its spread.
struct ArimaPath {
  let fitted: [Double]
  let future: [Double]
  let spread: [Double]

  init(_ fit: ArimaFit, _ prepared: ArimaScale, _ values: [Double], horizon: Int) {
    let order = fit.order, process = fit.process
    var x = prepared.values, e = fit.errors
    for _ in 0..<horizon {
      let step = x.count
      var value = process.constant
      for (lag, factor) in zip(process.arLags, process.ar) where lag <= step {
        value += factor * (x[step - lag] - process.constant)
      }
      for (lag, factor) in zip(process.maLags, process.ma) where lag <= step {
        value += factor * e[step - lag]
      }
      x.append(value)
      e.append(0)
    }
    let differences = Self.differences(order)
    var whole = values
    for step in 0..<horizon {
      var value = x[prepared.values.count + step] * prepared.scale
      for lag in 1..<differences.count where differences[lag] != 0 {
        value -= differences[lag] * whole[whole.count - lag]
      }
      whole.append(value)
    }
    future = Array(whole.suffix(horizon))
    fitted = values.indices.map { place in
      place < order.lost
        ? values[max(0, place - 1)] : values[place] - fit.errors[place - order.lost] * prepared.scale
    }
    let count = Double(max(1, fit.errors.count - order.count))
    let variance = fit.errors.reduce(0) { $0 + $1 * $1 } / count
    spread = Self.spread(process, differences, horizon).map { $0 * variance.squareRoot() * prepared.scale }
  }

  /// (1 - B)^d (1 - B^m)^D.
  private static func differences(_ order: ArimaOrder) -> [Double] {
    var polynomial = [1.0]
    func times(_ lag: Int) {
      var next = polynomial + [Double](repeating: 0, count: lag)
      for (k, value) in polynomial.enumerated() { next[k + lag] -= value }
      polynomial = next
    }
    for _ in 0..<order.d { times(1) }
    for _ in 0..<order.seasonalD { times(order.season) }
    return polynomial
  }

  /// The roots of the sums of squared weights that each past error has in what is to come.
  private static func spread(_ process: ArmaPolynomials, _ differences: [Double], _ horizon: Int) -> [Double]
  {
    var arma = [Double](repeating: 0, count: horizon), whole = arma
    for step in 0..<horizon {
      var value = step == 0 ? 1.0 : 0
      for (lag, factor) in zip(process.maLags, process.ma) where lag == step { value += factor }
      for (lag, factor) in zip(process.arLags, process.ar) where lag <= step {
        value += factor * arma[step - lag]
      }
      arma[step] = value
      for lag in 1..<max(1, min(step + 1, differences.count)) {
        value -= differences[lag] * whole[step - lag]
      }
      whole[step] = value
    }
    var sum = 0.0
    return whole.map {
      sum += $0 * $0
      return sum.squareRoot()
    }
  }
}
