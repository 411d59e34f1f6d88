import Foundation

/// How likely a series is under an ARMA process, its variance taken out.
struct ArmaLikelihood {
  /// Differenced and scaled to a variance near one.
  let values: [Double]

  /// n log of the mean squared error, with zeros before the start (conditional sum of squares); `errors` gets
  /// the one-step errors.
  func conditional(_ process: ArmaPolynomials, errors: inout [Double]) -> Double {
    let count = values.count
    var squares = 0.0
    errors.withUnsafeMutableBufferPointer { e in
      values.withUnsafeBufferPointer { x in
        for step in 0..<count { squares += Self.step(process, x, e, step) }
      }
    }
    return Double(count) * log(max(1e-30, squares / Double(count)))
  }

  @inline(__always)
  private static func step(
    _ process: ArmaPolynomials, _ x: UnsafeBufferPointer<Double>, _ e: UnsafeMutableBufferPointer<Double>,
    _ step: Int
  ) -> Double {
    var value = x[step] - process.constant
    for k in 0..<process.ar.count where process.arLags[k] <= step {
      value -= process.ar[k] * (x[step - process.arLags[k]] - process.constant)
    }
    for k in 0..<process.ma.count where process.maLags[k] <= step {
      value -= process.ma[k] * e[step - process.maLags[k]]
    }
    e[step] = value
    return value * value
  }

  /// -2 log likelihood but for constants, exactly, by the Kalman filter: Gardner, Harvey and Phillips,
  /// "Algorithm AS 154", Applied Statistics 29 (1980). Once the filter's variance has settled the plain
  /// recursion goes on.
  func exact(_ process: ArmaPolynomials, errors: inout [Double], state: inout KalmanState) -> Double {
    state.start(process)
    let count = values.count
    var squares = 0.0, logs = 0.0, from = count
    for step in 0..<count {
      let variance = state.variance, miss = values[step] - process.constant - state.mean
      squares += miss * miss / variance
      logs += log(variance)
      errors[step] = miss
      if variance < 1 + 1e-7 && step >= state.longest {
        from = step + 1
        break
      }
      state.update(miss)
    }
    if from < count {
      errors.withUnsafeMutableBufferPointer { e in
        values.withUnsafeBufferPointer { x in
          for step in from..<count { squares += Self.step(process, x, e, step) }
        }
      }
    }
    return Double(count) * log(max(1e-30, squares / Double(count))) + logs
  }
}
