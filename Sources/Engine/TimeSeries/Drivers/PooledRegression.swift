import Foundation

/// A regression for each series whose coefficients lean on those of the same item elsewhere, and these on all
/// items.
///
/// log units = level + row x coefficients + shock of the item in that week + noise. The shock is common to
/// all sites: a chain's weeks are few however many its stores, so what only varies from week to week is
/// believed little. Every spread is estimated from the data by empirical Bayes: Lindley and Smith, "Bayes
/// estimates for the linear model", JRSS B 34 (1972); Montgomery, "Creating micro-marketing pricing
/// strategies using supermarket scanner data", Marketing Science 16 (1997). A driver that never varied at a
/// series takes the item's effect, one that never varied at the item the pool's.
struct PooledRegression: Sendable {
  let rows: PooledRows
  let terms: [DriverTerm]
  let groups: PanelGroups
  /// Departure of each series from its item, row by row.
  private(set) var own: [Double]
  private(set) var item: [Double]
  private(set) var pool: [Double]
  private(set) var poolSpread: [Double]
  private(set) var itemSpread: [Double]
  /// Covariance of each series' departure, and of each item's coefficients.
  private(set) var ownCovariance: [Double]
  private(set) var itemCovariance: [Double]
  private(set) var noise: [Double]
  private(set) var shockNoise: [Double]
  /// The week's shock of each item, item by item.
  private(set) var shock: [Double]
  /// Mean shock within each series, part of its level.
  private(set) var shift: [Double]

  /// Series of an item from which on its shock can be told from a series' noise.
  static let fewestForShock = 3
  static let rounds = 6

  init(_ rows: PooledRows, terms: [DriverTerm], groups: PanelGroups, rounds: Int = Self.rounds) {
    (self.rows, self.terms, self.groups) = (rows, terms, groups)
    let width = rows.width, items = groups.items.count
    own = [Double](repeating: 0, count: rows.series * width)
    item = [Double](repeating: 0, count: items * width)
    pool = terms.map(\.priorMean)
    poolSpread = [Double](repeating: 0.25, count: width)
    itemSpread = [Double](repeating: 0.02, count: items * width)
    ownCovariance = [Double](repeating: 0, count: rows.series * width * width)
    itemCovariance = [Double](repeating: 0, count: items * width * width)
    noise = [Double](repeating: 0.2, count: rows.series)
    shockNoise = groups.items.map { $0.count >= Self.fewestForShock ? 0.05 : 0 }
    shock = [Double](repeating: 0, count: items * rows.history)
    shift = [Double](repeating: 0, count: rows.series)
    for _ in 0..<rounds { round() }
  }

  private mutating func round() {
    for place in groups.items.indices {
      let week = ItemWeeks(rows, members: groups.items[place], own: own, shift: shift)
      learnItem(place, week)
      learnShocks(place, week)
      for one in groups.items[place] { learnSeries(one, place) }
      levelNoise(place)
      learnItemSpread(place)
    }
    learnPool()
  }

  /// Generalised least squares over the item's rows, with the prior of the pool.
  private mutating func learnItem(_ place: Int, _ week: ItemWeeks) {
    let width = rows.width, members = groups.items[place]
    let noise = mean(members.map { self.noise[$0] })
    var a = [Double](repeating: 0, count: width * width), c = [Double](repeating: 0, count: width)
    rows.gram.withUnsafeBufferPointer { gram in
      for one in members {
        let own = gram.baseAddress! + one * width * width
        for k in 0..<width {
          var sum = 0.0
          for l in 0..<width {
            a[k * width + l] += own[k * width + l]
            sum += own[k * width + l] * self.own[one * width + l]
          }
          c[k] += rows.cross[one * width + k] - sum
        }
      }
    }
    for step in 0..<rows.history {
      let share = week.share(step, shock: shockNoise[place], noise: noise)
      guard share > 0 else { continue }
      for k in 0..<width {
        let factor = share * week.x[step * width + k]
        c[k] -= factor * week.y[step]
        for l in 0...k { a[k * width + l] -= factor * week.x[step * width + l] }
      }
    }
    for k in 0..<width {
      for l in 0...k { a[k * width + l] /= noise }
      a[k * width + k] += 1 / poolSpread[k]
      c[k] = c[k] / noise + pool[k] / poolSpread[k]
    }
    let factor = Cholesky(a, size: width)
    item.replaceSubrange(place * width..<(place + 1) * width, with: factor.solve(c))
    itemCovariance.replaceSubrange(
      place * width * width..<(place + 1) * width * width, with: factor.inverse())
  }

  private mutating func learnShocks(_ place: Int, _ week: ItemWeeks) {
    let members = groups.items[place], width = rows.width
    guard members.count >= Self.fewestForShock else { return }
    let noise = mean(members.map { self.noise[$0] }), spread = shockNoise[place]
    var sum = 0.0, weeks = 0.0
    for step in 0..<rows.history where week.mass[step] > 0 {
      var rest = week.y[step]
      for k in 0..<width { rest -= week.x[step * width + k] * item[place * width + k] }
      let value = rest * week.share(step, shock: spread, noise: noise)
      shock[place * rows.history + step] = value
      sum += value * value + spread * noise / (noise + week.mass[step] * spread)
      weeks += 1
    }
    if weeks > 0 { shockNoise[place] = max(1e-8, sum / weeks) }
  }

  private mutating func learnSeries(_ one: Int, _ place: Int) {
    let width = rows.width, history = rows.history
    guard rows.mass[one] > 0 else { return }
    var c = Array(rows.cross[one * width..<(one + 1) * width]),
      a = [Double](repeating: 0, count: width * width)
    var mass = 0.0
    for step in 0..<history {
      let w = rows.weight[one * history + step], value = w * shock[place * history + step]
      mass += value
      let row = (one * rows.span + step) * width
      if value != 0 { for k in 0..<width { c[k] -= value * rows.x[row + k] } }
    }
    shift[one] = mass / rows.mass[one]
    for k in 0..<width {
      let line = one * width * width + k * width
      var sum = 0.0
      for l in 0..<width {
        sum += rows.gram[line + l] * item[place * width + l]
        a[k * width + l] = rows.gram[line + l] / noise[one]
      }
      c[k] = (c[k] - sum) / noise[one]
      a[k * width + k] += 1 / itemSpread[place * width + k]
    }
    let factor = Cholesky(a, size: width), covariance = factor.inverse(), learned = factor.solve(c)
    own.replaceSubrange(one * width..<(one + 1) * width, with: learned)
    ownCovariance.replaceSubrange(one * width * width..<(one + 1) * width * width, with: covariance)
    noise[one] = remaining(one, place, covariance)
  }

  /// The noise that is left, with what the coefficients' own uncertainty hides of it.
  private func remaining(_ one: Int, _ place: Int, _ covariance: [Double]) -> Double {
    let width = rows.width, history = rows.history, b = coefficients(one)
    var sum = 0.0
    for step in 0..<history {
      let w = rows.weight[one * history + step]
      guard w > 0 else { continue }
      let rest =
        rows.y[one * history + step] + shift[one] - shock[place * history + step] - rows.product(one, step, b)
      sum += w * rest * rest
    }
    for k in 0..<(width * width) { sum += rows.gram[one * width * width + k] * covariance[k] }
    return max(1e-6, sum / rows.mass[one])
  }

  /// Half way to the item's mean: a short history tells its own noise badly.
  private mutating func levelNoise(_ place: Int) {
    let usual = mean(groups.items[place].map { noise[$0] })
    for one in groups.items[place] { noise[one] = (noise[one] + usual) / 2 }
  }

  private mutating func learnItemSpread(_ place: Int) {
    let width = rows.width, members = groups.items[place]
    for k in 0..<width {
      var sum = 0.001
      for one in members {
        let value = own[one * width + k]
        sum += value * value + ownCovariance[one * width * width + k * width + k]
      }
      itemSpread[place * width + k] = sum / Double(members.count + 1) + 1e-7
    }
  }

  /// The pool's mean and spread of each coefficient; rivals' prices share one of each.
  private mutating func learnPool() {
    let width = rows.width
    var shared: [(value: Double, variance: Double)] = []
    for k in 0..<width where terms[k].rival != nil {
      shared += samples(k).filter { $0.item != terms[k].rival }.map { ($0.value, $0.variance) }
    }
    for k in 0..<width {
      let found = terms[k].rival == nil ? samples(k).map { ($0.value, $0.variance) } : shared
      (pool[k], poolSpread[k]) = Self.prior(found, believed: terms[k].priorMean, now: poolSpread[k])
    }
  }

  private func samples(_ k: Int) -> [(item: Int, value: Double, variance: Double)] {
    groups.items.indices.map {
      ($0, item[$0 * rows.width + k], itemCovariance[$0 * rows.width * rows.width + k * rows.width + k])
    }
  }

  /// Few items leave the pool to what was believed before, with a spread of one; one item counts as much as a
  /// guess of the spread.
  private static func prior(
    _ found: [(value: Double, variance: Double)], believed: Double, now: Double
  ) -> (mean: Double, spread: Double) {
    let precision = Double(found.count) / now
    let mean = (found.reduce(0) { $0 + $1.value } / now + believed) / (precision + 1)
    let sum = found.reduce(0.001) { $0 + ($1.value - mean) * ($1.value - mean) + $1.variance }
    return (mean, sum / Double(found.count + 1) + 1e-6)
  }

  func coefficients(_ one: Int) -> [Double] {
    let width = rows.width, place = groups.itemOf[one]
    return (0..<width).map { item[place * width + $0] + own[one * width + $0] }
  }

  /// What the drivers and the series' level say, as a logarithm, without the week's shock.
  func fitted(_ one: Int) -> [Double] {
    let b = coefficients(one), level = rows.mean[one] - shift[one]
    return (0..<rows.span).map { level + rows.product(one, $0, b) }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
}
