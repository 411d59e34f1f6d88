import Foundation
import Testing

@testable import TimeSeries

struct DriverModelTests {
  @Test func `a planted price effect is found within its interval`() throws {
    let model = DriverModel(try Market().panel(), learnsTrees: false)
    var within = 0
    for one in 0..<36 {
      let effect = model.effect(of: 0, on: one)
      #expect(abs(effect.value + 2.2) < 0.5)
      if effect.interval.contains(-2.2) { within += 1 }
    }
    #expect(within >= 32)
  }

  @Test func `a feature that a store never had is learned from the other stores`() throws {
    let model = DriverModel(try Market(plain: [[1, 4]]).panel(), learnsTrees: false)
    let place = try #require(model.panel.series.firstIndex { $0.name == "1/4" })
    let effect = model.effect(of: 1, on: place)
    #expect(effect.source == .item)
    #expect(abs(effect.value - 0.6) < 0.25)
    #expect(model.effect(of: 1, on: 0).source == .series)
  }

  @Test func `a driver that never varied anywhere keeps what was believed and moves nothing`() throws {
    let units: [Double?] = (0..<30).map { 10 + Double($0 % 3) }
    let drivers: [[Double?]] = [.init(repeating: 2, count: 34), .init(repeating: 0, count: 34)]
    let panel = try DriverPanel(
      drivers: [Driver("price", .price), Driver("display", .share)],
      series: [DriverSeries(name: "a", item: 1, site: 1, units: units, drivers: drivers)], season: 1,
      history: 30,
      horizon: 4)
    let model = DriverModel(panel), forecast = model.forecast(0)
    #expect(model.effect(of: 1, on: 0).source == .belief)
    for step in 0..<4 { #expect(abs(forecast.mean[step] - 11) < 1) }
  }

  @Test func `a first display after a history without any does not explode`() throws {
    let panel = try Market(items: 1, sites: 1, plain: [[0, 0]]).panel()
    let forecast = DriverModel(panel).forecast(0)
    let most = panel.series[0].units.compactMap { $0 }.max() ?? 0
    for value in forecast.mean { #expect(value.isFinite && value > 0 && value < 3 * most) }
  }

  @Test func `a price far below all seen is read as the lowest seen`() throws {
    let panel = try Market().panel()
    let cheap = try changed(panel) { step, values in step >= panel.history ? values.map { _ in 0.01 } : values
    }
    let dear = try changed(panel) { step, values in step >= panel.history ? values.map { _ in 0.5 } : values }
    let plain = DriverModel(dear, learnsTrees: false)
    #expect(DriverModel(cheap, learnsTrees: false).forecast(3).mean == plain.forecast(3).mean)
  }

  private func changed(_ panel: DriverPanel, _ change: (Int, [Double?]) -> [Double?]) throws -> DriverPanel {
    let series = panel.series.map { one in
      let price = one.drivers[0].enumerated().map { change($0.offset, [$0.element])[0] }
      return DriverSeries(
        name: one.name, item: one.item, site: one.site, units: one.units, drivers: [price, one.drivers[1]])
    }
    return try DriverPanel(
      drivers: panel.drivers, series: series, season: 1, history: panel.history, horizon: panel.horizon)
  }

  @Test func `the usual week and all causes sum up to the forecast`() throws {
    let model = DriverModel(try Market().panel(), learnsTrees: false)
    for one in [0, 7, 35] {
      let forecast = model.forecast(one)
      for step in 0..<8 {
        let sum = forecast.usual[step] + forecast.parts[step].reduce(0) { $0 + $1.units }
        #expect(abs(sum - forecast.mean[step]) < 1e-9 * forecast.mean[step])
      }
    }
  }

  @Test func `ten times the units is ten times the forecast`() throws {
    let one = DriverModel(try Market().panel(), learnsTrees: false).forecast(5).mean
    let ten = DriverModel(try Market(scale: 10).panel(), learnsTrees: false).forecast(5).mean
    for (small, large) in zip(one, ten) { #expect(abs(large / small - 10) < 1e-6) }
  }

  @Test func `the same panel gives the same forecast`() throws {
    let panel = try Market(items: 4, sites: 20).panel()
    let first = DriverModel(panel, learnsTrees: true)
    #expect(first.trees != nil)
    #expect(DriverModel(panel, learnsTrees: true).forecast(11).mean == first.forecast(11).mean)
  }

  @Test
  func `eighty of a hundred outcomes lie within the interval of 80 percent, and it lies within that of 95`()
    throws
  {
    let future = Market().future(), model = DriverModel(try Market().panel())
    var held = 0
    for one in future.indices {
      let narrow = try model.forecast(one).interval(80), wide = try model.forecast(one).interval(95)
      for step in 0..<8 {
        #expect(
          wide[step].lowerBound <= narrow[step].lowerBound && narrow[step].upperBound <= wide[step].upperBound
        )
        if narrow[step].contains(future[one][step]) { held += 1 }
      }
    }
    #expect((216...252).contains(held))
  }

  @Test func `a market is foretold with its own drivers better than by its mean`() throws {
    let future = Market().future(), model = DriverModel(try Market().panel(), learnsTrees: false)
    var ours = 0.0, plain = 0.0, bias = 0.0, sold = 0.0
    for one in future.indices {
      let forecast = model.forecast(one), past = model.panel.series[one].units.compactMap { $0 }
      for step in 0..<8 {
        let truth = future[one][step]
        ours += abs(forecast.mean[step] - truth)
        bias += forecast.mean[step] - truth
        plain += abs(past.reduce(0, +) / 80 - truth)
        sold += truth
      }
    }
    #expect(ours < 0.45 * plain)
    #expect(abs(bias) < 0.05 * sold)
  }
}
