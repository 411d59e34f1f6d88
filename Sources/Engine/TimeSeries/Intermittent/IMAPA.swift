/// The mean of smoothing at every width of bucket from one step to the mean interval between demands.
///
/// Petropoulos and Kourentzes, "Forecast combinations for intermittent demand", Journal of the Operational
/// Research Society 66 (2015).
package enum IMAPA {
  package static func forecast(_ series: Series, horizon: Int) -> PointForecast {
    let widths = 1...series.values.withUnsafeBufferPointer(BucketSmoothing.usualWidth)
    return BucketSmoothing.forecast(series, widths: widths, horizon: horizon, method: "IMAPA")
  }
}
