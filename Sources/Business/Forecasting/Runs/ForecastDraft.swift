import Accounts
import Catalog
import Foundation
import Kernel
import TimeSeries

/// A version on its way: which series can be forecast, in which order, and what becomes of them.
struct ForecastDraft: Sendable {
  let ground: DemandGround
  /// What is forecast, and the same before items that take others' places were joined to them.
  let demand: Demand
  let original: Demand
  let level: ForecastVersion.Level
  let horizon: Int
  /// In the order in which they are judged; the same however the figures were read.
  let ready: [(key: Demand.Key, series: DemandSeries.Ready)]
  let leftOut: [Demand.Key: String]
  /// Launches, account by account.
  let seats: [LaunchSeat]
  /// Series that launches are made from: theirs end only after that.
  let heldKeys: [Demand.Key]
  private let ends: [Int32: Int]
  private let held: Set<Demand.Key>

  var through: Week { Week(ordinal: Int(demand.through), endingOn: ground.weekEnding) }

  init(
    _ ground: DemandGround, _ original: Demand, _ level: ForecastVersion.Level, _ work: ForecastVersion.Work
  ) {
    seats = level == .item ? LaunchSeat.all(ground, original) : []
    var demand = original
    let joined = seats.filter { $0.isOneHistory(original) }
    for seat in joined {
      if let old = seat.replacedKey { demand.join(seat.key, to: old) }
    }
    heldKeys = Set(seats.filter { $0.launch.sum == .changes }.flatMap(\.likeKeys)).sorted()
    held = Set(heldKeys + joined.compactMap(\.replacedKey))
    (self.ground, self.demand, self.original, self.level) = (ground, demand, original, level)
    horizon = work.horizon
    var ready: [(Demand.Key, DemandSeries.Ready)] = [], leftOut: [Demand.Key: String] = [:]
    for key in demand.units.keys.sorted() where ground.productIDs[key.product] != nil {
      let sold = demand.units[key] ?? [:], reported = demand.reported[key.account] ?? []
      switch DemandSeries.lay(sold, reported: reported, through: demand.through) {
      case .ready(let one): ready.append((key, one))
      case .leftOut(let why): leftOut[key] = why
      }
    }
    let last = Week(ordinal: Int(demand.through), endingOn: ground.weekEnding)
    (self.ready, self.leftOut) = (ready, leftOut)
    ends = level == .item ? Self.ends(ground.items, behind: last, horizon: work.horizon) : [:]
  }

  /// For items that are delisted within the horizon the first place at which nothing is planned.
  private static func ends(
    _ items: [DemandGround.Item], behind last: Week, horizon: Int
  ) -> [Int32: Int] {
    var ends: [Int32: Int] = [:]
    for item in items {
      let place = (item.lastDay.ordinal - last.lastDay.ordinal) / 7
      if item.lastDay.ordinal < last.lastDay.ordinal + horizon * 7 { ends[item.number] = max(0, place) }
    }
    return ends
  }

  func engine() throws -> ForecastEngine {
    let delay = ready.map(\.series.delay).max() ?? 0
    var engine = try ForecastEngine(horizon: horizon + delay)
    engine.threads = max(1, ProcessInfo.processInfo.activeProcessorCount)
    let longest = ready.map(\.series.series.values.count).max() ?? 0
    engine.looksBack = engine.usualOrigins(of: longest, season: DemandSeries.season)
    return engine
  }

  func batches(of size: Int) -> [Range<Int>] {
    stride(from: 0, to: ready.count, by: size).map { $0..<min(ready.count, $0 + size) }
  }

  func key(_ place: Int) -> SeriesKey {
    guard let key = key(ready[place].key) else {
      preconditionFailure("a series was laid out for an account or a product that is not there")
    }
    return key
  }

  func key(_ key: Demand.Key) -> SeriesKey? {
    guard let account = ground.planned[key.account]?.id, let product = ground.productIDs[key.product] else {
      return nil
    }
    return SeriesKey(account: account, product: product)
  }

  /// The first place at which nothing of an item is planned; nil where it goes on.
  func end(_ product: Int32) -> Int? { ends[product] }

  typealias Planned = (key: SeriesKey, plan: SeriesPlan, past: PastSeries)

  func plans(_ places: Range<Int>, _ engine: ForecastEngine) async -> [Planned] {
    let mine = places.map { ready[$0] }
    let drivers = KnownDrivers(
      events: ground.events.filter { $0.lastDay > through.lastDay }, ground: ground, demand: demand)
    let panel = drivers.panel(mine, horizon: engine.horizon)
    let forecasts = await engine.forecast(mine.map(\.series.series), panels: panel.map { [$0] } ?? [])
    return zip(places, forecasts).map { place, forecast in
      let (demandKey, one) = ready[place]
      var plan = DemandSeries.plan(
        forecast, one, horizon: horizon, ends: held.contains(demandKey) ? nil : ends[demandKey.product],
        through: through)
      if !drivers.events(of: demandKey).isEmpty { plan.flags.append(Self.word(forecast)) }
      let recent = demand.recent(demandKey)
      (plan.recentUnits, plan.recentValue) = (recent.units, recent.value)
      return (key(place), plan, past(forecast, one, engine))
    }
  }

  /// What the levels above are reconciled with.
  private func past(
    _ forecast: SeriesForecast, _ ready: DemandSeries.Ready, _ engine: ForecastEngine
  ) -> PastSeries {
    let base = (forecast.pool ?? forecast.point)[ready.delay..<(ready.delay + horizon)]
    let looks = forecast.past.isEmpty ? engine.looksBack.map { _ in nil } : forecast.past
    return PastSeries(
      base: PastSeries.hundredths(Array(base)), looks: looks.map { PastSeries.hundredths($0 ?? []) })
  }

  /// What became of what is known ahead.
  private static func word(_ forecast: SeriesForecast) -> String {
    forecast.causes.isEmpty
      ? "prices and promotions known ahead were set aside: without them its own past was foretold as well"
      : "moved by prices and promotions known ahead"
  }

  /// Forecasts of each account with all its products, of those above it and of the whole: their own width is what the
  /// width of a sum is taken from, since widths of parts do not add up.
  func totals(_ engine: ForecastEngine) async -> [(ID<Account>?, SeriesPlan)] {
    var sold: [ID<Account>?: [Int32: Int64]] = [:], reported: [ID<Account>?: Set<Int32>] = [:]
    for (key, _) in ready {
      guard let planned = ground.planned[key.account] else { continue }
      let tops: [ID<Account>?] = ground.accounts.path(of: planned.id).map(\.id) + [nil]
      for top in tops {
        sold[top, default: [:]].merge(demand.units[key] ?? [:], uniquingKeysWith: +)
        reported[top, default: []].formUnion(demand.reported[key.account] ?? [])
      }
    }
    var laid: [(ID<Account>?, DemandSeries.Ready)] = []
    for top in sold.keys.sorted(by: { ($0?.text ?? "") < ($1?.text ?? "") }) {
      guard
        case .ready(let one) = DemandSeries.lay(
          sold[top] ?? [:], reported: reported[top] ?? [], through: demand.through)
      else { continue }
      laid.append((top, one))
    }
    let forecasts = await engine.forecast(laid.map(\.1.series))
    return zip(laid, forecasts).map { one, forecast in
      (one.0, DemandSeries.plan(forecast, one.1, horizon: horizon, ends: nil, through: through))
    }
  }
}
