import Foundation
import Testing

@testable import ForecastFiles

/// Files that people send: each must end in a forecast or in words about a row, never in a fault.
struct BadInputTests {
  /// Runs over the text of a file and answers what was written, line by line, with the summary.
  private func forecast(
    _ text: String, horizon: Int = 4, season: Int? = nil
  ) async throws -> (rows: [[String]], summary: ForecastRun.Summary) {
    let file = try await ForecastedFile(text, horizon: horizon, seasons: season.map { [$0] })
    return (file.rows, file.summary)
  }

  /// A file of weekly rows for one series.
  private func weekly(_ values: [String], id: String = "A") -> String {
    var text = "unique_id,ds,y\n"
    for (place, value) in values.enumerated() {
      let day = Date(timeIntervalSince1970: 1_704_067_200 + Double(place) * 604_800)
      text += "\(id),\(day.ISO8601Format().prefix(10)),\(value)\n"
    }
    return text
  }

  private func numbers(_ rows: [[String]]) -> [[Double]] {
    rows.dropFirst().map { $0[2...6].map { Double($0) ?? .nan } }
  }

  private func expectSound(_ rows: [[String]]) {
    for row in numbers(rows) {
      #expect(row.allSatisfy { $0.isFinite })
      #expect(row[3] <= row[1] && row[1] <= row[0] && row[0] <= row[2] && row[2] <= row[4])
    }
  }

  @Test func `the columns are those that were promised`() async throws {
    let (rows, summary) = try await forecast(weekly((0..<60).map { "\(100 + $0 % 7)" }))
    #expect(rows[0] == ["unique_id", "ds", "forecast", "lo-80", "hi-80", "lo-95", "hi-95", "method"])
    #expect(rows.count == 5)
    #expect(rows[1][0...1] == ["A", "2025-02-24"])
    #expect(summary.cadence == "weeks")
    #expect(summary.seasons.shortest == 52)
    expectSound(rows)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 9])
  func `few points are forecast and said to be few`(count: Int) async throws {
    let (rows, summary) = try await forecast(weekly((0..<count).map { "\(10 + $0 * $0)" }))
    #expect(rows.count == 5)
    #expect(summary.notes.contains { $0.contains("only \(count) values") } == (count < 5))
    expectSound(rows)
  }

  @Test(arguments: ["0", "7", "-3.5"])
  func `a constant series forecasts itself without a width`(value: String) async throws {
    let (rows, summary) = try await forecast(weekly([String](repeating: value, count: 30)))
    for row in numbers(rows) { #expect(row.allSatisfy { $0 == Double(value) }) }
    #expect(summary.notes == ["Series A: all values are the same, and so is the forecast."])
  }

  @Test func `negative values are forecast as they are`() async throws {
    let (rows, _) = try await forecast(weekly((0..<60).map { "\(-50 + $0 % 9 * 3)" }))
    expectSound(rows)
    #expect(numbers(rows).allSatisfy { $0[0] < 0 })
  }

  @Test func `a level shift in the last week neither breaks a forecast nor is cut away`() async throws {
    let (rows, _) = try await forecast(weekly((0..<59).map { "\(100 + $0 % 5)" } + ["1000"]))
    expectSound(rows)
    #expect(numbers(rows).allSatisfy { $0[0] > 101 })
  }

  @Test func `a gap of a year leaves what follows it`() async throws {
    var lines = weekly((0..<120).map { "\(100 + $0 % 5)" }).split(separator: "\n").map(String.init)
    lines.removeSubrange(31..<83)
    let (rows, summary) = try await forecast(lines.joined(separator: "\n"))
    expectSound(rows)
    #expect(
      summary.notes.first
        == "Series A: 52 steps are missing before row 32: only what follows was used.")
  }

  @Test func `a gap that leaves too little is refused by its row`() async throws {
    var lines = weekly((0..<120).map { "\(100 + $0 % 5)" }).split(separator: "\n").map(String.init)
    lines.removeSubrange(31..<118)
    let text = lines.joined(separator: "\n")
    await #expect(throws: LongFileRefusal.self) { try await forecast(text) }
    let (_, summary) = try await forecast(text + "\nB,2024-01-01,5\n")
    #expect(summary.refused == [.gap("A", line: 32, missing: 87, left: 3)])
  }

  @Test func `a missing week is filled in and told`() async throws {
    var lines = weekly((0..<40).map { "\($0)" }).split(separator: "\n").map(String.init)
    lines.remove(at: 20)
    let (rows, summary) = try await forecast(lines.joined(separator: "\n"))
    expectSound(rows)
    #expect(summary.notes.contains("Series A: a missing step was filled in."))
  }

  @Test(arguments: ["NaN", "inf", "-inf", "1e101", "n/a", "1,5"])
  func `what is no number is refused by series and row, and the others are forecast`(text: String)
    async throws
  {
    let bad = weekly(["1", "2", "\"\(text)\"", "4", "5", "6"])
    let good = weekly(["3", "4", "5", "6", "5", "4"], id: "B").split(separator: "\n").dropFirst().joined(
      separator: "\n")
    let (rows, summary) = try await forecast(bad + good)
    #expect(rows.count == 5)
    #expect(summary.refused.count == 1)
    let message = summary.refused[0].message
    #expect(message.hasPrefix("Series A") && message.contains("row"))
    expectSound(rows)
  }

  @Test func `two series with one id are refused by both rows`() async throws {
    let text =
      weekly(["1", "2", "3"])
      + weekly(["4", "5", "6"]).split(separator: "\n").dropFirst().joined(separator: "\n")
    let (_, summary) = try await forecast(text + "\nB,2024-01-01,5\n")
    #expect(summary.refused == [.twice("A", line: 5, earlier: 2)])
  }

  @Test func `a row between two weeks is refused`() async throws {
    let (_, summary) = try await forecast(weekly(["1", "2", "3"]) + "A,2024-01-24,9\nB,2024-01-01,5\n")
    #expect(summary.refused == [.between("A", line: 5, cadence: "weeks")])
  }

  @Test func `rows may stand in any order`() async throws {
    let text = weekly((0..<50).map { "\(($0 * 7) % 13)" })
    let lines = text.split(separator: "\n").map(String.init)
    let turned = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    let straight = try await forecast(text), back = try await forecast(turned)
    #expect(straight.rows == back.rows)
  }

  @Test func `rows of the future without a value are no gap`() async throws {
    let text = "unique_id,ds,y,price\nA,1,5,2\nA,2,6,2\nA,3,7,2\nA,4,6,2\nA,5,7,2\nA,6,,3\nA,7,,3\n"
    let (rows, summary) = try await forecast(text, horizon: 2)
    #expect(rows.map { $0[1] } == ["ds", "6", "7"])
    #expect(summary.notes.contains("Columns not used: price (it never varied)."))
  }

  @Test func `a file without the columns says which are missing`() async throws {
    await #expect(throws: LongFileRefusal.noColumn("ds", file: "in.csv", found: ["unique_id", "week", "y"])) {
      try await forecast("unique_id,week,y\nA,1,2\n")
    }
    await #expect(throws: LongFileRefusal.noRows(file: "in.csv")) { try await forecast("unique_id,ds,y\n") }
  }
}
