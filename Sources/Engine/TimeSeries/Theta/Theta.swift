/// The theta method and the models that followed from it.
///
/// Assimakopoulos and Nikolopoulos (2000) for the method; Fiorucci and others (2016) for its optimised and dynamic forms.
package enum Theta: String, Hashable, Sendable, CaseIterable {
  /// Weight of the line one half, the line through all values.
  case standard = "STM"
  /// The weight of the line is sought.
  case optimised = "OTM"
  /// The line follows the values, its weight one half.
  case dynamicStandard = "DSTM"
  /// The line follows the values and its weight is sought.
  case dynamicOptimised = "DOTM"

  var isDynamic: Bool { self == .dynamicStandard || self == .dynamicOptimised }
  var weight: Double? { self == .standard || self == .dynamicStandard ? 0.5 : nil }

  /// Takes the season out if the test finds one, forecasts, and puts it back.
  package func forecast(_ series: Series, horizon: Int) -> PointForecast {
    let season = series.values.withUnsafeBufferPointer { Seasonality.tested($0, season: series.season) }
    return forecast(series, horizon: horizon, season: season)
  }

  func forecast(_ series: Series, horizon: Int, season: SeasonalIndices?) -> PointForecast {
    guard series.values.count >= 3 else {
      return PointForecast(
        method: "Naive", fitted: SeasonalNaive.forecast(series, horizon: horizon).fitted,
        future: [Double](repeating: series.values.last!, count: horizon))
    }
    let plain = season.map { series.values.withUnsafeBufferPointer($0.removed) } ?? series.values
    var run = plain.withUnsafeBufferPointer { ThetaRun(self, $0).forecast(horizon) }
    if let season {
      season.put(on: &run.fitted, from: 0)
      season.put(on: &run.future, from: plain.count)
    }
    return PointForecast(method: rawValue, fitted: run.fitted, future: run.future)
  }
}

/// One model on one series without season.
struct ThetaRun {
  let kind: Theta
  let y: UnsafeBufferPointer<Double>
  /// Intercept and slope known before each value; the last pair is known behind all of them.
  private let a: [Double]
  private let b: [Double]
  private let line: ThetaLine

  init(_ kind: Theta, _ y: UnsafeBufferPointer<Double>) {
    (self.kind, self.y) = (kind, y)
    var line = ThetaLine(first: y[0])
    var a = [y[0]], b = [0.0]
    a.reserveCapacity(y.count + 1)
    b.reserveCapacity(y.count + 1)
    for place in 0..<y.count {
      if place > 0 { line.add(y[place]) }
      a.append(line.a)
      b.append(line.b)
    }
    if !kind.isDynamic {
      a = [Double](repeating: line.a, count: y.count + 1)
      b = [Double](repeating: line.b, count: y.count + 1)
    }
    (self.a, self.b, self.line) = (a, b, line)
  }

  func search() -> ThetaSearch.Found {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        ThetaSearch(y, a: a.baseAddress!, b: b.baseAddress!, weight: kind.weight).best()
      }
    }
  }

  func forecast(_ horizon: Int) -> (fitted: [Double], future: [Double]) {
    let found = search(), alpha = found.alpha, rest = 1 - alpha
    var level = found.level, power = 1.0, line = line
    var fitted: [Double] = [], future: [Double] = []
    fitted.reserveCapacity(y.count)
    future.reserveCapacity(horizon)
    for place in 0..<(y.count + horizon) {
      let isPast = place < y.count
      let known =
        isPast || !kind.isDynamic ? (a[min(place, y.count)], b[min(place, y.count)]) : (line.a, line.b)
      let next = power * rest
      let mean = level + found.weight * (power * known.0 + (1 - next) / alpha * known.1)
      power = next
      if isPast {
        fitted.append(mean)
        level += alpha * (y[place] - level)
      } else {
        future.append(mean)
        level += alpha * (mean - level)
        if kind.isDynamic { line.add(mean) }
      }
    }
    return (fitted, future)
  }
}
