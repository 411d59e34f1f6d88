import Foundation

/// Searches the parameters of one form. First states come from running back through time and forward again.
struct CESSearch {
  let start: CESStart
  let form: ComplexSmoothing
  private let first: [Double]

  init(_ start: CESStart, _ form: ComplexSmoothing) {
    (self.start, self.form, first) = (start, form, start.states(form))
  }

  @inline(__always)
  private func kernel(_ x: UnsafePointer<Double>) -> CESKernel {
    var kernel = CESKernel(form: form, season: start.season)
    kernel.a0 = 0.01 + 1.79 * x[0]
    kernel.a1 = 0.01 + 1.89 * x[1]
    if form == .partial { kernel.b0 = 1e-3 + 0.6 * x[2] }
    if form == .full { (kernel.b0, kernel.b1) = (0.01 + 1.79 * x[2], 0.01 + 1.89 * x[3]) }
    return kernel
  }

  /// Forward, back and forward again; the last pass is the one that counts.
  private func run(
    _ kernel: CESKernel, _ y: UnsafeBufferPointer<Double>, _ states: UnsafeMutablePointer<Double>,
    fitted: UnsafeMutablePointer<Double>?
  ) -> Double {
    let values = y.baseAddress!, season = start.season, last = (y.count - 1) % season
    states.update(from: first, count: first.count)
    _ = kernel.run(values, count: y.count, isForward: true, states, ring: 0, fitted: nil)
    _ = kernel.run(values, count: y.count, isForward: false, states, ring: last, fitted: nil)
    let sum = kernel.run(values, count: y.count, isForward: true, states, ring: 0, fitted: fitted)
    return sum.isFinite ? sum : .infinity
  }

  func best() -> CESFit {
    var point = [0.72, 0.52]
    if form == .partial { point.append(0.16) }
    if form == .full { point += [0.72, 0.52] }
    var states = first
    var search = NelderMead()
    search.mostEvaluations = 200
    let deviance = start.y.withUnsafeBufferPointer { y in
      states.withUnsafeMutableBufferPointer { states in
        point.withUnsafeMutableBufferPointer { point in
          search.minimise(point.baseAddress!, point.count) { x in
            let sum = run(kernel(x), y, states.baseAddress!, fitted: nil)
            return sum < .infinity ? Double(y.count) * log(max(sum, 1e-12 * Double(y.count))) : .infinity
          }
        }
      }
    }
    let found = kernel(point)
    var fitted = [Double](repeating: 0, count: start.y.count)
    start.y.withUnsafeBufferPointer { y in
      states.withUnsafeMutableBufferPointer { states in
        fitted.withUnsafeMutableBufferPointer { fitted in
          _ = run(found, y, states.baseAddress!, fitted: fitted.baseAddress)
        }
      }
    }
    return CESFit(
      kernel: found, states: states, fitted: fitted, deviance: deviance, scale: start.scale,
      degrees: Double(form.parameters + form.states(start.season) + 1))
  }
}

/// One form with its parameters and the states behind the last value.
struct CESFit {
  let kernel: CESKernel
  let states: [Double]
  let fitted: [Double]
  let deviance: Double
  let scale: Double
  let degrees: Double

  var criterion: Double {
    let count = Double(fitted.count), room = count - degrees - 1
    return room > 0 ? deviance + 2 * degrees * count / room : .infinity
  }

  func forecast(_ horizon: Int) -> PointForecast {
    var states = states
    let future = kernel.future(&states, from: fitted.count % kernel.season, horizon)
    return PointForecast(
      method: kernel.form.rawValue, fitted: fitted.map { $0 * scale }, future: future.map { $0 * scale })
  }
}
