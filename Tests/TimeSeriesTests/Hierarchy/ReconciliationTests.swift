import Testing

@testable import TimeSeries

struct ReconciliationTests {
  static let nodes = [
    HierarchyNode("total"), HierarchyNode("north", parent: "total"), HierarchyNode("south", parent: "total"),
    HierarchyNode("n1", parent: "north"), HierarchyNode("n2", parent: "north"),
    HierarchyNode("s1", parent: "south"),
    HierarchyNode("s2", parent: "south"), HierarchyNode("s3", parent: "south"),
  ]
  static let forecast: [[Double]] = [[100], [45], [60], [20], [22], [15], [30], [18]]

  private func errors(_ count: Int, weeks: Int = 30) -> [[Double]] {
    var random = SplitMix(seed: 5)
    let common = (0..<weeks).map { _ in random.unit() - 0.5 }
    return (0..<count).map { node in
      (0..<weeks).map { week in Double(count - node) * (random.unit() - 0.5 + common[week]) }
    }
  }

  /// (S' W^-1 S)^-1 S' W^-1 y with the dense covariance, as the paper states it.
  private func dense(_ hierarchy: Hierarchy, _ covariance: ShrunkCovariance, _ y: [Double]) -> [Double] {
    let n = hierarchy.names.count, size = hierarchy.bottom.count
    var w = [Double](repeating: 0, count: n * n)
    for column in 0..<n {
      var unit = [Double](repeating: 0, count: n)
      unit[column] = 1
      for (row, value) in covariance.times(unit).enumerated() { w[row * n + column] = value }
    }
    let factor = Cholesky(w, size: n), right = factor.solve(y)
    let columns = (0..<size).map { place in
      hierarchy.summed((0..<size).map { $0 == place ? 1 : 0 })
    }
    let solved = columns.map { factor.solve($0) }
    let a = columns.flatMap { column in solved.map { dot(column, $0) } }
    return hierarchy.summed(Cholesky(a, size: size).solve(columns.map { dot($0, right) }))
  }

  private func dot(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test func `moving forecasts by what sums are off is the paper's projection`() throws {
    let hierarchy = try Hierarchy(Self.nodes), covariance = ShrunkCovariance(errors(8))
    let y = Self.forecast.map { $0[0] }
    #expect(covariance.intensity > 0 && covariance.intensity < 1)
    for (ours, theirs) in zip(
      MinimumTrace(hierarchy, covariance).reconciled(y), dense(hierarchy, covariance, y))
    {
      #expect(abs(ours - theirs) < 1e-8)
    }
  }

  @Test func `the intensity without a matrix is that of all pairs counted one by one`() {
    let errors = errors(8), n = 30.0
    var doubt = 0.0, squares = 0.0
    let scale = errors.map { (dot($0, $0) / n).squareRoot() }
    for left in 0..<8 {
      for right in 0..<8 where left != right {
        let products = zip(errors[left], errors[right]).map { $0 * $1 / scale[left] / scale[right] }
        let sum = products.reduce(0, +)
        squares += sum / n * (sum / n)
        doubt += (dot(products, products) - sum * sum / n) / (n * (n - 1))
      }
    }
    #expect(abs(ShrunkCovariance(errors).intensity - min(1, doubt / squares)) < 1e-10)
  }

  @Test(arguments: [
    Reconciliation.bottomUp, .topDown, .middleOut(depth: 1), .ordinary, .structural, .variance, .minimumTrace,
  ])
  func `sums tie, and forecasts that tie already stay`(method: Reconciliation) throws {
    let hierarchy = try Hierarchy(Self.nodes)
    let tied = try hierarchy.reconciled(Self.forecast, errors: errors(8), by: method).map { $0[0] }
    #expect(tied == hierarchy.summed(hierarchy.bottom.map { tied[$0] }))
    let sums = hierarchy.summed([20, 22, 15, 30, 18])
    let again = try hierarchy.reconciled(sums.map { [$0] }, errors: errors(8), by: method)
    for (ours, sum) in zip(again, sums) { #expect(abs(ours[0] - sum) < 1e-9) }
  }

  @Test func `what goes down keeps the forecast it came from`() throws {
    let hierarchy = try Hierarchy(Self.nodes)
    let down = try hierarchy.reconciled(Self.forecast, by: .topDown)
    #expect(abs(down[0][0] - 100) < 1e-9)
    #expect(abs(down[1][0] - 100 * 45 / 105) < 1e-9)
    let middle = try hierarchy.reconciled(Self.forecast, by: .middleOut(depth: 1))
    #expect(abs(middle[1][0] - 45) < 1e-9 && abs(middle[2][0] - 60) < 1e-9 && abs(middle[0][0] - 105) < 1e-9)
  }

  @Test func `no node goes below zero, and it is the best of those that do not`() throws {
    let hierarchy = try Hierarchy(Self.nodes), covariance = ShrunkCovariance(errors(8))
    let solver = MinimumTrace(hierarchy, covariance), y = [20.0, 25, 2, 12, 13, -6, 5, 1]
    #expect(solver.reconciled(y).contains { $0 < 0 })
    let held = solver.nonNegative(y)
    #expect(held.allSatisfy { $0 >= 0 } && held == hierarchy.summed(hierarchy.bottom.map { held[$0] }))
    // Any small change that stays above zero is worse.
    let n = 8
    var w = [Double](repeating: 0, count: n * n)
    for column in 0..<n {
      let unit = (0..<n).map { $0 == column ? 1.0 : 0 }
      for (row, value) in covariance.times(unit).enumerated() { w[row * n + column] = value }
    }
    let factor = Cholesky(w, size: n)
    func cost(_ z: [Double]) -> Double { let d = zip(z, y).map { $0 - $1 }; return dot(d, factor.solve(d)) }
    for place in 0..<5 {
      for step in [-1e-3, 1e-3] {
        var bottom = hierarchy.bottom.map { held[$0] }
        bottom[place] = max(0, bottom[place] + step)
        #expect(cost(hierarchy.summed(bottom)) >= cost(held) - 1e-12)
      }
    }
  }

  @Test func `weeks, months of four, quarters and the year tie`() throws {
    let year = try Hierarchy.temporal(cycle: 52, lengths: [4, 13, 52])
    #expect(year.names.count == 52 + 13 + 4 + 1)
    let forecast = (0..<70).map { [$0 < 52 ? 10.0 : $0 < 65 ? 42 : $0 < 69 ? 128 : 530] }
    let tied = try year.reconciled(forecast, by: .structural).map { $0[0] }
    #expect(abs(tied[69] - tied[0..<52].reduce(0, +)) < 1e-9)
    #expect(abs(tied[69] - tied[65..<69].reduce(0, +)) < 1e-9)
    #expect(abs(tied[69] - tied[52..<65].reduce(0, +)) < 1e-9)
    #expect(tied[69] > 520 && tied[69] < 530)
  }

  @Test func `an account tree crossed with a product tree has a node for each pair`() throws {
    let accounts = ["all", "a", "b"].map { HierarchyNode($0, parent: $0 == "all" ? nil : "all") }
    let items = ["range", "x", "y"].map { HierarchyNode($0, parent: $0 == "range" ? nil : "range") }
    let cross = try Hierarchy(accounts, by: items, pairs: [("a", "x"), ("a", "y"), ("b", "x")])
    #expect(
      Set(cross.names) == [
        "a / x", "a / y", "b / x", "all / x", "all / y", "a / range", "b / range", "all / range",
      ])
    let sums = cross.summed([1, 2, 4])
    #expect(sums[cross.names.firstIndex(of: "all / x") ?? 0] == 5)
    #expect(sums[cross.names.firstIndex(of: "all / range") ?? 0] == 7)
    #expect(throws: HierarchyRefusal.orphan("c / x", parent: "c")) {
      try Hierarchy(accounts, by: items, pairs: [("c", "x")])
    }
  }

  @Test func `orphans, doubles, circles and numbers that are none are refused by name`() throws {
    #expect(throws: HierarchyRefusal.orphan("x", parent: "gone")) {
      try Hierarchy([HierarchyNode("x", parent: "gone")])
    }
    #expect(throws: HierarchyRefusal.repeated("x")) {
      try Hierarchy([HierarchyNode("x"), HierarchyNode("x")])
    }
    #expect(throws: HierarchyRefusal.cycle("x")) {
      try Hierarchy([HierarchyNode("x", parent: "y"), HierarchyNode("y", parent: "x")])
    }
    let hierarchy = try Hierarchy(Self.nodes)
    var wrong = Self.forecast
    wrong[3] = [.nan]
    #expect(throws: HierarchyRefusal.notFinite("n1", row: 1)) {
      try hierarchy.reconciled(wrong, by: .bottomUp)
    }
    #expect(throws: HierarchyRefusal.level(9)) {
      try hierarchy.reconciled(Self.forecast, by: .middleOut(depth: 9))
    }
    #expect(throws: HierarchyRefusal.count(has: 0, needs: 8)) {
      try hierarchy.reconciled(Self.forecast, by: .minimumTrace)
    }
  }
}
