import Accounts
import Catalog
import Foundation
import Kernel
import TimeSeries

/// A version on its way: which series can be forecast, in which order, and what becomes of them.
struct ForecastDraft: Sendable {
  let ground: DemandGround
  let demand: Demand
  let level: ForecastVersion.Level
  let horizon: Int
  /// In the order in which they are judged; the same however the figures were read.
  let ready: [(key: Demand.Key, series: DemandSeries.Ready)]
  let leftOut: [Demand.Key: String]
  private let ends: [Int32: Int]

  var through: Week { Week(ordinal: Int(demand.through), endingOn: ground.weekEnding) }

  init(_ ground: DemandGround, _ demand: Demand, _ level: ForecastVersion.Level, _ work: ForecastVersion.Work)
  {
    (self.ground, self.demand, self.level, horizon) = (ground, demand, level, work.horizon)
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
    return engine
  }

  func batches(of size: Int) -> [Range<Int>] {
    stride(from: 0, to: ready.count, by: size).map { $0..<min(ready.count, $0 + size) }
  }

  func key(_ place: Int) -> SeriesKey {
    let key = ready[place].key
    guard let account = ground.planned[key.account]?.id, let product = ground.productIDs[key.product] else {
      preconditionFailure("a series was laid out for an account or a product that is not there")
    }
    return SeriesKey(account: account, product: product)
  }

  func plans(_ places: Range<Int>, _ engine: ForecastEngine) async -> [(SeriesKey, SeriesPlan)] {
    let mine = places.map { ready[$0] }
    let drivers = KnownDrivers(
      events: ground.events.filter { $0.lastDay > through.lastDay }, ground: ground, demand: demand)
    let panel = drivers.panel(mine, horizon: engine.horizon)
    let forecasts = await engine.forecast(mine.map(\.series.series), panels: panel.map { [$0] } ?? [])
    return zip(places, forecasts).map { place, forecast in
      let (demandKey, one) = ready[place]
      var plan = DemandSeries.plan(
        forecast, one, horizon: horizon, ends: ends[demandKey.product], through: through)
      if !drivers.events(of: demandKey).isEmpty { plan.flags.append(Self.word(forecast)) }
      let recent = demand.recent(demandKey)
      (plan.recentUnits, plan.recentValue) = (recent.units, recent.value)
      return (key(place), plan)
    }
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
