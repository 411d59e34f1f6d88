import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestCompany
import Testing

@testable import Forecasting

/// Forecasts of wholes beside those of their parts.
struct LevelTests {
  @Test func `a run says how its levels fared, and keeps nothing of what it looked back to`() async throws {
    try await ForecastWorld.open { world in
      let version = try await world.forecast()
      let book = try await world.book()
      #expect(book.levels.map(\.name).first == "product at account")
      #expect(book.levels.contains { $0.name == "all" && $0.nodes == 1 && $0.summed.count > 0 })
      #expect(Set(book.levels.map(\.trust)).count == 1)
      let left = try await world.context().read {
        try $0.count("SELECT COUNT(*) FROM forecast_past WHERE version_id = \(version.id)")
      }
      #expect(left == 0)
      // What all accounts' errors are is not every manager's to know.
      #expect(try await world.book(.init(weeks: 12), SmallCompany.north).levels.isEmpty)
      let page = "\(try #require(ForecastWords(book, mayChange: true)).page(formToken: "", isPiece: false))"
      #expect(page.contains("Do wholes and parts agree"))
    }
  }

  @Test func `what wholes move their parts by stands in the waterfall, and the tree ties`() async throws {
    try await ForecastWorld.open { world in
      let version = try await world.forecast(), context = world.context()
      let plan = try await context.read { try ForecastPlan(version, $0) }
      let first = plan.keys[0], before = plan.series[0]
      let moves = (0..<12).map { Double($0) * 2.5 - 5 }
      let pass = LevelPass(
        moves: [first: moves],
        report: [
          .init(
            name: "all", nodes: 1, summed: BasisPoints(900), tied: BasisPoints(700),
            full: BasisPoints(600), trust: BasisPoints(5_000))
        ])
      try await context.write { try pass.apply(to: version.id, $0) }
      let all = try await world.book(), sum = moves.reduce(0, +)
      let moved = try await context.read { try ForecastPlan(version, $0) }.series[0]
      let step = moved.statistical.reduce(0, +) - before.statistical.reduce(0, +)
      #expect(abs(Double(step) - sum) <= 1)
      #expect(zip(moved.high80, moved.statistical).allSatisfy { $0 >= $1 })
      let cause = try #require(all.causes.first { $0.name == "Reconciliation" })
      #expect(cause.units == step)
      let statistical = try #require(all.causes.firstIndex { $0.name == "Statistical" })
      #expect(all.causes[..<statistical].reduce(0) { $0 + $1.units } == all.causes[statistical].units)
      let rows = all.rows.reduce(0) { $0 + $1.statistical }
      #expect(rows == all.weeks.statistical.reduce(0, +))
      #expect("\(try #require(ForecastWords(all, mayChange: true)).agreement)".contains("50 %"))
    }
  }

  @Test func `nothing falls below zero, and a week without sales stays without`() {
    var plan = SeriesPlan(
      method: "", flags: [], againstNaive: nil, statistical: [10, 0, 3], low80: [8, 0, 1],
      high80: [12, 0, 5],
      low95: [], high95: [], naive: [], level: [], trend: [], season: [])
    plan = plan.shifted(by: [-4, 6, -9])
    #expect(plan.statistical == [6, 0, 0])
    #expect(plan.low80 == [4, 0, 0])
    #expect(plan.high80 == [8, 0, 2])
    #expect(plan.shift == [-400, 0, -300])
  }

  @Test func `figures of a version that was not reconciled are read as they were`() throws {
    let lists: [[Int64]] =
      Array(repeating: [1, 2], count: 9) + [[3, 4], [5]] + Array(repeating: [6], count: 4)
    let bytes = PackedWeeks.pack(lists)
    let read = bytes.withUnsafeBytes { PackedWeeks.unpack($0, lists: 16) }
    #expect(read == nil)
    #expect(bytes.withUnsafeBytes { PackedWeeks.unpack($0, lists: 15) } == lists)
  }

  private func plan(_ units: Int64, high: Int64, promotion: Int64 = 0) -> SeriesPlan {
    SeriesPlan(
      method: "", flags: [], againstNaive: nil, statistical: [units], low80: [2 * units - high],
      high80: [high],
      low95: [], high95: [], naive: [], level: [], trend: [], season: [], promotion: [promotion * 100])
  }

  @Test func `a band around a sum is as wide as the whole's where nothing moves its parts`() {
    let band = SumBand(plan(100, high: 130), \.low80, \.high80)
    let (low, high) = band.around([120], of: [plan(60, high: 90), plan(60, high: 90)])
    #expect(low == [90] && high == [150])
  }

  @Test func `what is known ahead widens it by the parts' own doubt, together more than alone`() {
    let band = SumBand(plan(100, high: 130), \.low80, \.high80)
    let one = band.around([180], of: [plan(120, high: 160, promotion: 60), plan(60, high: 90)])
    // Half of the width of 40 comes with the move: 20 beside the whole's 30.
    #expect(one.high == [180 + 36] && one.low == [180 - 36])
    let both = band.around([240], of: Array(repeating: plan(120, high: 160, promotion: 60), count: 2))
    #expect(both.high[0] - 240 > 36 + 5)
  }
}
