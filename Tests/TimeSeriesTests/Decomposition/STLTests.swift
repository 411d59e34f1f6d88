import Foundation
import Testing

@testable import TimeSeries

/// Figures of statsmodels 0.15.0, whose STL is the authors' own Fortran put into another language.
struct STLTests {
  private let places = [0, 1, 47, 72, 142, 143]

  private func expect(_ found: [Double], _ places: [Int], _ expected: [Double]) {
    for (place, value) in zip(places, expected) {
      #expect(abs(found[place] - value) < 2e-6, "at \(place): \(found[place]), not \(value)")
    }
  }

  @Test func `the airline passengers are decomposed as by statsmodels`() throws {
    let found = try #require(STL(AirPassengers.values, period: 12))
    expect(found.season, places, [-11.022168, -2.838617, -20.299989, -23.801748, -98.27982, -60.935215])
    expect(found.trend, places, [122.633476, 123.345101, 212.640217, 262.274965, 492.02767, 495.534486])
  }

  @Test func `the robust decomposition agrees as well`() throws {
    var settings = STL.Settings(period: 12)
    (settings.inner, settings.robust) = (2, 15)
    let found = try #require(STL(AirPassengers.values, period: 12, settings: settings))
    expect(found.season, places, [-11.148577, -4.354845, -19.072626, -23.044158, -102.594704, -68.682191])
    expect(found.trend, places, [122.551738, 123.275243, 208.685529, 262.202801, 496.613048, 500.710813])
  }

  @Test func `local means along the cycles agree`() throws {
    var settings = STL.Settings(period: 12, seasonal: 13)
    settings.seasonalDegree = 0
    let found = try #require(STL(AirPassengers.values, period: 12, settings: settings))
    expect(found.season, places, [-17.438705, -18.88336, -24.219828, -24.835421, -73.745638, -43.147318])
    expect(found.trend, places, [123.053365, 123.548838, 212.971068, 262.192536, 493.719602, 497.271504])
  }

  @Test func `every third place with lines between agrees`() throws {
    var settings = STL.Settings(period: 12)
    settings.jump = 3
    let found = try #require(STL(AirPassengers.values, period: 12, settings: settings))
    expect(found.season, places, [-10.964842, -2.852865, -20.321814, -23.783259, -98.250566, -60.914326])
    expect(found.trend, places, [122.623544, 123.336375, 212.457328, 262.278229, 492.004348, 495.521057])
  }

  private let twice = (0..<210).map { step -> Double in
    let turn = 2 * Double.pi * Double(step)
    return 100 + 0.1 * Double(step) + 10 * sin(turn / 7) + 20 * cos(turn / 30) + Double(step * 37 % 11)
  }

  @Test(arguments: [
    (
      1, [-3.794206, 9.33336, 10.534184, -11.824429, -7.830029],
      [22.136308, 15.726742, -10.786808, 22.908491, 14.844124],
      [104.644242, 104.762586, 115.011472, 125.95224, 126.059412]
    ),
    (
      0, [-0.848709, 7.774619, 10.679675, -10.030722, -7.365641],
      [21.694503, 18.305217, -11.039135, 19.158134, 17.01918],
      [104.43811, 104.567333, 115.008306, 125.814453, 125.914919]
    ),
  ])
  func `two seasons are taken apart as by statsmodels`(
    degree: Int, week: [Double], month: [Double], trend: [Double]
  ) throws {
    let found = try #require(MSTL(twice, periods: [30, 7], degree: degree)), places = [0, 1, 100, 208, 209]
    #expect(found.periods == [7, 30])
    expect(found.seasons[0], places, week)
    expect(found.seasons[1], places, month)
    expect(found.trend, places, trend)
  }

  @Test func `parts add up to the values`() throws {
    let found = try #require(MSTL(twice, periods: [7, 30]))
    for step in twice.indices {
      let sum = found.seasons[0][step] + found.seasons[1][step] + found.trend[step] + found.remainder[step]
      #expect(abs(sum - twice[step]) < 1e-9)
    }
  }

  @Test func `periods without two cycles are left out`() {
    #expect(MSTL(twice, periods: [7, 106])?.periods == [7])
    #expect(MSTL([1, 2, 3], periods: [7]) == nil)
    #expect(STL([1, 2, 3, 4, 5], period: 3) == nil)
  }

  @Test func `a line has no season`() throws {
    let found = try #require(STL((0..<40).map { 3 + 0.5 * Double($0) }, period: 4))
    for step in 0..<40 {
      #expect(abs(found.season[step]) < 1e-9 && abs(found.trend[step] - 3 - 0.5 * Double(step)) < 1e-9)
    }
  }
}
