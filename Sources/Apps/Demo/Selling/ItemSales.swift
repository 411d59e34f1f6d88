/// Makes the facts of one item at one retailer.
struct ItemSales {
  private let plan: RetailerPlan
  private let place: Int
  private let item: ItemPlan
  private let version: DemoBatch.Version
  private let voids: [DemoVoid]
  private let outages: [DemoOutage]
  private let storeItems: Draw
  private let isRestated: [Bool]

  private static let shortageChance: UInt64 = 6  // of 1,024
  /// What a store sells that ran short.
  static let shortageFactor = 0.3
  /// Stores that build the display they promised.
  static let compliance = 0.85

  init(_ plan: RetailerPlan, _ place: Int, _ version: DemoBatch.Version) {
    self.plan = plan
    self.place = place
    self.version = version
    let item = plan.items[place]
    self.item = item
    voids = plan.voids.filter { $0.item == item.item.index }
    outages = plan.outages.filter { $0.item == item.item.index }
    storeItems = plan.draw.of(.storeItem)
    let restates = RetailerRoster.restating.contains(plan.retailer.index)
    isRestated = (0..<DemoHistory.count).map { week in
      restates && DemoBatch.restatedWeeks.contains { $0.contains(week) }
    }
  }

  func add(_ weeks: Range<Int>, to facts: inout DemoFacts, _ tally: inout DemoTally) {
    for store in plan.stores.indices {
      let own = StoreItem(storeItems, item: item.item.index, store: store)
      guard let selling = own.weeks(item.distribution) else { continue }
      let common = selling.clamped(to: weeks)
      if !common.isEmpty { add(common, store, own, to: &facts, &tally) }
    }
  }

  private func add(
    _ weeks: Range<Int>, _ store: Int, _ own: StoreItem, to facts: inout DemoFacts, _ tally: inout DemoTally
  ) {
    let dc = plan.stores[store].dc, level = plan.stores[store].size * own.liking
    let isWhole = !isEmptyShelf(store, dc)
    for week in weeks {
      if !isWhole, isEmpty(store, dc, week) { continue }
      let weekPlan = item.weeks[week]
      let hasDisplay =
        weekPlan.flags & 2 != 0 && own.noise.of(.compliance).unit(Int(weekPlan.event)) < Self.compliance
      let base = level * weekPlan.base * plan.dcFactors[dc][week]
      var mean = base * (hasDisplay ? weekPlan.lift : weekPlan.liftWithoutDisplay)
      if weekPlan.event >= 0, version == .first {
        tally.events[place][Int(weekPlan.event)].base += base
        tally.events[place][Int(weekPlan.event)].promoted += mean
      }
      let isShort = own.noise.bits(2_000 + week) & 1_023 < Self.shortageChance
      if isShort { mean *= Self.shortageFactor }
      let units = Noise.units(mean: mean, bits: own.noise.bits(1_000 + week))
      if units == 0 { continue }
      let flags = hasDisplay ? weekPlan.flags : weekPlan.flags & ~2
      let first = firstReport(units, week, own), told = version == .first ? first : units
      if version == .first {
        tally.unitsByDC[place][dc * DemoHistory.count + week] += units
        if isShort { tally.shortages += 1 }
      }
      if told == 0 { continue }
      count(told, weekPlan.price, &tally)
      facts.append(store: store, week: week, units: told, first: first, weekPlan, flags: flags)
    }
  }

  /// A week that will be restated loses an eighth of its stores and some units at first.
  private func firstReport(_ units: Int32, _ week: Int, _ own: StoreItem) -> Int32 {
    guard isRestated[week] else { return units }
    let bits = own.noise.bits(3_000 + week)
    if bits & 7 == 0 { return 0 }
    return units - Int32(truncatingIfNeeded: bits >> 8 & 0xffff) % (units / 4 + 1)
  }

  private func count(_ units: Int32, _ price: Int32, _ tally: inout DemoTally) {
    let path = version == .first ? \DemoTally.first : \DemoTally.restated
    tally[keyPath: path].facts += 1
    tally[keyPath: path].units += Int64(units)
    tally[keyPath: path].cents += Int64(units) * Int64(price)
  }

  private func isEmptyShelf(_ store: Int, _ dc: Int) -> Bool {
    voids.contains { $0.store == store } || outages.contains { $0.dc == dc }
  }

  private func isEmpty(_ store: Int, _ dc: Int, _ week: Int) -> Bool {
    voids.contains { $0.store == store && $0.firstWeek <= week && week <= $0.lastWeek }
      || outages.contains { $0.dc == dc && $0.firstWeek <= week && week <= $0.lastWeek }
  }
}
