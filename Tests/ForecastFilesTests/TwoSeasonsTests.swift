import Foundation
import Kernel
import Testing

@testable import ForecastFiles

/// Days with a week and a year in them.
struct TwoSeasonsTests {
  /// Days from 2021 on: a week of ±20 %, and if asked for a year of ±40 %.
  private func days(_ count: Int, year: Double = 0.4, id: String = "A") throws -> [String] {
    let first = try #require(Day("2021-01-01"))
    var state: UInt64 = 11
    return (0..<count).map { step in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = 0.9 + 0.2 * Double(state >> 11) * 0x1p-53
      let week = 1 + 0.2 * sin(2 * .pi * Double(step) / 7)
      let value = 200 * exp(year * sin(2 * .pi * Double(step) / 365.25)) * week * noise
      return "\(id),\(first.advanced(by: step)),\(value.rounded())"
    }
  }

  private func forecast(_ lines: [String], horizon: Int = 60, seasons: [Int]? = nil, threads: Int = 2)
    async throws -> ForecastedFile
  {
    let text = (["unique_id,ds,y"] + lines).joined(separator: "\n")
    return try await ForecastedFile(text, horizon: horizon, seasons: seasons, threads: threads)
  }

  private func expected(_ step: Int) -> Double {
    200 * exp(0.4 * sin(2 * .pi * Double(step) / 365.25)) * (1 + 0.2 * sin(2 * .pi * Double(step) / 7))
  }

  @Test func `three years of days are forecast with their week and their year`() async throws {
    let file = try await forecast(try days(1_095))
    #expect(file.summary.seasons.words == "7 and 365" && file.summary.waved == 1)
    for step in 0..<60 {
      let row = file.numbers(step + 1)
      #expect(abs(row[0] / expected(1_095 + step) - 1) < 0.12)
      #expect(row[3] <= row[1] && row[1] <= row[0] && row[0] <= row[2] && row[2] <= row[4])
    }
    #expect(file.rows[1][7].contains("season 365"))
  }

  @Test func `days without a year keep the forecast of one season to the last digit`() async throws {
    let lines = try days(1_095, year: 0)
    let both = try await forecast(lines), one = try await forecast(lines, seasons: [7])
    #expect(both.summary.waved == 0)
    #expect(both.rows == one.rows)
  }

  @Test func `less than two years of days are a week's season, and nothing is said`() async throws {
    let file = try await forecast(try days(700))
    #expect(file.summary.waved == 0 && file.summary.notes.isEmpty)
  }

  @Test func `a season named for too short a history is left out and told`() async throws {
    let lines = try days(700)
    let both = try await forecast(lines, seasons: [365, 7]), one = try await forecast(lines, seasons: [7])
    #expect(both.summary.notes == ["Series A: fewer than two seasons of 365 steps: it was left out."])
    #expect(both.rows == one.rows)
  }

  @Test func `two seasons give the same digits on one thread and on three`() async throws {
    let lines = try days(800) + days(1_000, id: "B") + days(900, year: 0, id: "C")
    let one = try await forecast(lines, horizon: 14, threads: 1)
    let three = try await forecast(lines, horizon: 14, threads: 3)
    #expect(one.summary.waved == 2)
    #expect(one.rows == three.rows)
  }

  @Test func `days without sales, and a year, are no fault`() async throws {
    let lines = try days(1_000).enumerated().map { place, line in
      place % 7 == 3 ? line.split(separator: ",").prefix(2).joined(separator: ",") + ",0" : line
    }
    let file = try await forecast(lines, horizon: 28)
    #expect(file.summary.waved == 1)
    for step in 0..<28 {
      let value = file.numbers(step + 1)[0]
      #expect((1_000 + step) % 7 == 3 ? value < 20 : abs(value / expected(1_000 + step) - 1) < 0.2)
    }
  }

  @Test func `drivers known ahead leave one season, which is told`() async throws {
    var lines = ["unique_id,ds,y,price"]
    for step in 1...64 { lines.append("A,\(step),\(step > 60 ? "" : "\(50 + step % 7)"),\(1 + step % 3)") }
    let file = try await ForecastedFile(lines.joined(separator: "\n"), horizon: 4, seasons: [7, 14])
    #expect(file.summary.notes.contains("With columns known ahead one season is used: 7."))
    #expect(file.summary.seasons.longer.isEmpty)
  }

  @Test(arguments: ["0", "-7", "week", "7,", "", "7,0", "7;365", "1.5", "10001"])
  func `what is no season is refused in words`(text: String) {
    #expect(throws: LongFileRefusal.seasons(text)) { try FileSeasons.parse(text) }
    #expect(LongFileRefusal.seasons(text).message.contains("“\(text)”"))
  }

  @Test func `seasons may stand in any order, and twice`() throws {
    let seasons = FileSeasons(named: try FileSeasons.parse("365, 7,7"), cadence: .numbers)
    #expect(seasons.shortest == 7 && seasons.longer == [365])
    #expect(seasons.words == "7 and 365")
  }
}
