import Foundation

/// How heavy the tails of surprises are, and so how unlikely one of them is.
///
/// Real weeks are not normal. The degrees of freedom of a t distribution are read off the middle of all surprises of all series
/// together, where few odd weeks can be: the ratio of the 95th percentile of |z| to its median. Efron, B. (2004), "Large-scale
/// simultaneous hypothesis testing: the choice of a null hypothesis", JASA 99, 96-104.
package struct OddWeeks: Sendable {
  package let freedom: Double
  private let middle: Double

  package init(_ surprises: [Double]) {
    let sizes = surprises.map { abs($0) }.sorted()
    middle = sizes.isEmpty ? 1 : max(1e-9, sizes[sizes.count / 2])
    let far = sizes.isEmpty ? 0 : sizes[min(sizes.count - 1, sizes.count * 19 / 20)]
    freedom = Self.freedom(ratio: far / middle)
  }

  /// The probability of a surprise at least as large in an ordinary week.
  package func p(_ surprise: Double) -> Double {
    StudentT.twoSided(abs(surprise) / middle * Self.quantile(0.5, freedom), freedom: freedom)
  }

  /// Between 2 and 30, by bisection: the heavier the tails, the larger the ratio. Never quite normal, for the spread that
  /// surprises are counted in was measured on the same weeks.
  private static func freedom(ratio: Double) -> Double {
    var low = 2.0, high = 30.0
    for _ in 0..<60 {
      let half = (low * high).squareRoot()
      if quantile(0.05, half) / quantile(0.5, half) > ratio { low = half } else { high = half }
    }
    return low
  }

  /// The t that is passed with probability `p` on both sides together.
  private static func quantile(_ p: Double, _ freedom: Double) -> Double {
    var low = 0.0, high = 100.0
    for _ in 0..<60 {
      let half = (low + high) / 2
      if StudentT.twoSided(half, freedom: freedom) > p { low = half } else { high = half }
    }
    return low
  }
}
