/// The recursions of complex exponential smoothing over values in either direction of time.
struct CESKernel {
  let form: ComplexSmoothing
  let season: Int
  /// Real and imaginary part of the level's smoothing, then the season's.
  var a0 = 1.3, a1 = 1.0, b0 = 0.1, b1 = 1.0

  /// Runs over `count` values from `first` in steps of `stride`; answers the sum of squared errors.
  ///
  /// `ring` is the place of the season that the first value has.
  @inline(__always)
  func run(
    _ y: UnsafePointer<Double>, count: Int, isForward: Bool, _ states: UnsafeMutablePointer<Double>,
    ring start: Int,
    fitted: UnsafeMutablePointer<Double>?
  ) -> Double {
    switch form {
    case .plain: plain(y, count, isForward, states, fitted)
    case .simple: simple(y, count, isForward, states, start, fitted)
    case .partial: partial(y, count, isForward, states, start, fitted)
    case .full: full(y, count, isForward, states, start, fitted)
    }
  }

  @inline(__always)
  private func turn(_ place: Int, _ isForward: Bool) -> Int {
    isForward ? (place + 1 == season ? 0 : place + 1) : (place == 0 ? season - 1 : place - 1)
  }

  private func plain(
    _ y: UnsafePointer<Double>, _ count: Int, _ isForward: Bool, _ states: UnsafeMutablePointer<Double>,
    _ fitted: UnsafeMutablePointer<Double>?
  ) -> Double {
    var level = states[0], shadow = states[1], sum = 0.0
    let gain = a0 - a1, echo = a0 + a1, turnLevel = 1 - a1, turnShadow = 1 - a0
    for step in 0..<count {
      let place = isForward ? step : count - 1 - step
      let d = y[place] - level
      sum += d * d
      fitted?[place] = level
      let old = level
      level = old - turnLevel * shadow + gain * d
      shadow = old + turnShadow * shadow + echo * d
    }
    (states[0], states[1]) = (level, shadow)
    return sum
  }

  private func simple(
    _ y: UnsafePointer<Double>, _ count: Int, _ isForward: Bool, _ states: UnsafeMutablePointer<Double>,
    _ start: Int, _ fitted: UnsafeMutablePointer<Double>?
  ) -> Double {
    let shadows = states + season
    var ring = start, sum = 0.0
    for step in 0..<count {
      let place = isForward ? step : count - 1 - step
      let level = states[ring], shadow = shadows[ring], d = y[place] - level
      sum += d * d
      fitted?[place] = level
      states[ring] = level - (1 - a1) * shadow + (a0 - a1) * d
      shadows[ring] = level + (1 - a0) * shadow + (a0 + a1) * d
      ring = turn(ring, isForward)
    }
    return sum
  }

  private func partial(
    _ y: UnsafePointer<Double>, _ count: Int, _ isForward: Bool, _ states: UnsafeMutablePointer<Double>,
    _ start: Int, _ fitted: UnsafeMutablePointer<Double>?
  ) -> Double {
    let seasons = states + 2
    var level = states[0], shadow = states[1], ring = start, sum = 0.0
    for step in 0..<count {
      let place = isForward ? step : count - 1 - step
      let f = level + seasons[ring], d = y[place] - f
      sum += d * d
      fitted?[place] = f
      let old = level
      level = old - (1 - a1) * shadow + (a0 - a1) * d
      shadow = old + (1 - a0) * shadow + (a0 + a1) * d
      seasons[ring] += b0 * d
      ring = turn(ring, isForward)
    }
    (states[0], states[1]) = (level, shadow)
    return sum
  }

  private func full(
    _ y: UnsafePointer<Double>, _ count: Int, _ isForward: Bool, _ states: UnsafeMutablePointer<Double>,
    _ start: Int, _ fitted: UnsafeMutablePointer<Double>?
  ) -> Double {
    let seasons = states + 2, shadows = seasons + season
    var level = states[0], shadow = states[1], ring = start, sum = 0.0
    for step in 0..<count {
      let place = isForward ? step : count - 1 - step
      let index = seasons[ring], echo = shadows[ring], f = level + index, d = y[place] - f
      sum += d * d
      fitted?[place] = f
      let old = level
      level = old - (1 - a1) * shadow + (a0 - a1) * d
      shadow = old + (1 - a0) * shadow + (a0 + a1) * d
      seasons[ring] = index - (1 - b1) * echo + (b0 - b1) * d
      shadows[ring] = index + (1 - b0) * echo + (b0 + b1) * d
      ring = turn(ring, isForward)
    }
    (states[0], states[1]) = (level, shadow)
    return sum
  }

  /// Forecasts: the recursions without errors.
  func future(_ states: inout [Double], from ring: Int, _ horizon: Int) -> [Double] {
    var future: [Double] = []
    for step in 0..<horizon {
      // A value equal to its forecast has no error, so each step is a run over one value.
      let place = season > 0 ? (ring + step) % season : 0
      var value =
        switch form {
        case .plain: states[0]
        case .simple: states[place]
        case .partial, .full: states[0] + states[2 + place]
        }
      future.append(value)
      _ = states.withUnsafeMutableBufferPointer {
        run(&value, count: 1, isForward: true, $0.baseAddress!, ring: place, fitted: nil)
      }
    }
    return future
  }
}
