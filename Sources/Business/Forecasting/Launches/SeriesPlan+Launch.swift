import Foundation
import Kernel
import TimeSeries

extension SeriesPlan {
  /// What explains the series, all nothing.
  mutating func emptyParts(_ horizon: Int) {
    let none = [Int64](repeating: 0, count: horizon)
    (level, trend, season) = (none, none, none)
    (price, promotion, neighbours, launch, shift) = ([], [], [], [], [])
  }

  /// A week without what prices and promotions known ahead do to it.
  func plain(_ place: Int) -> Double {
    let moved = [price, promotion, neighbours].reduce(Int64(0)) { $0 + ($1.isEmpty ? 0 : $1[place]) }
    return max(0, Double(statistical[place]) - Double(moved) / Double(Self.partScale))
  }

  /// Every week times a share of it.
  mutating func scale(by shares: [Double]) {
    for line in [\SeriesPlan.statistical, \.low80, \.high80, \.low95, \.high95]
    where self[keyPath: line].count == shares.count {
      self[keyPath: line] = DemandSeries.rounded(zip(self[keyPath: line], shares).map { Double($0) * $1 })
    }
  }

  /// Nothing is planned from a place on.
  func ended(at place: Int) -> SeriesPlan {
    var copy = self
    let shares = statistical.indices.map { $0 < place ? 1.0 : 0 }
    copy.scale(by: shares)
    copy.flags.append("delisted: nothing is planned from then on")
    return copy
  }

  /// From thousandths of what a settled item would sell to whole units of one that grows.
  mutating func launched(places: [Int], by curve: LaunchCurve, trust: Double, end: Int?) {
    let shares = places.enumerated().map { place, week in
      end.map { place >= $0 } == true ? 0 : curve.share(week) / 1_000
    }
    let settled = statistical
    func wide(_ bound: [Int64], _ percent: Double) -> [Int64] {
      places.indices.map { place in
        let middle = Double(settled[place]) * shares[place],
          factor = curve.range(percent, week: places[place], own: trust).high
        guard middle > 0 else { return 0 }
        let isLower = bound[place] < settled[place]
        let own = log(max(1, Double(max(1, bound[place])) / Double(settled[place])))
        let less = log(max(1, Double(settled[place]) / Double(max(1, bound[place]))))
        let width = (pow(log(factor), 2) + pow(isLower ? min(less, 3) : own, 2)).squareRoot()
        return Int64((middle * exp(isLower ? -width : width)).rounded())
      }
    }
    // A bound that lies on the forecast itself is still moved to its own side.
    let lower = [low80, low95].map { line in zip(line, settled).map { min($0, max(0, $1 - 1)) } }
    (low80, high80) = (wide(lower[0], 80), wide(high80, 80))
    (low95, high95) = (wide(lower[1], 95), wide(high95, 95))
    statistical = DemandSeries.rounded(zip(settled, shares).map { Double($0) * $1 })
    launch = statistical.map { $0 * Self.partScale }
  }

  /// A part of another forecast of the same series in the place of this one.
  func mixed(with own: SeriesPlan, share: Double) -> SeriesPlan {
    var copy = self
    func mix(_ one: [Int64], _ other: [Int64]) -> [Double] {
      one.indices.map { (1 - share) * Double(one[$0]) + share * Double(other.count > $0 ? other[$0] : 0) }
    }
    for line in [\SeriesPlan.statistical, \.low80, \.high80, \.low95, \.high95] {
      copy[keyPath: line] = DemandSeries.rounded(mix(self[keyPath: line], own[keyPath: line]))
    }
    for line in [\SeriesPlan.level, \.trend, \.season, \.price, \.promotion, \.neighbours, \.shift] {
      copy[keyPath: line] = own[keyPath: line].map { Int64((share * Double($0)).rounded()) }
    }
    copy.naive = own.naive
    copy.launch = copy.statistical.indices.map { place in
      let parts = [
        copy.level, copy.trend, copy.season, copy.price, copy.promotion, copy.neighbours, copy.shift,
      ]
      return copy.statistical[place] * Self.partScale - parts.reduce(0) { $0 + ($1.isEmpty ? 0 : $1[place]) }
    }
    return copy
  }
}
