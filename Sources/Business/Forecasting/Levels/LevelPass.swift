import Kernel
import TimeSeries

/// Reconciles a run's levels as far as earlier origins bear it out.
struct LevelPass: Sendable {
  /// Units by which a series moves, week by week; of those that move.
  let moves: [SeriesKey: [Double]]
  /// Empty where there was too little to judge by.
  let report: [ForecastBook.Level]

  static let none = LevelPass(moves: [:], report: [])

  init(moves: [SeriesKey: [Double]], report: [ForecastBook.Level]) {
    (self.moves, self.report) = (moves, report)
  }

  /// `past`: of all series of the run.
  init(_ draft: ForecastDraft, _ engine: ForecastEngine, _ past: [SeriesKey: PastSeries]) async {
    let tree = LevelTree(draft)
    let mine = tree.bottom.compactMap { past[draft.key($0)] }
    guard !tree.sums.isEmpty, !engine.looksBack.isEmpty, mine.count == tree.bottom.count,
      mine.allSatisfy({ $0.looks.count == engine.looksBack.count }),
      let series = try? tree.sums.map({ try Series($0.values, season: DemandSeries.season) }),
      let hierarchy = try? Hierarchy(
        names: tree.bottom.indices.map { "\($0)" } + tree.sums.indices.map { "sum \($0)" },
        sums: tree.sums.map(\.members))
    else {
      self = .none
      return
    }
    let tops = await engine.forecast(series)
    let judged = JudgedReconciliation(
      hierarchy, levels: mine.map { _ in 0 } + tree.sums.map(\.level),
      looks: tree.looks(engine, mine, tops))
    guard judged.isJudged else {
      self = .none
      return
    }
    let base = mine.map { PastSeries.units($0.base) } + tops.map { Array($0.point.prefix(draft.horizon)) }
    var moves: [SeriesKey: [Double]] = [:]
    for (place, line) in zip(tree.bottom, judged.moves(base)) where line.contains(where: { $0 != 0 }) {
      // Nothing is planned behind a delisting, whatever stands above.
      let end = draft.end(draft.ready[place].key.product) ?? .max
      moves[draft.key(place)] = line.enumerated().map { $0.offset >= end ? 0 : $0.element }
    }
    func points(_ share: Double) -> BasisPoints { BasisPoints(Int(min(1e6, share * 10_000).rounded())) }
    self.init(
      moves: moves,
      report: zip(LevelTree.levels, judged.levels).filter { $0.1.nodes > 0 }.map { name, one in
        ForecastBook.Level(
          name: name, nodes: one.nodes, summed: points(one.summed), tied: points(one.tied),
          full: points(one.full), trust: points(judged.trust))
      })
  }
}

extension SeriesPlan {
  /// The same with every week moved to what the levels above let expect; nothing below zero, and nothing where nothing is sold.
  func shifted(by moves: [Double]) -> SeriesPlan {
    var copy = self
    copy.statistical = DemandSeries.rounded(
      zip(statistical, moves).map { $0 == 0 ? 0 : max(0, Double($0) + $1) })
    let steps = zip(copy.statistical, statistical).map { $0 - $1 }
    copy.shift = steps.map { $0 * Self.partScale }
    for line in [\SeriesPlan.low80, \.high80, \.low95, \.high95]
    where self[keyPath: line].count == steps.count {
      copy[keyPath: line] = zip(self[keyPath: line], steps).map { max(0, $0 + $1) }
    }
    return copy
  }
}
