/// The size of a demand and its probability are smoothed apart, the probability also where nothing is sold,
/// so that what is no longer asked for fades.
///
/// Teunter, Syntetos and Babai, "Intermittent demand: linking forecasting to inventory obsolescence",
/// European Journal of Operational Research 214 (2011).
package struct TSB: Hashable, Sendable {
  package var sizeWeight = 0.2
  package var chanceWeight = 0.2

  package init(sizeWeight: Double = 0.2, chanceWeight: Double = 0.2) {
    (self.sizeWeight, self.chanceWeight) = (sizeWeight, chanceWeight)
  }

  package func forecast(_ series: Series, horizon: Int) -> PointForecast {
    let values = series.values
    var size = values.first { $0 > 0 } ?? 0, chance = values[0] > 0 ? 1.0 : 0, isFirst = true
    var fitted = [Double](repeating: 0, count: values.count)
    fitted.withUnsafeMutableBufferPointer { fitted in
      for (place, value) in values.enumerated() {
        fitted[place] = size * chance
        chance += chanceWeight * ((value > 0 ? 1 : 0) - chance)
        guard value > 0 else { continue }
        if !isFirst { size += sizeWeight * (value - size) }
        isFirst = false
      }
    }
    return PointForecast(
      method: "TSB", fitted: fitted, future: [Double](repeating: size * chance, count: horizon))
  }
}
