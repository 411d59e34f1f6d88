/// The size of a demand and the interval between two are smoothed apart.
///
/// Croston, "Forecasting and stock control for intermittent demands", Operational Research Quarterly 23
/// (1972). The ratio of two smoothed numbers lies too high: Syntetos and Boylan, "The accuracy of
/// intermittent demand estimates", IJF 21 (2005), take half the smoothing weight off, which is known as SBA.
package struct Croston: Hashable, Sendable {
  package var weight = 0.1
  package var isCorrected = false

  package static let plain = Croston()
  package static let sba = Croston(isCorrected: true)

  package func forecast(_ series: Series, horizon: Int) -> PointForecast {
    var size = 0.0, interval = 0.0, since = 0.0, rate = 0.0
    var fitted = [Double](repeating: 0, count: series.values.count)
    let factor = isCorrected ? 1 - weight / 2 : 1
    fitted.withUnsafeMutableBufferPointer { fitted in
      for (place, value) in series.values.enumerated() {
        fitted[place] = rate
        since += 1
        guard value > 0 else { continue }
        if interval == 0 {
          (size, interval) = (value, since)
        } else {
          size += weight * (value - size)
          interval += weight * (since - interval)
        }
        rate = factor * size / interval
        since = 0
      }
    }
    return PointForecast(
      method: isCorrected ? "SBA" : "Croston", fitted: fitted,
      future: [Double](repeating: rate, count: horizon))
  }
}
