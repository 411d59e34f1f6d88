/// What we shipped of one item to one DC in one week.
package struct DemoShipment: Hashable, Sendable {
  /// Place among `DemoCompany.items`, and among the retailer's DCs.
  package let item: Int
  package let dc: Int
  /// Week of history.
  package let week: Int
  package let cases: Int
  /// Cases times the case quantity of that week.
  package let units: Int
  /// The list price per unit in that week, in cents.
  package let price: Int

  package var cents: Int64 { Int64(units) * Int64(price) }
}

/// Stock that a DC and its stores held of an item, in units: opening + shipped - sold = closing.
package struct DemoStock: Hashable, Sendable, Codable {
  package let item: Int
  package let dc: Int
  package let opening: Int
  package let shipped: Int
  package let sold: Int
  package let closing: Int
}

/// Orders in whole cases against what the stores sold: cover for two weeks, and more before a promotion.
struct Shipping {
  private let item: ItemPlan
  private let dc: Int
  private let sold: ArraySlice<Int32>
  private static let cover = 2.2
  /// Share of a promotion's extra units that the retailer buys before it starts.
  static let forwardBuying = 0.8

  /// `sold` are the DC's units by week of history.
  init(_ item: ItemPlan, dc: Int, sold: ArraySlice<Int32>) {
    self.item = item
    self.dc = dc
    self.sold = sold
  }

  func run(_ each: (DemoShipment) throws -> Void) rethrows -> DemoStock {
    let opening = Int((usual(before: 4) * Self.cover).rounded())
    var stock = opening, shipped = 0, total = 0
    for week in 0..<DemoHistory.count {
      let product = item.item, perCase = product.caseQuantity(week: week), needed = units(week)
      let wanted = max(Int(target(week).rounded(.up)), needed)
      if stock < wanted && wanted > 0 {
        let cases = (wanted - stock + perCase - 1) / perCase
        let shipment = DemoShipment(
          item: product.index, dc: dc, week: week, cases: cases, units: cases * perCase,
          price: product.listPrice(week: week))
        stock += shipment.units
        shipped += shipment.units
        try each(shipment)
      }
      stock -= needed
      total += needed
    }
    return DemoStock(
      item: item.item.index, dc: dc, opening: opening, shipped: shipped, sold: total, closing: stock)
  }

  private func units(_ week: Int) -> Int {
    week < sold.count ? Int(sold[sold.startIndex + week]) : 0
  }

  /// Average units of the four weeks before; a new item is ordered for what its first weeks will sell.
  private func usual(before week: Int) -> Double {
    let weeks = max(0, week - 4)..<max(week, 1)
    return Double(weeks.reduce(0) { $0 + units($1) }) / Double(weeks.count)
  }

  /// Stock wanted at the start of a week, this week's sales included.
  private func target(_ week: Int) -> Double {
    let ahead = Double(units(week) + units(min(week + 1, DemoHistory.count - 1))) / 2
    let usual = max(usual(before: week), 0.6 * ahead)
    guard let event = item.events.first(where: { week < $0.firstWeek && $0.firstWeek <= week + 2 }) else {
      return usual * Self.cover
    }
    let length = Double(event.lastWeek - event.firstWeek + 1)
    return usual * (Self.cover + (event.lift - 1) * length * Self.forwardBuying)
  }
}

extension DemoSales {
  /// Shipments to the retailer's DCs, items ascending, then DCs, then weeks. Only after every first batch was
  /// told into `tally`: what was sold is what was ordered.
  package func eachShipment(
    _ tally: DemoTally, _ each: (DemoShipment) throws -> Void
  ) rethrows -> [DemoStock] {
    var stocks: [DemoStock] = []
    for (place, item) in plan.items.enumerated() {
      for dc in 0..<plan.retailer.dcs {
        let start = dc * DemoHistory.count
        let sold = tally.unitsByDC[place][start..<start + DemoHistory.count]
        stocks.append(try Shipping(item, dc: dc, sold: sold).run(each))
      }
    }
    return stocks
  }
}
