/// Everything about one item at one retailer that its stores share.
struct ItemPlan: Sendable {
  /// What a week of history means for an average store that sells the item.
  struct WeekPlan: Sendable {
    /// Expected units without any promotion, then with it where the display stands, and where it does not.
    var base = 0.0
    var lift = 1.0
    var liftWithoutDisplay = 1.0
    var price: Int32 = 0
    var regular: Int32 = 0
    var flags: UInt8 = 0
    /// Place of the running event among the item's.
    var event: Int32 = -1
  }

  let item: DemoItem
  let prices: PricePath
  let distribution: DemoDistribution
  let events: [DemoEvent]
  /// Yearly growth, in logs.
  let growth: Double
  var weeks: [WeekPlan]

  init(
    _ item: DemoItem, _ retailer: DemoRetailer, _ season: [Double], _ response: Response, growth: Double,
    _ draw: Draw
  ) {
    self.item = item
    prices = PricePath(item, retailer, draw.of(.regularPrice))
    distribution = DemoDistribution(item, rank: 1 - (item.velocity - 4) / 26, draw.of(.distribution))
    events = EventPlan(item: item, response: response, draw: draw.of(.event)).events(
      from: distribution.firstWeek, to: distribution.endWeek ?? DemoHistory.count, channel: retailer.channel)
    let own = draw.of(.listing)
    self.growth = growth + own.within(-0.08...0.08, 1)
    let level = item.velocity * retailer.pull * own.within(0.7...1.3, 2)
    weeks = []
    weeks = (0..<DemoHistory.count).map { week in
      let trend = Curve.exp(self.growth * Double(week - 78) / 52)
      var plan = WeekPlan()
      plan.base = level * season[week] * trend * prices.effect[week]
      plan.regular = prices.regular[week]
      plan.price = plan.regular
      return plan
    }
    applyEvents()
  }

  private mutating func applyEvents() {
    for (place, event) in events.enumerated() {
      for week in event.firstWeek...event.lastWeek {
        weeks[week].lift = event.lift
        weeks[week].liftWithoutDisplay = event.liftWithoutDisplay
        weeks[week].flags = event.flags
        weeks[week].price = PricePath.cut(weeks[week].regular, depth: event.depth)
        weeks[week].event = Int32(place)
      }
      for (later, loss) in event.dips.enumerated() where event.lastWeek + 1 + later < weeks.count {
        weeks[event.lastWeek + 1 + later].base *= 1 - loss
      }
    }
  }

  /// What promotions of the sister item take from this one.
  mutating func lose(to sister: ItemPlan) {
    for event in sister.events {
      for week in event.firstWeek...event.lastWeek { weeks[week].base *= 1 - event.sisterLoss }
    }
  }

  mutating func apply(_ change: DemoBreak) {
    for week in change.firstWeek...change.lastWeek { weeks[week].base *= change.factor }
  }
}
