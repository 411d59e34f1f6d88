/// What competitors' items sell at one retailer: the rest of a category in which we have a share that differs from
/// retailer to retailer. Whole units at whole cents, the same for the same seed.
struct RivalSales: Sendable {
  private let company: DemoCompany
  private let plan: RivalPlan
  private let retailer: Int
  private let draw: Draw

  init(_ company: DemoCompany, _ plan: RivalPlan, retailer: Int) {
    self.company = company
    self.plan = plan
    self.retailer = retailer
    draw = company.draw.of(.rival).at(100_000 + retailer)
  }

  struct Sold: Sendable {
    let week: Int
    let units: Int64
    let cents: Int64
  }

  /// Our part of a segment at this retailer, in an average week.
  func share(segment: Int) -> Double {
    let usual = company.draw.of(.rival).at(200_000 + segment).within(0.14...0.34)
    return min(0.6, usual * draw.within(0.62...1.42) * draw.at(segment).within(0.8...1.25))
  }

  /// The items of a segment that it lists: most, but not all.
  func listed(segment: Int) -> [DemoRival] {
    plan.items.filter { $0.segment == segment && draw.at($0.index).happens(0.82, 9) }
  }

  /// One item's weeks, where we sell `ours` cents of the segment in an average week.
  func sales(of item: DemoRival, ours: Double) -> [Sold] {
    let share = share(segment: item.segment), listed = listed(segment: item.segment)
    let whole = listed.reduce(0) { $0 + $1.weight }
    guard ours > 0, whole > 0 else { return [] }
    let own = draw.at(item.index), season = company.seasons.factors[item.category]
    let middle = season.reduce(0, +) / Double(season.count)
    let usual = ours * (1 - share) / share * item.weight / whole, growth = own.within(-0.07...0.09, 1)
    let level = draw.within(0.96...1.05, 3)
    return (0..<DemoHistory.count).compactMap { week in
      let years = Double(week - 78) / 52
      let isDeal = own.happens(0.09, 1_000 + week)
      // Prices rise by three percent a year, in steps of a quarter; a deal cuts a fifth and doubles sales.
      let price = (item.price * level * (1 + 0.03 * Double(week / 13) / 4) * (isDeal ? 0.8 : 1)).rounded()
      let expected =
        usual * season[week] / middle * Curve.exp(growth * years) * own.within(0.9...1.1, 2_000 + week)
        * (isDeal ? 1.6 : 1)
      let units = Int64((expected / price).rounded())
      return units > 0 && price > 0 ? Sold(week: week, units: units, cents: units * Int64(price)) : nil
    }
  }
}
