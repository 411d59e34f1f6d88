import Foundation

/// One model of the family with the parameters of greatest likelihood.
struct ETSFit: Sendable {
  let model: ETSModel
  /// At the start, in units of `scale`.
  let parameters: ETSParameters
  let first: [Double]
  /// The same parameters as the search's coordinates.
  let place: [Double]
  /// Minus twice the logarithm of the likelihood, without what all models share.
  let deviance: Double
  let degrees: Double
  let count: Int
  let scale: Double

  /// Akaike's criterion with the correction for short series.
  var criterion: Double {
    let room = Double(count) - degrees - 1
    return room > 0 ? deviance + 2 * degrees * Double(count) / room : .infinity
  }
}

/// Searches the parameters of one model.
struct ETSSearch {
  let start: ETSStart
  let model: ETSModel
  private let line: (level: Double, slope: Double, spread: Double)
  private let first: [Double]

  /// The usual region: with it no forecast looks further back with more weight than nearer.
  static let alphas = 1e-4...0.9999
  static let phis = 0.8...0.98

  /// What a slope that follows every value costs: short series make it look better than it forecasts. The share of the
  /// level's change that the slope takes is drawn from a beta distribution with the density (1 - share)^15 beforehand;
  /// found on held-out ends of training series.
  /// A level that never moves is doubted a little as well, by the logarithm of its smoothing.
  static let slopeDoubt = 30.0

  init(_ start: ETSStart, _ model: ETSModel) {
    (self.start, self.model) = (start, model)
    line = start.line(model.season)
    first = start.indices(model.season)?.values ?? []
  }

  private var dimensions: Int {
    var count = 2
    if model.trend != .none { count += 2 }
    if model.trend == .damped { count += 1 }
    if model.season != .none { count += 1 }
    return count
  }

  /// Coordinates from 0 to 1 in the order level's smoothing, first level, then slope's, damping, season's.
  @inline(__always)
  private func parameters(_ x: UnsafePointer<Double>) -> ETSParameters {
    var p = ETSParameters(), next = 2
    let range = Self.alphas
    p.alpha = range.lowerBound + x[0] * (range.upperBound - range.lowerBound)
    p.level = line.level + (x[1] - 0.5) * 8 * line.spread
    if model.trend != .none {
      p.beta = p.alpha * (1e-4 + 0.9998 * x[next])
      p.slope = line.slope + (x[next + 1] - 0.5) * 2 * line.spread
      next += 2
    } else {
      p.level += line.slope
    }
    if model.trend == .damped {
      p.phi = Self.phis.lowerBound + x[next] * (Self.phis.upperBound - Self.phis.lowerBound)
      next += 1
    }
    if model.season != .none { p.gamma = (1 - p.alpha) * (1e-4 + 0.9998 * x[next]) }
    return p
  }

  private var usual: [Double] {
    var point: [Double] = [0.3, 0.5]
    if model.trend != .none { point += [0.1, 0.5] }
    if model.trend == .damped { point.append(0.9) }
    if model.season != .none { point.append(0.05) }
    return point
  }

  /// `near`: coordinates found on much the same values, from which the way is short.
  func best(near: [Double]? = nil) -> ETSFit? {
    var point = near ?? usual
    var search = NelderMead()
    search.mostEvaluations = near == nil ? 300 : 90
    if near != nil { search.step = 0.05 }
    let deviance = start.y.withUnsafeBufferPointer { y in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, first.count)) { ring in
        first.withUnsafeBufferPointer { first in
          point.withUnsafeMutableBufferPointer { point in
            minimise(search, point.baseAddress!, y, first, ring)
          }
        }
      }
    }
    guard deviance < .infinity else { return nil }
    return ETSFit(
      model: model, parameters: parameters(point), first: first, place: point, deviance: deviance,
      degrees: model.degrees(seasonal: start.seasonalDegrees), count: start.y.count, scale: start.scale)
  }

  private func minimise(
    _ search: NelderMead, _ point: UnsafeMutablePointer<Double>, _ y: UnsafeBufferPointer<Double>,
    _ first: UnsafeBufferPointer<Double>, _ ring: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    let count = Double(y.count)
    let trendAt = model.trend == .none ? -1 : 2
    func value(_ x: UnsafePointer<Double>, _ misfit: ETSMisfit) -> Double {
      guard misfit.squares < .infinity else { return .infinity }
      let sum = count * log(max(misfit.squares, 1e-12 * count)) + 2 * misfit.logs - log(1e-4 + x[0])
      return trendAt < 0 ? sum : sum - Self.slopeDoubt * log(1.0001 - x[trendAt])
    }
    return search.minimise(point, dimensions) { x in
      var p = parameters(x)
      if let base = first.baseAddress { ring.baseAddress!.update(from: base, count: first.count) }
      return value(x, misfit(y, &p, ring))
    }
  }

  /// One run over the values; which of the loops is asked once, not at each value.
  private func misfit(
    _ y: UnsafeBufferPointer<Double>, _ p: inout ETSParameters, _ ring: UnsafeMutableBufferPointer<Double>
  ) -> ETSMisfit {
    switch (model.season, model.error) {
    case (.none, .multiplied): ETSKernel.plain(ETSKernel.Multiplied.self, y, &p, fitted: nil)
    case (.none, _): ETSKernel.plain(ETSKernel.Added.self, y, &p, fitted: nil)
    case (.added, .multiplied): ETSKernel.added(ETSKernel.Multiplied.self, y, &p, ring, fitted: nil)
    case (.added, _): ETSKernel.added(ETSKernel.Added.self, y, &p, ring, fitted: nil)
    case (.multiplied, _): ETSKernel.multiplied(y, &p, ring, fitted: nil)
    }
  }
}
