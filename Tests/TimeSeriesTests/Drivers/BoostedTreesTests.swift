import Testing

@testable import TimeSeries

struct BoostedTreesTests {
  @Test func `trees find that two drivers work only together`() {
    var random = SplitMix(seed: 3)
    let left = (0..<4_000).map { _ in random.unit() }, right = (0..<4_000).map { _ in random.unit() }
    let target = zip(left, right).map { $0 > 0.5 && $1 > 0.5 ? 1.0 : 0 }
    var settings = BoostedTrees.Settings()
    settings.columnShare = 1
    let trees = BoostedTrees([left, right], taken: Array(0..<4_000), target: target, settings: settings)
    var parts = [0.0, 0]
    let base = trees.predict([0.9, 0.9], parts: &parts)
    #expect(abs(base + parts[0] + parts[1] - 1) < 0.05)
    parts = [0, 0]
    let none = trees.predict([0.9, 0.1], parts: &parts)
    #expect(abs(none + parts[0] + parts[1]) < 0.05)
  }

  @Test func `too few rows give their median`() {
    let trees = BoostedTrees([[1, 2, 3]], taken: [0, 1, 2], target: [5, 9, 6])
    var parts = [0.0]
    #expect(trees.predict([2], parts: &parts) == 6)
  }
}
