import ArgumentParser
import ForecastFiles
import Foundation
import Kernel
import TimeSeries

struct ForecastCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast", abstract: "Forecast every series of a plain CSV, without any database.",
    discussion: """
      FILE has the columns unique_id, ds (a day, a month or a number) and y. OUT gets unique_id, ds, forecast, the two \
      ends of each interval (lo-80, hi-80, lo-95, hi-95) and method. A series that cannot be forecast is named on \
      stderr with its row and left out.
      """)

  @Argument(help: "The file: CSV, plain or gzip, JSON lines, or an XLSX workbook.") var file: String
  @Option(help: "How many steps ahead.") var horizon: Int
  @Option(help: ArgumentHelp("The file to write.", valueName: "OUT.csv")) var out: String
  @Option(
    help: ArgumentHelp(
      "Steps in a season, or in several: 7,365; without it 52 for weeks, 12 for months, 4 for quarters, 7 and 365 for days.",
      valueName: "STEPS"))
  var season: String?
  @Option(help: "Levels of the intervals in percent, divided by commas.") var levels = "80,95"
  @Option(help: "How many processors to use; all of them when left out. The result is the same.") var threads:
    Int?

  /// Notes shown one by one; of more only the number is told.
  private static let shown = 10

  func run() async throws {
    guard FileManager.default.fileExists(atPath: file) else { throw DataRefusal.noFile(file) }
    let levels = self.levels.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) }
    guard levels.allSatisfy({ $0 != nil }), !levels.isEmpty else {
      throw ValidationError("--levels takes percentages like 80,95, not “\(self.levels)”.")
    }
    let run = ForecastRun(
      horizon: horizon, levels: levels.compactMap { $0 }, seasons: try season.map(Self.seasons),
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    do {
      report(try await run.run(file, out: out))
    } catch let refusal as SeriesRefusal {
      throw ValidationError(refusal.message)
    }
  }

  private static func seasons(_ text: String) throws -> [Int] {
    do throws(LongFileRefusal) {
      return try FileSeasons.parse(text)
    } catch {
      throw ValidationError(error.message)
    }
  }

  private func report(_ summary: ForecastRun.Summary) {
    let notes = summary.refused.map { "Left out: \($0.message)" } + summary.notes
    var lines = notes.prefix(Self.shown).map { "mainstay: \($0)" }
    if notes.count > Self.shown {
      lines.append("mainstay: and \(DisplayNumber.grouped(notes.count - Self.shown)) notes more.")
    }
    if !lines.isEmpty { FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8)) }
    print(
      """
      Forecast \(DisplayNumber.grouped(summary.series)) series of \(DisplayNumber.grouped(summary.values)) values \
      (\(summary.cadence), \(summary.seasons.longer.isEmpty ? "season" : "seasons") \(summary.seasons.words)) \(horizon) steps ahead into \(out).\(longer(summary))\(comparison(summary))\(drivers(summary))
      """)
    if !summary.refused.isEmpty {
      print("\(DisplayNumber.grouped(summary.refused.count)) series were left out.")
    }
  }

  /// How many series the seasons beyond the first one move.
  private func longer(_ summary: ForecastRun.Summary) -> String {
    let seasons = summary.seasons.longer.map(String.init).joined(separator: " and ")
    if seasons.isEmpty { return "" }
    guard summary.waved > 0 else {
      return
        "\nSeason \(seasons) was not used: it made no earlier forecast better, or the series are too short."
    }
    return summary.waved == summary.series
      ? "\nSeason \(seasons) moves every forecast."
      : "\nSeason \(seasons) moves \(DisplayNumber.grouped(summary.waved)) of \(DisplayNumber.grouped(summary.series)) "
        + "series; for the others it made earlier forecasts no better, or they are too short."
  }

  /// What was known ahead, and what it was worth.
  private func drivers(_ summary: ForecastRun.Summary) -> String {
    guard !summary.drivers.isEmpty else { return "" }
    let names = summary.drivers.joined(separator: ", ")
    guard summary.driven > 0 else {
      return
        "\nKnown ahead: \(names). At earlier origins that did not make the forecast better, so it was not used."
    }
    let percent = summary.againstPool.map { Int(((1 - $0) * 100).rounded()) } ?? 0
    return
      "\nKnown ahead: \(names). It moves \(DisplayNumber.grouped(summary.driven)) series; at earlier origins their error "
      + "was \(percent) % below that of the same forecast without it."
  }

  /// Better than repeating the last season, or said not to be.
  private func comparison(_ summary: ForecastRun.Summary) -> String {
    guard let ratio = summary.againstNaive else { return "" }
    let percent = Int((abs(1 - ratio) * 100).rounded())
    return ratio < 1
      ? "\nAt earlier origins its error was \(percent) % below that of repeating the last season."
      : "\nAt earlier origins it did not beat repeating the last season: its error was \(percent) % above."
  }
}
