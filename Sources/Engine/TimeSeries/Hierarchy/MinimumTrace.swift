/// Makes forecasts of all nodes tie with the smallest total variance of error.
///
/// Wickramasuriya, Athanasopoulos and Hyndman, "Optimal forecast reconciliation for hierarchical and grouped
/// time series through trace minimization", JASA 114 (2019), in the form that moves each forecast by what the
/// sums are off: y - W C' (C W C')^-1 C y, with one row of C for each sum. So the matrix to solve has the
/// size of the sums alone, and W is never formed. Non-negative: Wickramasuriya, Turlach and Hyndman, "Optimal
/// non-negative forecast reconciliation", Statistics and Computing 30 (2020).
struct MinimumTrace {
  let hierarchy: Hierarchy
  let covariance: ShrunkCovariance
  /// The sums' rows of C W C'.
  private let middle: [Double]
  private let factor: Cholesky

  static let mostRounds = 50
  /// With more bottom nodes at zero than this the rest is no more tuned: they are cut off (Di Fonzo and
  /// Girolimetto, "Spatio-temporal reconciliation of solar forecasts", Solar Energy 251, 2023).
  static let mostHeld = 300

  init(_ hierarchy: Hierarchy, _ covariance: ShrunkCovariance) {
    self.hierarchy = hierarchy
    self.covariance = covariance
    middle = Self.middle(hierarchy, covariance)
    factor = Cholesky(middle, size: hierarchy.sums.count)
  }

  private static func middle(_ hierarchy: Hierarchy, _ covariance: ShrunkCovariance) -> [Double] {
    let size = hierarchy.sums.count, intensity = covariance.intensity
    var a = [Double](repeating: 0, count: size * size),
      above = [[Int]](repeating: [], count: hierarchy.bottom.count)
    for (place, members) in hierarchy.members.enumerated() {
      a[place * size + place] = intensity * covariance.variance[hierarchy.sums[place]]
      for position in members { above[position].append(place) }
    }
    for (position, places) in above.enumerated() {
      let variance = intensity * covariance.variance[hierarchy.bottom[position]]
      for row in places { for column in places { a[row * size + column] += variance } }
    }
    guard intensity < 1 else { return a }
    for week in 0..<covariance.weeks {
      let row = Array(covariance.errors[week * covariance.nodes..<(week + 1) * covariance.nodes])
      let off = gaps(hierarchy, row)
      a.withUnsafeMutableBufferPointer { a in
        off.withUnsafeBufferPointer { off in
          for k in 0..<size where off[k] != 0 {
            let value = (1 - intensity) * off[k], line = a.baseAddress! + k * size
            for l in 0...k { line[l] += value * off[l] }
          }
        }
      }
    }
    for k in 0..<size { for l in 0..<k { a[l * size + k] = a[k * size + l] } }
    return a
  }

  /// By how much each sum differs from what it sums up.
  private static func gaps(_ hierarchy: Hierarchy, _ y: [Double]) -> [Double] {
    hierarchy.sums.indices.map { place in
      var sum = y[hierarchy.sums[place]]
      for position in hierarchy.members[place] { sum -= y[hierarchy.bottom[position]] }
      return sum
    }
  }

  /// C' times multipliers.
  private func spread(_ multipliers: [Double]) -> [Double] {
    var all = [Double](repeating: 0, count: hierarchy.names.count)
    for (place, node) in hierarchy.sums.enumerated() {
      all[node] += multipliers[place]
      for position in hierarchy.members[place] { all[hierarchy.bottom[position]] -= multipliers[place] }
    }
    return all
  }

  func reconciled(_ y: [Double]) -> [Double] {
    let moves = covariance.times(spread(factor.solve(Self.gaps(hierarchy, y))))
    return hierarchy.summed(hierarchy.bottom.map { y[$0] - moves[$0] })
  }

  /// As `reconciled`, with no node below zero: bottom nodes that would be are held at zero until none is and
  /// none held would rise.
  func nonNegative(_ y: [Double]) -> [Double] {
    let plain = reconciled(y)
    var bottom = hierarchy.bottom.map { plain[$0] }, held: Set<Int> = []
    let tiny = 1e-9 * (bottom.map { abs($0) }.max() ?? 0)
    for _ in 0..<Self.mostRounds {
      let low = bottom.indices.filter { bottom[$0] < -tiny && !held.contains($0) }
      if low.isEmpty && held.isEmpty { break }
      held.formUnion(low)
      if held.count > Self.mostHeld { break }
      let (solved, rising) = holding(held.sorted(), y)
      bottom = solved
      held.subtract(rising)
      if rising.isEmpty && !bottom.contains(where: { $0 < -tiny }) { break }
    }
    return hierarchy.summed(bottom.map { max(0, $0) })
  }

  /// The forecasts with some bottom nodes at zero, and which of these would be above zero if let go.
  private func holding(_ held: [Int], _ y: [Double]) -> (bottom: [Double], rising: [Int]) {
    let sums = hierarchy.sums.count, size = sums + held.count
    var a = [Double](repeating: 0, count: size * size), right = Self.gaps(hierarchy, y)
    for k in 0..<sums { for l in 0..<sums { a[k * size + l] = middle[k * sums + l] } }
    for (place, position) in held.enumerated() {
      let node = hierarchy.bottom[position]
      var unit = [Double](repeating: 0, count: hierarchy.names.count)
      unit[node] = 1
      let column = covariance.times(unit), off = Self.gaps(hierarchy, column), row = sums + place
      for k in 0..<sums { a[row * size + k] = off[k] }
      for (other, position) in held.enumerated() {
        a[row * size + sums + other] = column[hierarchy.bottom[position]]
      }
      right.append(y[node])
    }
    let multipliers = Cholesky(a, size: size).solve(right)
    var vector = spread(Array(multipliers.prefix(sums)))
    for (place, position) in held.enumerated() {
      vector[hierarchy.bottom[position]] += multipliers[sums + place]
    }
    let moves = covariance.times(vector)
    var bottom = hierarchy.bottom.map { y[$0] - moves[$0] }
    for position in held { bottom[position] = 0 }
    return (bottom, held.indices.filter { multipliers[sums + $0] > 0 }.map { held[$0] })
  }
}
