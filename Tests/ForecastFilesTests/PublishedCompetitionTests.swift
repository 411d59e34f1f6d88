import Files
import Foundation
import Testing
import TimeSeries

/// Methods on all series of the M3 competition, held against the errors that were published of them.
struct PublishedCompetitionTests {
  static let folder = (ProcessInfo.processInfo.environment["MAINSTAY_DATA"] ?? "../shared/data") + "/m3"
  static let isPresent = FileManager.default.fileExists(atPath: folder)

  /// Series by period, in the file's order: what was known, and what came.
  private struct Competition {
    private(set) var series: [String: [(past: [Double], future: [Double])]] = [:]

    init() throws {
      var periods: [String: String] = [:]
      let list = try RowSource.open(path: folder + "/m3_series.csv")
      _ = try list.readHeader()
      try list.forEachRecord { periods[$0[0].text] = $0[2].text.lowercased() }
      let values = try RowSource.open(path: folder + "/m3_long.csv.gz")
      _ = try values.readHeader()
      var name = "", past: [Double] = [], future: [Double] = []
      func close(_ into: inout [String: [(past: [Double], future: [Double])]]) {
        if let period = periods[name] { into[period, default: []].append((past, future)) }
      }
      try values.forEachRecord { record in
        if record[0].text != name {
          close(&series)
          (name, past, future) = (record[0].text, [], [])
        }
        guard let value = record[3].double else { return }
        if record[1].text == "train" { past.append(value) } else { future.append(value) }
      }
      close(&series)
    }

    /// The mean symmetric percentage error over all steps of all series of a period.
    func error(_ period: String, season: Int, _ method: (Series, Int) -> [Double]) throws -> Double {
      let all = series[period] ?? []
      var sum = 0.0
      for one in all {
        let found = method(try Series(one.past, season: season), one.future.count)
        let steps = zip(one.future, found).map { 200 * abs($0 - $1) / (abs($0) + abs($1)) }
        sum += steps.reduce(0, +) / Double(steps.count)
      }
      return sum / Double(all.count)
    }
  }

  /// Naive2: Makridakis and Hibon, "The M3-Competition: results, conclusions and implications", IJF 16 (2000). Dynamic
  /// optimised theta: Fiorucci and others, "Models for optimising the theta method and their relationship to state space
  /// models", IJF 32 (2016).
  @Test(
    .enabled(if: isPresent, "the published data files are not here"),
    arguments: [
      ("yearly", 1, 645, 17.88, 15.94), ("quarterly", 4, 756, 9.95, 9.28),
      ("monthly", 12, 1_428, 16.91, 13.74),
      ("other", 1, 174, 6.30, 4.58),
    ])
  func `errors on the M3 series are those published`(
    _ period: String, _ season: Int, _ count: Int, _ naive: Double, _ theta: Double
  ) throws {
    let competition = try Competition()
    #expect(competition.series[period]?.count == count)
    let repeated = try competition.error(period, season: season) {
      NaiveTwo.forecast($0, horizon: $1).future
    }
    // Whether a season is there is tested a little differently from program to program.
    #expect(abs(repeated - naive) < (season == 1 ? 0.005 : 0.16))
    let found = try competition.error(period, season: season) {
      Theta.dynamicOptimised.forecast($0, horizon: $1).future
    }
    #expect(abs(found - theta) < 0.05)
  }
}
