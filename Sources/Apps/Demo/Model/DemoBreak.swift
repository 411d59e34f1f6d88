/// A change planted in a retailer's sales, for analyses to find.
package struct DemoBreak: Sendable, Codable {
  package enum Reach: Sendable, Codable, Hashable {
    case category(Int)
    case item(Int)
    case dc(Int)
  }

  package let reach: Reach
  /// Weeks of history, the last included; a lasting change ends with history.
  package let firstWeek: Int
  package let lastWeek: Int
  /// What it multiplies sales by.
  package let factor: Double
}

extension DemoBreak {
  /// Three per retailer: a category changes for good, an item changes for good, a DC's stores have odd weeks.
  static func planted(_ retailer: DemoRetailer, listed: [Int], _ draw: Draw) -> [DemoBreak] {
    let end = DemoHistory.count - 1
    let category = DemoBreak(
      reach: .category(draw.whole(0...4, 0)), firstWeek: draw.whole(26...130, 1), lastWeek: end,
      factor: draw.happens(0.5, 2) ? draw.within(0.68...0.82, 3) : draw.within(1.22...1.4, 3))
    let item = DemoBreak(
      reach: .item(draw.one(of: listed, 4)), firstWeek: draw.whole(26...130, 5), lastWeek: end,
      factor: draw.happens(0.7, 6) ? draw.within(0.4...0.6, 7) : draw.within(1.6...2.0, 7))
    let odd = draw.whole(20...140, 8), isStrike = draw.happens(0.5, 9)
    let dc = DemoBreak(
      reach: .dc(draw.whole(0...retailer.dcs - 1, 10)), firstWeek: odd, lastWeek: odd + (isStrike ? 2 : 0),
      factor: isStrike ? 0.42 : 1.75)
    return [category, item, dc]
  }
}

/// A listed item that one store ought to sell and does not.
package struct DemoVoid: Sendable, Codable, Hashable {
  package let item: Int
  /// Place in the retailer's stores.
  package let store: Int
  /// Weeks of history, the last included.
  package let firstWeek: Int
  package let lastWeek: Int
}

/// Weeks in which a DC had none of an item, so that its stores ran dry.
package struct DemoOutage: Sendable, Codable, Hashable {
  package let item: Int
  package let dc: Int
  package let firstWeek: Int
  package let lastWeek: Int
}
