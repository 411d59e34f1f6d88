import Accounts
import Catalog
import Kernel
import Sales
import TimeSeries

/// Prices and promotions of a run's series: as they were, by the facts, and as they will be, by what is known ahead.
struct KnownDrivers: Sendable {
  let events: [KnownEvent]
  let ground: DemandGround
  let demand: Demand

  /// The causes that are prices, and those that are promotions, by the places of the panel's drivers.
  static let prices: [DriverCause] = [.driver(0), .driver(1)]
  static let promotions: [DriverCause] = [.driver(2), .driver(3)]
  /// How many stores sell an item is no event, but part of its level.
  static let stores = DriverCause.driver(4)
  /// Weeks before and behind by which a price that stays is told from a cut.
  private static let reach = 6

  private var through: Week { Week(ordinal: Int(demand.through), endingOn: ground.weekEnding) }

  /// The entries that reach a series: its account or one above it, its product or one above it.
  func events(of key: Demand.Key) -> [KnownEvent] {
    guard !events.isEmpty, let account = ground.planned[key.account] else { return [] }
    let accounts = Set(ground.accounts.path(of: account.id).map(\.id.text))
    let products = Set(ground.productPaths[key.product] ?? [])
    return events.filter { one in
      (one.account.map(accounts.contains) ?? true) && (one.product.map(products.contains) ?? true)
    }
  }

  /// The panel of some series, in which those speak that an entry reaches; nil where it reaches none.
  func panel(
    _ ready: [(key: Demand.Key, series: DemandSeries.Ready)], horizon: Int
  ) -> SeatedPanel? {
    let found = ready.map { events(of: $0.key) }
    guard found.contains(where: { !$0.isEmpty }) else { return nil }
    let history = ready.map { $0.series.delay + $0.series.series.values.count }.max() ?? 0
    var series: [DriverSeries] = [], seats: [Int] = [], delays: [Int] = [], speaks: [Bool] = []
    for (place, one) in ready.enumerated() {
      let prices = Prices(one.key, demand)
      guard let usual = prices.usual, one.series.series.values.allSatisfy({ $0 >= 0 }) else { continue }
      series.append(
        laid(one.key, one.series, prices, usual, found[place], history: history, horizon: horizon))
      seats.append(place)
      delays.append(one.series.delay)
      speaks.append(!found[place].isEmpty)
    }
    let drivers = [
      Driver("price", .price, stays: true), Driver("price cut", .price), Driver("feature", .share),
      Driver("display", .share), Driver("stores", .size),
    ]
    guard speaks.contains(true),
      let panel = try? DriverPanel(
        drivers: drivers, series: series, season: 52.18, history: history, horizon: horizon)
    else { return nil }
    return SeatedPanel(panel, seats: seats, delays: delays, speaks: speaks)
  }

  private func laid(
    _ key: Demand.Key, _ ready: DemandSeries.Ready, _ prices: Prices, _ usual: Double, _ events: [KnownEvent],
    history: Int, horizon: Int
  ) -> DriverSeries {
    let values = ready.series.values, start = history - ready.delay - values.count, span = history + horizon
    var units = [Double?](repeating: nil, count: history)
    for (place, value) in values.enumerated() { units[start + place] = value }
    var price = [Double?](repeating: nil, count: span)
    var feature = [Double?](repeating: 0, count: span), display = feature, stores = price
    for step in 0..<history {
      let week = demand.through - Int32(history - 1 - step)
      price[step] = prices.byWeek[week]
      if let shares = demand.promoted[key]?[week] {
        (feature[step], display[step], stores[step]) = (shares.feature, shares.display, shares.rows)
      }
    }
    for step in 0..<horizon {
      let week = through.advanced(by: step + 1)
      price[history + step] = usual
      for one in events {
        let share = Double(one.days(in: week)) / 7
        guard share > 0 else { continue }
        if let money = one.price {
          price[history + step] = share * money.units + (1 - share) * (price[history + step] ?? usual)
        }
        if one.promotion?.hasFeature == true {
          feature[history + step] = max(feature[history + step] ?? 0, share)
        }
        if one.promotion?.hasDisplay == true {
          display[history + step] = max(display[history + step] ?? 0, share)
        }
      }
    }
    return DriverSeries(
      name: "\(key)", item: Int(key.product), site: Int(key.account), units: units,
      drivers: [regular(price), cuts(price), feature, display, stores])
  }

  /// The price that holds: the median of a quarter around each week. Shoppers answer to a cut more than to a price that stays.
  private func regular(_ price: [Double?]) -> [Double?] {
    price.indices.map { step in
      let near = price[max(0, step - Self.reach)...min(price.count - 1, step + Self.reach)].compactMap { $0 }
        .sorted()
      return near.isEmpty ? nil : near[near.count / 2]
    }
  }

  private func cuts(_ price: [Double?]) -> [Double?] {
    zip(price, regular(price)).map { now, usual in now.flatMap { now in usual.map { now / $0 } } }
  }

  /// What a unit cost, week by week.
  struct Prices {
    private(set) var byWeek: [Int32: Double] = [:]
    /// The median of the last weeks: a promotion at the end of the history does not stay.
    private(set) var usual: Double?

    init(_ key: Demand.Key, _ demand: Demand) {
      for (week, units) in demand.units[key] ?? [:] {
        guard units > 0, let value = demand.value[key]?[week], value > 0 else { continue }
        // Thousandths of a unit, ten-thousandths of the currency.
        byWeek[week] = Double(value) / Double(units) / 10
      }
      let recent = byWeek.filter { $0.key > demand.through - DemandSeries.recentWeeks }.values.sorted()
      usual = recent.isEmpty ? nil : recent[recent.count / 2]
    }
  }
}

extension Money {
  /// As a number of the currency's units, for the engine.
  fileprivate var units: Double {
    (0..<currency.decimals).reduce(Double(minor)) { sum, _ in sum / 10 }
  }
}
