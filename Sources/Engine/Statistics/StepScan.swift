import Foundation

/// Tests every week of a series for a lasting change of level, all at once.
///
/// The series and the explaining columns are whitened by x(t) - rho x(t-1) (Cochrane and Orcutt, 1949). Each candidate's
/// step is freed of what the columns explain (Frisch and Waugh), so that season and trend are fitted together with it. The
/// largest |t| of all candidates is judged by the tube formula: the candidates' unit vectors draw a curve of length kappa on
/// the sphere, and P(max |t| > c) is at most kappa/pi (1 + c^2/v)^(-v/2) + P(|t_v| > c). Hotelling, H. (1939), "Tubes and spheres in
/// n-spaces", American Journal of Mathematics 61, 440-460; Naiman, D. Q. (1986), Annals of Statistics 14, 896-906 (the bound); Sun, J. and
/// Loader, C. R. (1994), Annals of Statistics 22, 1328-1345 (with estimated variance).
struct StepScan {
  struct Best {
    let place: Int
    let size: Double
    let standardError: Double
    let t: Double
    let p: Double
  }

  let rho: Double
  private let basis: Orthonormal
  /// Whitened, freed of the columns.
  private let rest: [Double]
  private let freedom: Double

  init(_ series: [Double], columns: [[Double]], rho: Double) {
    self.rho = rho
    basis = Orthonormal(columns.map { Self.whitened($0, rho) })
    rest = basis.residual(Self.whitened(series, rho))
    freedom = Double(series.count - 1 - basis.columns.count - 1)
  }

  /// The same with shocks cut to three spreads around columns and best step: one that wears off by and by is only a
  /// single odd week once the series is whitened.
  func withoutShocks(margin: Int) -> StepScan {
    var scan = self
    for _ in 0..<3 {
      guard let best = scan.best(margin: margin) else { return scan }
      let free = basis.residual(Self.whitened((0...rest.count).map { $0 < best.place ? 0 : 1 }, rho))
      let noise = zip(rest, free).map { $0 - best.size * $1 }
      let bound = 3 * robustScale(zip(scan.rest, free).map { $0 - best.size * $1 })
      guard bound > 0 else { return scan }
      let cut = noise.map { min(bound, max(-bound, $0)) }
      scan = StepScan(self, rest: basis.residual(zip(cut, free).map { $0 + best.size * $1 }))
    }
    return scan
  }

  private init(_ other: StepScan, rest: [Double]) {
    rho = other.rho
    basis = other.basis
    freedom = other.freedom
    self.rest = rest
  }

  static func whitened(_ series: [Double], _ rho: Double) -> [Double] {
    (1..<series.count).map { series[$0] - rho * series[$0 - 1] }
  }

  /// The step to 1 from `place` on, as its product with whitened columns: 1 at its first week, 1 - rho after it.
  private func products(with column: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: column.count + 1)
    for place in column.indices.reversed() { sums[place] = sums[place + 1] + column[place] }
    // Whitened weeks begin with the series' second.
    return (0...column.count).map { $0 == 0 ? 0 : column[$0 - 1] + (1 - rho) * sums[$0] }
  }

  /// The strongest step between `margin` weeks from either end.
  func best(margin: Int) -> Best? {
    let count = rest.count + 1
    guard count > 2 * margin + 2, freedom > 4 else { return nil }
    let along = products(with: rest), shares = basis.columns.map { products(with: $0) }
    let total = Orthonormal.product(rest, rest), places = Array(margin...(count - margin))
    func own(_ place: Int) -> Double {
      1 + (1 - rho) * (1 - rho) * Double(count - 1 - place) - shares.reduce(0) { $0 + $1[place] * $1[place] }
    }
    let sizes = places.map(own)
    var best: (index: Int, square: Double)?
    for (index, place) in places.enumerated() where sizes[index] > 1e-6 {
      let square = along[place] * along[place] / sizes[index]
      if square > best?.square ?? -1 { best = (index, square) }
    }
    guard let best, total > 0 else { return nil }
    let place = places[best.index], size = sizes[best.index]
    let variance = max(total - best.square, total * 1e-12) / freedom
    let t = along[place] / (size * variance).squareRoot()
    return Best(
      place: place, size: along[place] / size, standardError: (variance / size).squareRoot(), t: t,
      p: tail(abs(t), curve: length(places, sizes, shares)))
  }

  /// The length of the curve that neighbouring candidates draw.
  private func length(_ places: [Int], _ sizes: [Double], _ shares: [[Double]]) -> Double {
    let count = rest.count + 1
    var length = 0.0
    for index in places.indices.dropLast() where sizes[index] > 1e-6 && sizes[index + 1] > 1e-6 {
      let (here, next) = (places[index], places[index + 1])
      // Both hold 1 - rho after the later one begins; there the earlier holds 1 - rho and the later 1.
      let common =
        (1 - rho) + (1 - rho) * (1 - rho) * Double(count - 1 - next)
        - shares.reduce(0) { $0 + $1[here] * $1[next] }
      length += acos(min(1, max(-1, common / (sizes[index] * sizes[index + 1]).squareRoot())))
    }
    return length
  }

  private func tail(_ t: Double, curve: Double) -> Double {
    let tube = curve / .pi * pow(1 + t * t / freedom, -freedom / 2)
    return min(1, tube + StudentT.twoSided(t, freedom: freedom))
  }
}
