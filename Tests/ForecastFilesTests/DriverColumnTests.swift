import Foundation
import Testing

@testable import ForecastFiles

/// Columns of a file that run into the future: used where they help, refused by series and row where they end early.
struct DriverColumnTests {
  private func forecast(_ text: String, horizon: Int) async throws -> ForecastedFile {
    try await ForecastedFile(text, horizon: horizon)
  }

  /// Weeks 1...80 and on of some shops: half price doubles and a feature adds a half; the future is on sale in step 1.
  private func shops(_ count: Int = 6, behind: Int = 4, without: (shop: Int, step: Int)? = nil) -> String {
    var lines = ["unique_id,ds,y,price,feature"], state: UInt64 = 7
    func chance() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    for shop in 0..<count {
      for week in 1...(80 + behind) {
        let isSale = week > 80 ? week == 81 : chance() < 0.25, isFeature = week > 80 ? false : chance() < 0.2
        let units =
          100.0 * Double(shop + 1) * (isSale ? 2 : 1) * (isFeature ? 1.5 : 1) * (0.95 + 0.1 * chance())
        let price = without?.shop == shop && without?.step == week - 80 ? "" : isSale ? "1" : "2"
        lines.append("S\(shop),\(week),\(week > 80 ? "" : "\(units)"),\(price),\(isFeature ? 1 : 0)")
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test func `a driver that ends before the horizon is refused by series and row`() async throws {
    let file = try await forecast(shops(without: (2, 3)), horizon: 4)
    #expect(
      file.summary.refused.map(\.message) == [
        "Series S2, row 252: price is empty. Give price for each step to come, up to 84, or take the column out of the file."
      ])
    #expect(file.rows.count == 1 + 5 * 4)
  }

  @Test func `rows that are missing for the future are refused by series and time`() async throws {
    let short = shops(behind: 2) + "\nS6,1,5,2,0\nS6,2,5,2,0\nS6,3,5,2,0\nS6,4,5,2,0\nS6,5,,2,0\n"
    await #expect(throws: LongFileRefusal.self) { try await forecast(short, horizon: 4) }
    let file = try await forecast(short, horizon: 2)
    #expect(
      file.summary.refused.map(\.message) == [
        "Series S6, there is no row of 6 with price. Give price for each step to come, up to 6, or take the column out of the file."
      ])
  }

  @Test(arguments: ["0", "-1", "cheap"])
  func `a price that is none is refused by its row`(text: String) async throws {
    var lines = shops().split(separator: "\n").map(String.init)
    lines[5] = lines[5].split(separator: ",").prefix(3).joined(separator: ",") + ",\(text),0"
    let file = try await forecast(lines.joined(separator: "\n"), horizon: 4)
    #expect(file.summary.refused.count == 1)
    #expect(
      file.summary.refused[0].message.hasPrefix(
        "Series S0, row 6: price “\(Double(text).map { "\($0)" } ?? text)” is not"))
  }

  @Test func `a known price moves the forecast, and the method says so`() async throws {
    let file = try await forecast(shops(), horizon: 4)
    #expect(file.summary.drivers == ["price", "feature"])
    #expect(file.summary.driven == 6)
    #expect((file.summary.againstPool ?? 1) < 0.5)
    for shop in 0..<6 {
      let point = (1...4).map { file.numbers(shop * 4 + $0)[0] }
      #expect(abs(point[0] / (200 * Double(shop + 1)) - 1) < 0.15)
      #expect(abs(point[1] / (100 * Double(shop + 1)) - 1) < 0.15)
      #expect(file.rows[shop * 4 + 1][7].hasPrefix("\"Drivers(price, feature): "))
    }
    for row in 1...24 {
      let line = file.numbers(row)
      #expect(line[3] <= line[1] && line[1] <= line[0] && line[0] <= line[2] && line[2] <= line[4])
    }
  }

  @Test func `a driver that says nothing leaves the forecast to the pool`() async throws {
    var lines = ["unique_id,ds,y,moon"], plain = ["unique_id,ds,y"]
    for step in 1...64 {
      let units = 100 + (step * 37) % 11
      lines.append("A,\(step),\(step > 60 ? "" : "\(units)"),\((step * 7) % 5)")
      if step <= 60 { plain.append("A,\(step),\(units)") }
    }
    let file = try await forecast(lines.joined(separator: "\n"), horizon: 4)
    let alone = try await forecast(plain.joined(separator: "\n"), horizon: 4)
    #expect(file.summary.drivers == ["moon"])
    #expect(file.summary.driven == 0)
    #expect(file.rows == alone.rows)
  }

  @Test func `a driver that varied in the last weeks only breaks nothing`() async throws {
    var lines = ["unique_id,ds,y,price"]
    for step in 1...44 {
      lines.append("A,\(step),\(step > 40 ? "" : "\(50 + step % 7)"),\(step < 39 ? 2 : 1)")
    }
    let file = try await forecast(lines.joined(separator: "\n"), horizon: 4)
    for row in 1...4 { #expect(file.numbers(row).allSatisfy { $0.isFinite && $0 < 500 }) }
  }

  @Test func `the same drivers give the same digits on one thread and on three`() async throws {
    let one = try await ForecastedFile(shops(), horizon: 4, threads: 1)
    let three = try await ForecastedFile(shops(), horizon: 4, threads: 3)
    #expect(one.rows == three.rows)
  }

  @Test func `ids of two parts are items at sites`() {
    let pairs = IDParts.pairs(["1/a", "1/b", "2/a", "2/b", "3/a"])
    #expect(pairs?.map(\.0) == ["a", "b", "a", "b", "a"])
    #expect(IDParts.pairs(["1/a", "2/b", "3/c", "4/d", "5/e"]) == nil)
    #expect(IDParts.pairs(["alone"]) == nil)
  }
}

/// What stands alone in a file is told, not silently cut.
struct OutlierNoteTests {
  @Test func `a lone spike is told with what was taken for it`() async throws {
    var lines = ["unique_id,ds,y"]
    for step in 1...90 { lines.append("A,\(step),\(step == 85 ? 3_000 : 50 + (step * 7) % 5)") }
    let file = try await ForecastedFile(lines.joined(separator: "\n"), horizon: 4)
    let note = file.summary.notes.first { $0.contains("stands alone") }
    #expect(
      note?.hasPrefix("Series A: 3000 at 85 stands alone: the forecast was learned as if it had been 5")
        == true)
    for row in 1...4 { #expect(file.numbers(row)[0] < 70) }
  }
}
