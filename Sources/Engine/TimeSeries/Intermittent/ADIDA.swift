/// Steps are summed into buckets as wide as the mean interval between demands, the buckets are smoothed, and
/// a bucket is spread evenly over its steps again.
///
/// Nikolopoulos, Syntetos, Boylan, Petropoulos and Assimakopoulos, "An aggregate-disaggregate intermittent
/// demand approach (ADIDA) to forecasting", Journal of the Operational Research Society 62 (2011).
package enum ADIDA {
  package static func forecast(_ series: Series, horizon: Int) -> PointForecast {
    let width = series.values.withUnsafeBufferPointer(BucketSmoothing.usualWidth)
    return BucketSmoothing.forecast(series, widths: width...width, horizon: horizon, method: "ADIDA")
  }
}
