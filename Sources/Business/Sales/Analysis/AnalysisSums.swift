import Kernel

/// Everything that was read for a question, summed for every row, every row above it, and the totals.
struct AnalysisSums {
  let plan: AnalysisPlan
  private(set) var part: [AnalysisKey: AnalysisCell] = [:]
  private(set) var before: [AnalysisKey: AnalysisCell] = [:]
  private var base: [AnalysisKey: MetricInputs] = [:]
  private var baseBefore: [AnalysisKey: MetricInputs] = [:]
  private var market: [AnalysisKey: MetricInputs] = [:]
  private var marketBase: [AnalysisKey: MetricInputs] = [:]
  private var categories: [AnalysisKey: Set<Int32>] = [:]
  private var weekCounts: [AnalysisKey: Int] = [:]
  private var acv: [AnalysisKey: Int128] = [:]
  private var weights: [Int32: Int64] = [:]

  private var dimensions: [Dimension] { plan.dimensions }

  init(
    _ reader: inout AnalysisReader, _ period: SalesPeriod, _ past: SalesPeriod?, weights: [Int32: Int64]
  ) throws {
    plan = reader.plan
    self.weights = weights
    let now = period.weeks
    part = rolledUp(try reader.read(.part, now, shift: 0))
    weekCounts = reader.weekCounts(now)
    if plan.needsBase {
      base = plain(try reader.read(.base, now, shift: 0))
      categories = reader.categories()
    }
    if plan.needsMarket {
      market = plain(try reader.read(.market, now, shift: 0))
      marketBase = plain(try reader.read(.marketBase, now, shift: 0))
    }
    if let past, plan.needsBefore {
      let shift = now.upperBound - past.weeks.upperBound
      before = rolledUp(try reader.read(.part, past.weeks, shift: shift))
      if plan.needsBase { baseBefore = plain(try reader.read(.base, past.weeks, shift: shift)) }
    }
    if plan.needsReach { acv = reader.volumes(weights) }
  }

  // MARK: Summing up

  /// Which dimensions stay when a row, or all columns, is summed up.
  private var masks: [[Bool]] {
    let rows = plan.rows.count, columns = plan.columns.count
    return (0...rows).flatMap { kept in
      [true, false].prefix(columns == 0 ? 1 : 2).map { hasColumns in
        dimensions.indices.map { $0 < kept || ($0 >= rows && hasColumns) }
      }
    }
  }

  private func rolledUp(_ leaves: [AnalysisKey: AnalysisCell]) -> [AnalysisKey: AnalysisCell] {
    var sums: [AnalysisKey: AnalysisCell] = [:]
    let masks = masks
    for (key, cell) in leaves {
      for mask in masks { sums[masked(key, mask), default: AnalysisCell()].add(cell) }
    }
    return sums
  }

  /// The same without what only a question's own cells count.
  private func plain(_ leaves: [AnalysisKey: AnalysisCell]) -> [AnalysisKey: MetricInputs] {
    var sums: [AnalysisKey: MetricInputs] = [:]
    for (key, cell) in leaves {
      for mask in Set(masks.map { masked(key, $0) }) { sums[mask, default: MetricInputs()].add(cell.sums) }
    }
    return sums
  }

  private func masked(_ key: AnalysisKey, _ mask: [Bool]) -> AnalysisKey {
    var key = key
    for place in mask.indices where !mask[place] { key[place] = AnalysisKeys.all }
    return key
  }

  // MARK: Reading

  /// A key, or for “Other” all the keys that it stands for.
  func subject(_ keys: [AnalysisKey]) -> MetricSubject {
    var subject = MetricSubject(inputs(part, keys, weekCounts))
    if plan.needsBefore { subject.before = inputs(before, keys, weekCounts) }
    if plan.needsBase {
      subject.base = held(base, keys, dropping: .item)
      if plan.needsBefore { subject.baseBefore = held(baseBefore, keys, dropping: .item) }
    }
    if plan.needsMarket {
      subject.market = held(market, keys, dropping: .place)
      subject.marketBase = held(marketBase, keys, dropping: nil)
    }
    return subject
  }

  func hasFacts(_ key: AnalysisKey) -> Bool { part[key] != nil || before[key] != nil }

  private func inputs(
    _ cells: [AnalysisKey: AnalysisCell], _ keys: [AnalysisKey], _ counts: [AnalysisKey: Int]
  ) -> MetricInputs {
    var cell = AnalysisCell()
    if keys.count == 1 {
      cell = cells[keys[0]] ?? cell
    } else {
      for key in keys { if let one = cells[key] { cell.add(one) } }
    }
    var inputs = cell.sums
    inputs.weeks = Set(keys.map { projected($0, [.time]) }).reduce(0) { $0 + (counts[$1] ?? 0) }
    if plan.needsStores { inputs.stores = cell.sites.values.count { $0 > 0 } }
    if plan.needsItems { inputs.items = cell.items.values.count { $0 > 0 } }
    if plan.needsReach { inputs.reach = reach(cell, keys) }
    return inputs
  }

  private func reach(_ cell: AnalysisCell, _ keys: [AnalysisKey]) -> MetricInputs.Reach {
    func weight(_ site: Int32) -> Int128 { Int128(weights[site] ?? 0) }
    return MetricInputs.Reach(
      selling: cell.sites.reduce(0) { $1.value > 0 ? $0 + weight($1.key) : $0 },
      byItem: cell.pairs.reduce(0) {
        $1.value > 0 ? $0 + weight(Int32(truncatingIfNeeded: $1.key)) : $0
      },
      all: Set(keys.map { projected($0, [.place]) }).reduce(0) { $0 + (acv[$1] ?? 0) })
  }

  /// The weight of all stores of a key's market.
  func volume(_ keys: [AnalysisKey]) -> Int128 {
    Set(keys.map { projected($0, [.place]) }).reduce(0) { $0 + (acv[$1] ?? 0) }
  }

  /// Sums of a wider pass under the keys' own members, each counted once.
  private func held(
    _ sums: [AnalysisKey: MetricInputs], _ keys: [AnalysisKey], dropping side: Dimension.Side?
  ) -> MetricInputs {
    var wanted = Set<AnalysisKey>()
    for key in keys {
      let sides: Set<Dimension.Side> =
        switch side {
        case .item: [.place, .time, .source]
        case .place: [.item, .time, .source]
        default: [.time, .source]
        }
      let kept = projected(key, sides)
      if side == .place {
        wanted.insert(kept)
      } else if plan.base == .all {
        wanted.insert(kept)
      } else {
        for category in categories[projected(key, [.item])] ?? [] {
          var one = kept
          one[dimensions.count] = category
          wanted.insert(one)
        }
      }
    }
    return wanted.reduce(into: MetricInputs()) { total, key in
      if let one = sums[key] { total.add(one) }
    }
  }

  /// The key with only the dimensions of some sides.
  private func projected(_ key: AnalysisKey, _ sides: Set<Dimension.Side>) -> AnalysisKey {
    var key = key
    for (place, dimension) in dimensions.enumerated() where !sides.contains(dimension.side) {
      key[place] = AnalysisKeys.all
    }
    return key
  }
}
