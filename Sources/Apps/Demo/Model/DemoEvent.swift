/// A promotion of one item at one retailer, with what it truly did.
package struct DemoEvent: Sendable, Codable {
  /// Weeks of history, the last included.
  package let firstWeek: Int
  package let lastWeek: Int
  /// Bits 1 feature, 2 display, 4 price cut, as `FactFlags` has them.
  package let flags: UInt8
  /// Off the regular price, in percent; 0 without a price cut.
  package let depth: Int
  /// What the price cut, the feature and the display multiply sales by; 1 where there is none.
  package let priceLift: Double
  package let featureLift: Double
  package let displayLift: Double
  /// What the first and the second week afterwards lose, and the sister item meanwhile, as shares.
  package let dips: [Double]
  package let sisterLoss: Double

  package var lift: Double { priceLift * featureLift * displayLift }
  /// In a store that did not build the display.
  package var liftWithoutDisplay: Double { priceLift * featureLift }
}

/// How shoppers of one retailer answer to promotions in one category.
struct Response: Sendable {
  let feature: Double
  let display: Double
  /// Of the gain, the share that is bought ahead and missed in the weeks after.
  let stockUp: Double
  /// Of the gain, the share by which the sister item shrinks.
  let steal: Double

  private static let stockUps = [0.16, 0.09, 0.11, 0.14, 0.12]

  init(_ draw: Draw, category: Int) {
    feature = draw.within(1.22...1.55, 0)
    display = draw.within(1.28...1.75, 1)
    stockUp = Self.stockUps[category] * draw.within(0.8...1.2, 2)
    steal = draw.within(0.04...0.11, 3)
  }
}

/// Plans the events of one item at one retailer.
struct EventPlan {
  let item: DemoItem
  let response: Response
  let draw: Draw

  private static let depths = [10, 15, 20, 25, 33]
  private static let feature: UInt8 = 1, display: UInt8 = 2, priceCut: UInt8 = 4

  /// Events in order of time, at least seven weeks apart, within the weeks of sale.
  func events(from first: Int, to last: Int, channel: DemoRetailer.Channel) -> [DemoEvent] {
    let chance: Double =
      switch channel {
      case .grocery: 0.7
      case .mass: 0.4
      case .drug: 0.5
      case .online: 0.35
      }
    guard draw.happens(chance, 0) else { return [] }
    var events: [DemoEvent] = [], week = max(first + 8, 4) + draw.whole(0...12, 1)
    while week + 5 < min(last, DemoHistory.count) {
      let own = draw.at(week)
      let length = [1, 2, 2, 2, 3][own.whole(0...4, 0)]
      events.append(event(week, week + length - 1, own))
      week += length + own.whole(7...17, 1)
    }
    return events
  }

  private func event(_ first: Int, _ last: Int, _ draw: Draw) -> DemoEvent {
    let kind = draw.unit(2)
    let flags =
      kind < 0.42
      ? Self.priceCut
      : kind < 0.68
        ? Self.priceCut | Self.feature
        : kind < 0.83
          ? Self.priceCut | Self.display
          : kind < 0.94 ? Self.priceCut | Self.feature | Self.display : Self.display
    let depth = flags & Self.priceCut == 0 ? 0 : draw.one(of: Self.depths, 3)
    let priceLift = depth == 0 ? 1 : Curve.power(1 - Double(depth) / 100, -item.dealElasticity)
    let featureLift = flags & Self.feature == 0 ? 1 : response.feature
    let displayLift = flags & Self.display == 0 ? 1 : response.display
    let gain = priceLift * featureLift * displayLift - 1
    let loss = min(0.40, response.stockUp * gain)
    return DemoEvent(
      firstWeek: first, lastWeek: last, flags: flags, depth: depth, priceLift: priceLift,
      featureLift: featureLift, displayLift: displayLift, dips: [loss, loss * 0.5],
      sisterLoss: min(0.3, response.steal * gain))
  }
}
