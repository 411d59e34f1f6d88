/// The regular shelf price of one item at one retailer, week by week, in cents.
struct PricePath: Sendable {
  /// Prices by week of history.
  let regular: [Int32]
  /// Against the first week's price: what a lasting change multiplies sales by.
  let effect: [Double]

  init(_ item: DemoItem, _ retailer: DemoRetailer, _ draw: Draw) {
    let markup: ClosedRange<Double> =
      switch retailer.channel {
      case .grocery: 1.38...1.52
      case .mass: 1.20...1.30
      case .drug: 1.62...1.86
      case .online: 1.32...1.46
      }
    let lag = draw.whole(0...6, 0)
    // Between changes of the list price the retailer also tries prices of its own.
    let moves = (0..<3).map { (week: draw.whole(8...150, 10 + $0), by: draw.within(-0.085...0.095, 20 + $0)) }
    let factor = draw.within(markup, 1)
    let prices = (0..<DemoHistory.count).map { week in
      var price = Double(item.listPrice(week: max(0, week - lag))) * factor
      for move in moves where week >= move.week { price *= 1 + move.by }
      return Self.shelfPrice(price)
    }
    regular = prices
    effect = prices.map { price in
      price == prices[0] ? 1 : Curve.power(Double(price) / Double(prices[0]), -item.elasticity)
    }
  }

  /// Shelf prices end in 9.
  static func shelfPrice(_ cents: Double) -> Int32 {
    Int32((cents / 10).rounded()) * 10 - 1
  }

  /// A temporary price: the regular one less `depth` percent, to the cent.
  static func cut(_ regular: Int32, depth: Int) -> Int32 {
    (regular * Int32(100 - depth) + 50) / 100
  }
}
