import Files
import Foundation
import Kernel
import TimeSeries

/// A plain CSV of series in, a CSV of forecasts out.
package struct ForecastRun: Sendable {
  package let horizon: Int
  package let levels: [Double]
  /// Steps of a season, or of several; nil takes what fits the file's steps.
  package let seasons: [Int]?
  package let threads: Int

  /// What was done, for the reader's eyes.
  package struct Summary: Sendable {
    package var series = 0
    package var values = 0
    package var cadence = ""
    package var seasons = FileSeasons(named: [1], cadence: .numbers)
    /// Series that the longer seasons move.
    package var waved = 0
    package var refused: [LongFileRefusal] = []
    package var notes: [String] = []
    /// Mean absolute error at earlier origins against repeating the last cycle, over all series.
    package var againstNaive: Double?
    /// Columns read as drivers, the series forecast by them, and their error against that of the same forecast without.
    package var drivers: [String] = []
    package var driven = 0
    package var againstPool: Double?
  }

  package init(horizon: Int, levels: [Double], seasons: [Int]?, threads: Int) {
    (self.horizon, self.levels, self.seasons, self.threads) = (horizon, levels, seasons, max(1, threads))
  }

  package func run(_ path: String, out: String) async throws -> Summary {
    var engine = try ForecastEngine(horizon: horizon, levels: levels)
    engine.threads = threads
    var summary = Summary()
    let (ready, panels, cadence) = try prepare(path, &summary)
    let forecasts = await engine.forecast(ready.map(\.series), panels: panels)
    try write(ready, forecasts, cadence, to: out)
    summary.series = ready.count
    for (one, forecast) in zip(ready, forecasts) {
      summary.values += one.series.values.count
      summary.notes += (one.notes + forecast.flags.compactMap { $0.words(one, cadence) }).map {
        "Series \(one.id): \($0)"
      }
    }
    summary.waved = forecasts.count { !$0.longSeasons.isEmpty }
    summary.againstNaive = Self.mean(forecasts.compactMap(\.errorAgainstNaive))
    let gains = forecasts.compactMap(\.errorAgainstPool)
    (summary.driven, summary.againstPool) = (gains.count, Self.mean(gains))
    return summary
  }

  private static func mean(_ ratios: [Double]) -> Double? {
    ratios.isEmpty ? nil : ratios.reduce(0, +) / Double(ratios.count)
  }

  private func prepare(_ path: String, _ summary: inout Summary) throws -> (
    [ReadySeries], [SeatedPanel], Cadence
  ) {
    let file = try LongFile.read(path), columns = DriverColumns(file)
    let seasons = seasons(file, columns, &summary)
    var ready: [(raw: LongFile.Raw, series: ReadySeries)] = []
    for raw in file.series {
      do throws(LongFileRefusal) {
        let series = try ReadySeries(raw, cadence: file.cadence, seasons: seasons)
        try columns.check(raw, series, cadence: file.cadence, horizon: horizon)
        ready.append((raw, series))
      } catch {
        summary.refused.append(error)
      }
    }
    guard !ready.isEmpty else {
      throw LongFileRefusal.nothingLeft(
        file: URL(filePath: path).lastPathComponent, first: summary.refused.first?.message ?? "")
    }
    (summary.cadence, summary.seasons) = (file.cadence.word, seasons)
    if !columns.unused.isEmpty {
      summary.notes.append("Columns not used: \(columns.unused.joined(separator: ", ")).")
    }
    summary.drivers = columns.columns.map(\.name)
    let panels = try DriverSeats(
      columns, ready, cadence: file.cadence, season: seasons.shortest, horizon: horizon
    ).panels()
    return (ready.map(\.series), panels, file.cadence)
  }

  /// Drivers are learned beside one season.
  private func seasons(_ file: LongFile, _ columns: DriverColumns, _ summary: inout Summary) -> FileSeasons {
    let all = FileSeasons(named: seasons, cadence: file.cadence)
    guard !columns.columns.isEmpty, !all.longer.isEmpty else { return all }
    if seasons != nil {
      summary.notes.append("With columns known ahead one season is used: \(all.shortest).")
    }
    return all.alone
  }

  private func write(
    _ ready: [ReadySeries], _ forecasts: [SeriesForecast], _ cadence: Cadence, to out: String
  ) throws {
    let sink = try ByteSink(path: out), writer = CSVWriter(sink, options: .init(formulas: .asWritten))
    let names = levels.flatMap { ["lo-\(Self.word($0))", "hi-\(Self.word($0))"] }
    try writer.row(["unique_id", "ds", "forecast"] + names + ["method"])
    for (one, forecast) in zip(ready, forecasts) {
      for step in forecast.point.indices {
        writer.text(one.id)
        writer.text(one.time(step + 1, cadence))
        writer.double(forecast.point[step])
        for interval in forecast.intervals {
          writer.double(interval.lower[step])
          writer.double(interval.upper[step])
        }
        writer.text(forecast.method)
        try writer.endRow()
      }
    }
    try writer.finish()
  }

  private static func word(_ level: Double) -> String {
    level == level.rounded() ? String(Int(level)) : String(level)
  }
}

extension SeriesForecast.Flag {
  /// Of three digits behind the point at most.
  private static func number(_ value: Double) -> String {
    let rounded = (value * 1_000).rounded() / 1_000
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : String(rounded)
  }

  /// In words, where a reader of a run should see it one by one.
  func words(_ series: ReadySeries, _ cadence: Cadence) -> String? {
    switch self {
    case .constant: "all values are the same, and so is the forecast."
    case .fewValues(let count): "only \(count) values: the last one is repeated, its intervals are a guess."
    case .shortOfSeason(let season) where season > series.series.season:
      "fewer than two seasons of \(season) steps: it was left out."
    case .shortOfSeason(let season): "fewer than two seasons of \(season) steps: no season was used."
    case .naiveAsGood: "repeating the last season was as good as the forecast at earlier origins."
    case .untested: "too short to be tested on its own end: intervals rest on other series."
    case .intermittent: nil
    case .outlier(let back, let value, let expected):
      "\(Self.number(value)) at \(series.time(1 - back, cadence)) stands alone: the forecast was learned "
        + "as if it had been \(Self.number(expected)), which its neighbours let one expect. Its own end judged that better."
    }
  }
}
