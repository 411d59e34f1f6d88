import Kernel

extension Metric {
  /// The figure, exactly. The one place where any screen, file, alert or explanation gets it from. Nil where there is
  /// none: nothing sold, or what it needs is not known.
  package func evaluate(_ subject: MetricSubject) -> Exact? {
    let now = subject.now
    switch id {
    case .units: return Self.units(now)
    case .value: return Self.value(now)
    case .cost: return now.cost.flatMap { Exact($0, over: 10_000) }
    case .volume: return now.volume.flatMap { Exact($0, over: Self.volumeScale) }
    case .averagePrice, .volumePrice, .basePrice, .promotedPrice: return price(now)
    case .unitsOnDeal: return Self.percent(now.flaggedUnits.map { ($0 == 0 ? 0 : now.dealUnits, $0) })
    case .valueOnDeal: return Self.percent(now.flaggedValue.map { ($0 == 0 ? 0 : now.dealValue, $0) })
    case .acvDistribution, .tdp, .aic, .sppd, .valuePerMillion: return distribution(now)
    case .unitsPerStoreWeek:
      guard let stores = now.stores, now.weeks > 0 else { return nil }
      return Exact(now.units, over: 1_000 * Int128(stores) * Int128(now.weeks))
    case .storesSelling: return now.stores.map { Exact(whole: Int128($0)) }
    case .itemsSelling: return now.items.map { Exact(whole: Int128($0)) }
    case .valueShare: return Self.percent(subject.base.map { (now.value, $0.value) })
    case .unitShare: return Self.percent(subject.base.map { (now.units, $0.units) })
    case .fairShare: return Self.fairShare(subject)
    case .valueChange: return Self.change(Self.value(now), subject.before.flatMap(Self.value))
    case .unitsChange: return Self.change(Self.units(now), subject.before.flatMap(Self.units))
    case .shareOfGrowth:
      guard let before = subject.before, let base = subject.base, let old = subject.baseBefore else {
        return nil
      }
      return Self.percent((now.value - before.value, base.value - old.value))
    }
  }

  static let volumeScale: Int128 = 1_000_000_000_000

  private static func units(_ inputs: MetricInputs) -> Exact? { Exact(inputs.units, over: 1_000) }
  private static func value(_ inputs: MetricInputs) -> Exact? { Exact(inputs.value, over: 10_000) }

  /// Prices: money at four decimals over units at three.
  private func price(_ now: MetricInputs) -> Exact? {
    switch id {
    case .averagePrice: Exact(now.value * 1_000, over: now.units * 10_000)
    case .promotedPrice: Exact(now.dealValue * 1_000, over: now.dealUnits * 10_000)
    case .basePrice: now.basePriced.flatMap { Exact($0, over: now.basePricedUnits * 10_000) }
    default:
      now.volume.flatMap { volume in
        Exact(volume, over: Self.volumeScale).flatMap { Self.value(now)?.over($0) }
      }
    }
  }

  private func distribution(_ now: MetricInputs) -> Exact? {
    guard let reach = now.reach else { return nil }
    let points = Exact(100 * reach.byItem, over: reach.all)
    switch id {
    case .acvDistribution: return Exact(100 * reach.selling, over: reach.all)
    case .tdp: return points
    case .aic: return Exact(reach.byItem, over: reach.selling)
    // Of one item the total points are its %ACV, of a brand those of its items together.
    case .sppd: return points.flatMap { points in Self.value(now)?.over(points) }
    default: return Exact(now.value, over: reach.selling)?.times(Exact(whole: 1_000_000))
    }
  }

  private static func percent(_ parts: (part: Int128, whole: Int128)?) -> Exact? {
    parts.flatMap { Exact(100 * $0.part, over: $0.whole) }
  }

  /// Share here over share in the rest of the market, times a hundred.
  private static func fairShare(_ subject: MetricSubject) -> Exact? {
    guard let base = subject.base, let market = subject.market, let whole = subject.marketBase else {
      return nil
    }
    let rest = market.without(subject.now), restBase = whole.without(base)
    guard let here = Exact(subject.now.value, over: base.value), rest.value != 0,
      let there = Exact(rest.value, over: restBase.value)
    else { return nil }
    return here.over(there)?.times(Exact(whole: 100))
  }

  /// In percent of the size of what was before, so that a loss that shrinks reads as a gain.
  package static func change(_ now: Exact?, _ before: Exact?) -> Exact? {
    guard let now, let before, before.numerator != 0, let gap = now.minus(before) else { return nil }
    let size = before.numerator < 0 ? Exact.zero.minus(before) : before
    return size.flatMap { gap.over($0) }?.times(Exact(whole: 100))
  }
}
