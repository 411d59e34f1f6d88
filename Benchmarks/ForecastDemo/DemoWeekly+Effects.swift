import Demo
import Foundation
import Kernel
import TimeSeries

/// What was planted: effects by item, and by retailer and category.
struct Planted {
  var regular: [Int: Double] = [:]
  var deal: [Int: Double] = [:]
  var feature: [[Int]: Double] = [:]
  var display: [[Int]: Double] = [:]

  init(_ truths: [DemoTruth], _ company: DemoCompany) {
    let names = company.productGroups.filter { $0.level == .category }.map(\.name)
    for truth in truths {
      func number(_ name: String) -> Double? {
        for (known, value) in truth.values where known == name {
          if case .number(let number) = value { return number }
        }
        return nil
      }
      if truth.kind == .elasticity, let item = truth.item {
        (regular[item], deal[item]) = (number("regular"), number("deal"))
      }
      guard truth.kind == .response, let retailer = truth.retailer else { continue }
      for (name, value) in truth.values where name == "category" {
        guard case .text(let text) = value, let category = names.firstIndex(of: text) else { continue }
        feature[[retailer, category]] = number("feature").map { log($0) }
        display[[retailer, category]] = number("display").map { log($0) }
      }
    }
  }
}

extension Planted {
  /// Of price, cut, feature and display in this order.
  func truth(_ place: Int, _ key: [Int], _ category: Int) -> Double? {
    switch place {
    case 0: regular[key[1]]
    case 1: deal[key[1]]
    case 2: feature[[key[0], category]]
    default: display[[key[0], category]]
    }
  }
}

extension DemoWeekly {
  static let drivers = [
    Driver("price", .price, stays: true), Driver("cut", .price), Driver("feature", .share),
    Driver("display", .share), Driver("stores", .size),
  ]

  /// How many of the planted effects lie within the 95 % interval that the model states, category by category together.
  func effects() throws -> [DemoEffects] {
    let planted = Planted(truths, company)
    var hits = [Double](repeating: 0, count: 4), counts = hits, miss = hits, width = hits
    for category in 0..<5 {
      let keys = cells.keys.filter { company.items[$0[1]].category == category }
        .sorted { $0.lexicographicallyPrecedes($1) }
      let panel = try DriverPanel(
        drivers: Self.drivers, series: keys.map { laid($0, history: Self.weeks - 1) }, season: 52.18,
        history: Self.weeks - 1, horizon: 1)
      let model = DriverModel(panel), lasting = model.lastingEffects(of: 0)
      for (one, key) in keys.enumerated() {
        for place in counts.indices {
          // A regular price stays; what else there is passes.
          let effect = place == 0 ? lasting[one] : model.effect(of: place, on: one)
          guard let truth = planted.truth(place, key, category), effect.source == .series else { continue }
          counts[place] += 1
          hits[place] += effect.interval.contains(truth) ? 1 : 0
          miss[place] += effect.value - truth
          width[place] += effect.standardError
        }
      }
    }
    return Self.drivers.prefix(4).enumerated().map { place, driver in
      DemoEffects(
        name: driver.name, count: counts[place], within: hits[place], miss: miss[place], width: width[place])
    }
  }

  func laid(_ key: [Int], history: Int) -> DriverSeries {
    let line = cells[key] ?? []
    func values(_ value: (Cell) -> Double) -> [Double?] { line.map { $0.facts > 0 ? value($0) : nil } }
    return DriverSeries(
      name: "\(key)", item: key[1], site: key[0],
      units: Array(values(\.units).prefix(history)),
      drivers: [
        values { $0.regular / $0.facts }, values { $0.price / $0.regular }, values { $0.features / $0.facts },
        values { $0.displays / $0.facts }, values(\.facts),
      ])
  }
}

/// How many planted effects of a driver lay within their stated 95 % interval.
struct DemoEffects {
  let name: String
  var count: Double
  var within: Double
  var miss: Double
  var width: Double

  mutating func add(_ other: DemoEffects) {
    count += other.count
    within += other.within
    miss += other.miss
    width += other.width
  }

  var held: Double { 100 * within / max(1, count) }

  var words: String {
    "\(name): \(Int(count)) effects, \(String(format: "%.1f", held)) % within; "
      + "mean miss \(String(format: "%.3f", miss / max(1, count))), "
      + "mean standard error \(String(format: "%.3f", width / max(1, count)))"
  }
}
