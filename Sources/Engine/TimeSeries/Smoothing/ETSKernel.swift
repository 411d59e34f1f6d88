import Foundation

/// Smoothing parameters and first states other than the season's.
struct ETSParameters: Hashable, Sendable {
  var alpha = 0.1
  var beta = 0.0
  var gamma = 0.0
  var phi = 1.0
  var level = 0.0
  var slope = 0.0
}

/// How far a model was from the values: a sum of squares and the logarithms that belong to it.
struct ETSMisfit {
  var squares: Double
  var logs: Double

  static let impossible = ETSMisfit(squares: .infinity, logs: 0)
}

/// The recursions of the family, one loop for each entry of the season and compiled once for each entry of the error.
///
/// Values are expected near one in size. A season's states lie in a ring whose place advances with time; they, the level
/// and the slope are left as they are behind the last value.
enum ETSKernel {
  protocol ErrorKind { static var isMultiplied: Bool { get } }
  enum Added: ErrorKind { @inline(__always) static var isMultiplied: Bool { false } }
  enum Multiplied: ErrorKind { @inline(__always) static var isMultiplied: Bool { true } }

  /// Forecasts below this are not divided by.
  private static let least = 1e-8

  @inline(__always)
  private static func note<E: ErrorKind>(
    _ kind: E.Type, _ d: Double, _ f: Double, _ place: Int, _ sum: inout Double, _ product: inout Double,
    _ logs: inout Double, _ low: inout Double
  ) {
    guard E.isMultiplied else {
      sum += d * d
      return
    }
    let e = d / f
    sum += e * e
    low = min(low, f)
    product *= f
    // One logarithm for eight values: their product stays far from the ends of the number range.
    if place & 7 == 7 {
      logs += log(product)
      product = 1
    }
  }

  @inline(__always)
  static func plain<E: ErrorKind>(
    _ kind: E.Type, _ y: UnsafeBufferPointer<Double>, _ p: inout ETSParameters,
    fitted: UnsafeMutablePointer<Double>?
  ) -> ETSMisfit {
    var level = p.level, slope = p.slope, sum = 0.0, product = 1.0, logs = 0.0, low = Double.infinity
    let alpha = p.alpha, beta = p.beta, phi = p.phi
    for place in 0..<y.count {
      let carried = phi * slope, f = level + carried, d = y[place] - f
      note(kind, d, f, place, &sum, &product, &logs, &low)
      fitted?[place] = f
      level = f + alpha * d
      slope = carried + beta * d
    }
    (p.level, p.slope) = (level, slope)
    guard low > least else { return .impossible }
    return ETSMisfit(squares: sum, logs: E.isMultiplied ? logs + log(product) : 0)
  }

  @inline(__always)
  static func added<E: ErrorKind>(
    _ kind: E.Type, _ y: UnsafeBufferPointer<Double>, _ p: inout ETSParameters,
    _ season: UnsafeMutableBufferPointer<Double>, fitted: UnsafeMutablePointer<Double>?
  ) -> ETSMisfit {
    var level = p.level, slope = p.slope, sum = 0.0, product = 1.0, logs = 0.0, low = Double.infinity
    let alpha = p.alpha, beta = p.beta, gamma = p.gamma, phi = p.phi
    var ring = 0
    for place in 0..<y.count {
      let carried = phi * slope, base = level + carried, index = season[ring]
      let f = base + index, d = y[place] - f
      note(kind, d, f, place, &sum, &product, &logs, &low)
      fitted?[place] = f
      level = base + alpha * d
      slope = carried + beta * d
      season[ring] = index + gamma * d
      ring = ring + 1 == season.count ? 0 : ring + 1
    }
    (p.level, p.slope) = (level, slope)
    guard low > least else { return .impossible }
    return ETSMisfit(squares: sum, logs: E.isMultiplied ? logs + log(product) : 0)
  }

  /// The error is relative here: the family's stable members with a multiplied season have no other.
  @inline(__always)
  static func multiplied(
    _ y: UnsafeBufferPointer<Double>, _ p: inout ETSParameters, _ season: UnsafeMutableBufferPointer<Double>,
    fitted: UnsafeMutablePointer<Double>?
  ) -> ETSMisfit {
    var level = p.level, slope = p.slope, sum = 0.0, product = 1.0, logs = 0.0, low = Double.infinity
    let alpha = p.alpha, beta = p.beta, gamma = p.gamma, phi = p.phi
    var ring = 0
    for place in 0..<y.count {
      let carried = phi * slope, base = level + carried, index = season[ring]
      let f = base * index, e = y[place] / f - 1
      sum += e * e
      low = min(low, min(f, base))
      product *= f
      if place & 7 == 7 {
        logs += log(product)
        product = 1
      }
      fitted?[place] = f
      let step = base * e
      level = base + alpha * step
      slope = carried + beta * step
      season[ring] = index + gamma * e * index
      ring = ring + 1 == season.count ? 0 : ring + 1
    }
    (p.level, p.slope) = (level, slope)
    guard low > least else { return .impossible }
    return ETSMisfit(squares: sum, logs: logs + log(product))
  }
}
