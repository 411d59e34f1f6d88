/// Everything true about one retailer's sales before chance has its word.
struct RetailerPlan: Sendable {
  let retailer: DemoRetailer
  let stores: [StorePlan]
  /// Listed items in order of their place in the catalogue.
  private(set) var items: [ItemPlan]
  let breaks: [DemoBreak]
  let voids: [DemoVoid]
  let outages: [DemoOutage]
  /// Sales of a DC's stores by week; 1 but for planted breaks.
  let dcFactors: [[Double]]
  let responses: [Response]
  let draw: Draw

  /// A store against the retailer's average, and the DC that serves it.
  struct StorePlan: Sendable {
    let size: Double
    let dc: Int
  }

  init(_ company: DemoCompany, _ retailer: DemoRetailer) {
    self.retailer = retailer
    let draw = company.draw.of(.listing).at(retailer.index)
    self.draw = draw
    let listed = company.items.filter { Self.lists($0, retailer, draw) }
    let responses = (0..<5).map { Response(draw.of(.response).at($0), category: $0) }
    self.responses = responses
    let growth = draw.within(-0.05...0.07, 1)
    var plans = listed.map { item in
      ItemPlan(
        item, retailer, company.seasons.factors[item.category], responses[item.category], growth: growth,
        draw.at(item.index))
    }
    let bare = plans, placeOf = Dictionary(uniqueKeysWithValues: listed.enumerated().map { ($1.index, $0) })
    for plan in bare where plan.item.sister != plan.item.index {
      if let sister = placeOf[plan.item.sister] { plans[sister].lose(to: plan) }
    }
    breaks = DemoBreak.planted(retailer, listed: listed.map(\.index), draw.of(.breaks))
    dcFactors = Self.apply(breaks, to: &plans, dcs: retailer.dcs)
    items = plans
    let count = company.places[retailer.index].stores.count
    let storeDraw = company.draw.of(.store).at(retailer.index)
    stores = (0..<count).map { store in
      StorePlan(
        size: Curve.exp(0.42 * (storeDraw.at(store).unit(7) + storeDraw.at(store).unit(8) - 1) * 2.45),
        dc: store % retailer.dcs)
    }
    voids = Self.voids(plans, retailer, stores: count, draw.of(.voids), draw.of(.storeItem))
    outages = Self.outages(plans, retailer, draw.of(.outage))
  }

  private static func lists(_ item: DemoItem, _ retailer: DemoRetailer, _ draw: Draw) -> Bool {
    // Every item has a home, and the one whose case changes is everywhere. Fast items are listed sooner.
    if item.index == CatalogPlan.changedCase.item || item.index % 24 == retailer.index { return true }
    let appeal = 0.6 + 0.8 * (item.velocity - 4) / 26
    return draw.at(item.index).unit(9) < retailer.breadth * appeal
  }

  private static func apply(_ breaks: [DemoBreak], to plans: inout [ItemPlan], dcs: Int) -> [[Double]] {
    var factors = [[Double]](repeating: [Double](repeating: 1, count: DemoHistory.count), count: dcs)
    for change in breaks {
      switch change.reach {
      case .category(let category):
        for place in plans.indices where plans[place].item.category == category { plans[place].apply(change) }
      case .item(let item):
        for place in plans.indices where plans[place].item.index == item { plans[place].apply(change) }
      case .dc(let dc):
        for week in change.firstWeek...change.lastWeek { factors[dc][week] *= change.factor }
      }
    }
    return factors
  }

  /// Up to eight voids in stores that would sell the item otherwise; half of them last until today.
  private static func voids(
    _ plans: [ItemPlan], _ retailer: DemoRetailer, stores: Int, _ draw: Draw, _ places: Draw
  ) -> [DemoVoid] {
    let lasting = plans.filter { $0.distribution.peak > 0.5 && $0.distribution.endWeek == nil }
    guard !lasting.isEmpty else { return [] }
    var seen = Set<Int>()
    return (0..<8).compactMap { number in
      let own = draw.at(number), plan = own.one(of: lasting, 0)
      // Chosen among the stores of the laptop's scale, so that a larger demo has the same voids.
      let candidates = (0..<12).map { own.whole(0...retailer.laptopStores - 1, 10 + $0) }
      let first = max(plan.distribution.firstWeek + 12, own.whole(60...135, 2))
      let last = number % 2 == 0 ? DemoHistory.count - 1 : min(first + own.whole(8...16, 3), 154)
      let carrier = candidates.first { store in
        let item = StoreItem(places, item: plan.item.index, store: store)
        return item.weeks(plan.distribution)?.contains(first) == true
      }
      guard let store = carrier, store < stores, first + 4 < last,
        seen.insert(plan.item.index * 100_000 + store).inserted
      else { return nil }
      return DemoVoid(item: plan.item.index, store: store, firstWeek: first, lastWeek: last)
    }
  }

  /// Two outages, of one or two weeks.
  private static func outages(_ plans: [ItemPlan], _ retailer: DemoRetailer, _ draw: Draw) -> [DemoOutage] {
    (0..<2).map { number in
      let own = draw.at(number), first = own.whole(30...150, 0)
      return DemoOutage(
        item: own.one(of: plans, 1).item.index, dc: own.whole(0...retailer.dcs - 1, 2), firstWeek: first,
        lastWeek: first + own.whole(0...1, 3))
    }
  }
}
