import Foundation
internal import Statistics

/// Forecasts series by what is known ahead of them, each learning from the others.
package struct DriverModel: Sendable {
  package let panel: DriverPanel
  let groups: PanelGroups
  let matrix: DriverMatrix
  let terms: DriverTerms
  let learned: PooledRegression
  /// How drivers that stay move ahead.
  private(set) var lasting: LastingMoves
  let errors: DriverErrors
  let trees: DriverTrees?
  let causes: [DriverCause]
  /// The cause of each term.
  let places: [Int]
  /// By how much each item's history sold more than medians lifted by half a variance say.
  let lift: [Double]
  /// The highest and lowest logarithm around its series' mean that each item has seen.
  let reach: [ClosedRange<Double>]

  /// The log variance beyond which a mean is no more lifted over its median: a few wild weeks shall not
  /// double a plan.
  static let mostVariance = 1.2

  /// How much wider intervals have to be than the history that was learned from says.
  private(set) var width = 1.0

  package init(_ panel: DriverPanel) {
    self.init(panel, learnsTrees: true)
    width = DriverWidth.learned(panel)
  }

  init(_ panel: DriverPanel, learnsTrees: Bool) {
    self.panel = panel
    let groups = PanelGroups(panel), causes = panel.causes, matrix = DriverMatrix(panel)
    var terms = DriverTerms(panel, matrix, groups)
    let units = panel.series.map(\.units), least = units.map(Self.least)
    // A year is half as telling as the next one; without a season the same is said of half a hundred steps.
    let halfLife = panel.season >= 4 ? panel.season : 52
    if groups.items.count > 1 {
      // How items replace each other is steadier than how they sell: all of the history counts the same.
      let rows = PooledRows(
        terms, units: units, least: least, history: panel.history, halfLife: .greatestFiniteMagnitude)
      let first = PooledRegression(rows, terms: terms.terms, groups: groups, rounds: 4)
      terms.add(DriverTerm(cause: .rivals, priorMean: -0.2), RivalPressure.column(first, terms, groups))
    }
    lasting = LastingMoves(panel, matrix, &terms)
    let rows = PooledRows(terms, units: units, least: least, history: panel.history, halfLife: halfLife)
    (self.groups, self.matrix, self.terms, self.causes) = (groups, matrix, terms, causes)
    places = terms.terms.map { causes.firstIndex(of: $0.cause) ?? causes.count - 1 }
    learned = PooledRegression(rows, terms: terms.terms, groups: groups)
    errors = DriverErrors(learned)
    trees = !learnsTrees ? nil : DriverTrees(rows, terms, matrix, groups, season: panel.season)
    reach = groups.items.map { Self.reach($0, rows) }
    lift = Retransformation.lifts(learned, mostVariance: Self.mostVariance)
    if !lasting.isEmpty { lasting.learn(lasting.drivers.map { lastingEffects(of: $0) }) }
  }

  /// Zero has no logarithm: half of the smallest sale stands for it.
  private static func least(_ units: [Double?]) -> Double {
    let sold = units.compactMap { $0 }.filter { $0 > 0 }
    return (sold.min() ?? 1) / 2
  }

  private static func reach(_ members: [Int], _ rows: PooledRows) -> ClosedRange<Double> {
    var low = 0.0, high = 0.0
    for one in members {
      for step in 0..<rows.history where rows.weight[one * rows.history + step] > 0 {
        low = min(low, rows.y[one * rows.history + step])
        high = max(high, rows.y[one * rows.history + step])
      }
    }
    return (low - 0.3)...(high + 0.3)
  }

  package func forecast(_ one: Int) -> DriverForecast { forecast(one, from: 1, steps: panel.horizon) }

  /// `first`: 1 is the first step behind the history; a series that ended earlier begins at 0 or before.
  func forecast(_ one: Int, from first: Int, steps: Int) -> DriverForecast {
    var mean: [Double] = [], median = mean, spread = mean, usual = mean, parts: [[DriverPart]] = []
    for ahead in first..<first + steps {
      let opinion = opinion(one, ahead: ahead), variance = variance(one, ahead: ahead)
      let lift = lift[groups.itemOf[one]] * exp(min(variance, Self.mostVariance) / 2)
      let sold = learned.rows.mass[one] > 0 && panel.series[one].units.contains { ($0 ?? 0) > 0 }
      let scale = sold ? lift : 0
      let base = exp(opinion.usual) * scale, value = exp(opinion.usual + opinion.parts.reduce(0, +)) * scale
      let middle = logMean(max(base, 1e-12), max(value, 1e-12))
      mean.append(value)
      median.append(value / lift)
      spread.append(width * variance.squareRoot())
      usual.append(base)
      parts.append(sold ? zip(causes, opinion.parts).map { DriverPart(cause: $0, units: $1 * middle) } : [])
    }
    let assumed = panel.drivers.indices.filter { matrix.assumed.contains([one, $0]) }
    return DriverForecast(
      mean: mean, median: median, spread: spread, usual: usual, parts: parts, assumed: assumed, errors: errors
    )
  }

  /// The logarithm of a usual week, and of what each cause adds.
  private func opinion(_ one: Int, ahead: Int) -> (usual: Double, parts: [Double]) {
    var (usual, parts) = regression(one, ahead: ahead)
    if let trees {
      let other = trees.opinion(one * panel.span + panel.history + ahead - 1, causes),
        share = DriverTrees.weight
      usual = (1 - share) * usual + share * (learned.rows.mean[one] + other.usual)
      for place in parts.indices { parts[place] = (1 - share) * parts[place] + share * other.parts[place] }
    }
    add(lasting.pulls(one, ahead: ahead), to: &parts)
    let range = reach[groups.itemOf[one]], level = learned.rows.mean[one]
    let total = usual + parts.reduce(0, +),
      held = min(level + range.upperBound, max(level + range.lowerBound, total))
    guard held != total else { return (usual, parts) }
    // All causes are cut in the same proportion, so that they still sum up.
    let start = min(level + range.upperBound, max(level + range.lowerBound, usual))
    let whole = total - usual, scale = whole == 0 ? 0 : (held - start) / whole
    return (start, parts.map { $0 * scale })
  }

  private func regression(_ one: Int, ahead: Int) -> (usual: Double, parts: [Double]) {
    let rows = learned.rows, width = rows.width, step = panel.history + ahead - 1,
      b = learned.coefficients(one)
    let item = groups.itemOf[one]
    var usual = rows.mean[one] - learned.shift[one], parts = [Double](repeating: 0, count: causes.count)
    for k in 0..<width {
      let raw = terms.columns[k][one * panel.span + step]
      let centred = rows.x[(one * panel.span + step) * width + k]
      usual += b[k] * (centred - raw)
      parts[places[k]] += b[k] * raw
    }
    parts[causes.count - 1] =
      errors.level[one] + pow(errors.memory[item], Double(max(1, ahead))) * errors.last[item]
    return (usual, parts)
  }

  /// Of the noise, the shock to come, the level and the coefficients.
  private func variance(_ one: Int, ahead: Int) -> Double {
    let rows = learned.rows, width = rows.width, item = groups.itemOf[one]
    let row = (one * panel.span + panel.history + ahead - 1) * width
    var sum = learned.noise[one] + errors.levelVariance[one] + lasting.variance(one, ahead: ahead)
    sum += learned.shockNoise[item] * (1 - pow(errors.memory[item], 2 * Double(max(1, ahead))))
    for k in 0..<width {
      var inner = 0.0
      for l in 0..<width {
        let place = k * width + l
        inner +=
          rows.x[row + l]
          * (learned.ownCovariance[one * width * width + place]
            + learned.itemCovariance[item * width * width + place])
      }
      sum += rows.x[row + k] * inner
    }
    return max(1e-12, sum)
  }
}
