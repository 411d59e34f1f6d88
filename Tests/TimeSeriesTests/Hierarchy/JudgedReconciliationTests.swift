import Testing

@testable import TimeSeries

/// Two accounts of six series each, their sums, and the sum of all.
struct JudgedReconciliationTests {
  static let levels = [Int](repeating: 0, count: 12) + [1, 1, 2]
  static let steps = 10

  private func hierarchy() throws -> Hierarchy {
    try Hierarchy(
      names: (0..<15).map { "\($0)" }, sums: [Array(0..<6), Array(6..<12), Array(0..<12)])
  }

  /// Truths of one end; forecasts off by noise of a size for parts, and of another for sums, the same over all steps of an end.
  private func then(_ back: Int, parts: Double, sums: Double, _ random: inout SplitMix) -> LevelsThen {
    let bottom = (0..<12).map { (node: Int) -> [Double] in
      (0..<Self.steps).map { (step: Int) -> Double in Double(100 + node + (step * 7 + node) % 5) }
    }
    func sum(_ nodes: Range<Int>) -> [Double] {
      (0..<Self.steps).map { step in nodes.reduce(0.0) { $0 + bottom[$1][step] } }
    }
    let truths = bottom + [sum(0..<6), sum(6..<12), sum(0..<12)]
    let forecasts = truths.enumerated().map { node, line in
      let off = (random.unit() - 0.5) * (node < 12 ? parts : sums)
      return line.map { max(0, $0 + off) }
    }
    return LevelsThen(back: back, forecasts: forecasts, truths: truths, isKnown: truths.map { _ in true })
  }

  private func ends(parts: Double, sums: Double) -> [LevelsThen] {
    var random = SplitMix(seed: 17)
    return [10, 20, 30, 40, 50].map { then($0, parts: parts, sums: sums, &random) }
  }

  private func miss(_ forecasts: [[Double]], _ truths: [[Double]]) -> Double {
    zip(forecasts, truths).reduce(0) { $0 + zip($1.0, $1.1).reduce(0) { $0 + abs($1.0 - $1.1) } }
  }

  @Test func `clean sums above noisy parts are believed, and make both better behind the end`() throws {
    let hierarchy = try hierarchy()
    let judged = JudgedReconciliation(hierarchy, levels: Self.levels, looks: ends(parts: 60, sums: 2))
    #expect(judged.trust > 0.8)
    for level in judged.levels { #expect(level.tied < level.summed) }
    var random = SplitMix(seed: 99), before = 0.0, after = 0.0, parts = 0.0, movedParts = 0.0
    for _ in 0..<20 {
      let now = then(0, parts: 60, sums: 2, &random), moves = judged.moves(now.forecasts)
      let bottom = Array(now.forecasts.prefix(12)), moved = zip(bottom, moves).map { zip($0, $1).map(+) }
      let sums = (0..<Self.steps).map { step in bottom.reduce(0) { $0 + $1[step] } }
      let movedSums = (0..<Self.steps).map { step in moved.reduce(0) { $0 + $1[step] } }
      before += miss([sums], [now.truths[14]])
      after += miss([movedSums], [now.truths[14]])
      parts += miss(bottom, Array(now.truths.prefix(12)))
      movedParts += miss(moved, Array(now.truths.prefix(12)))
      #expect(moved.allSatisfy { $0.allSatisfy { $0 >= -1e-9 } })
    }
    #expect(after < 0.3 * before)
    #expect(movedParts < parts)
  }

  @Test func `noisy sums above clean parts move nothing`() throws {
    let judged = JudgedReconciliation(
      try hierarchy(), levels: Self.levels, looks: ends(parts: 4, sums: 300))
    #expect(judged.isJudged)
    var random = SplitMix(seed: 5)
    let now = then(0, parts: 4, sums: 300, &random)
    let most = judged.moves(now.forecasts).joined().map(abs).max() ?? 0
    #expect(most < 1)
    for level in judged.levels { #expect(level.tied <= level.summed * 1.005) }
  }

  @Test func `a sum that lies is not believed though its errors had been small`() throws {
    // Small errors at the first ends, large ones at the later.
    var random = SplitMix(seed: 23)
    let looks =
      [50, 40].map { then($0, parts: 40, sums: 2, &random) }
      + [30, 20, 10].map { then($0, parts: 40, sums: 4_000, &random) }
    let judged = JudgedReconciliation(try hierarchy(), levels: Self.levels, looks: looks)
    #expect(judged.trust == 0)
    #expect(judged.moves(looks[4].forecasts).joined().allSatisfy { $0 == 0 })
  }

  @Test func `without enough earlier errors sums stay sums`() throws {
    var random = SplitMix(seed: 1)
    let judged = JudgedReconciliation(
      try hierarchy(), levels: Self.levels, looks: [then(3, parts: 40, sums: 1, &random)])
    #expect(judged.trust == 0)
    #expect(!judged.isJudged)
  }

  @Test func `a series that sold nothing stays at nothing`() throws {
    let looks = ends(parts: 60, sums: 2).map { look in
      var (forecasts, truths) = (look.forecasts, look.truths)
      (forecasts[3], truths[3]) = (forecasts[3].map { _ in 0 }, truths[3].map { _ in 0 })
      return LevelsThen(back: look.back, forecasts: forecasts, truths: truths, isKnown: look.isKnown)
    }
    let judged = JudgedReconciliation(try hierarchy(), levels: Self.levels, looks: looks)
    let moves = judged.moves(looks[0].forecasts)
    #expect(moves[3].allSatisfy { abs($0) < 1e-6 })
  }
}
