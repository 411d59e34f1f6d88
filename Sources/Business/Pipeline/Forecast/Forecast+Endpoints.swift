import Blueprint
import Kernel

extension PipelineForecast {
  static let endpoints: [Endpoint] = [forecast, calibration, snapshot]

  private static let forecast = Endpoint(
    .get, "/pipeline/forecast", "What open deals may bring in: weighted, and as a range", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try find(wanted, context, $0) }
  }.page(ForecastWords.draw).table { (one: PipelineForecast, _) in ForecastWords(one: one).file }

  private static let calibration = Endpoint(
    .get, "/pipeline/calibration", "Whether the chances that were given came true", allow: .viewer
  ) { (wanted: Calibration.Wanted, context) in
    try await context.read { try Calibration.find(wanted, context, $0) }
  }.page(CalibrationWords.draw).table { (one: Calibration, _) in CalibrationWords(one: one).file }

  private static let snapshot = Endpoint(
    .get, "/pipeline/snapshot", "What was said of the pipeline on a day, and what became of it",
    allow: .viewer
  ) { (wanted: PipelineSnapshot.Wanted, context) in
    try await context.read { try PipelineSnapshot.find(wanted, context, $0) }
  }.page(SnapshotWords.draw).table { (one: PipelineSnapshot, _) in SnapshotWords(one: one).file }
}
