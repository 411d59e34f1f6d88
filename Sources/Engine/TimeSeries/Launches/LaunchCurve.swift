import Foundation
import Statistics

/// How launches grow: the share of its settled rate that an item sells week by week, and how far launches lie apart.
///
/// Medians over past launches; widths are those of logarithms with Student's t, so that few launches give wide ones.
package struct LaunchCurve: Sendable, Hashable {
  /// A launch of the past, from its first week on.
  package struct Past: Sendable, Hashable {
    package let units: [Double]
    /// How many stores sold it; empty where nobody knows.
    package let stores: [Double]
    /// What its like sold a week when it had settled.
    package let typical: Double

    /// Nil where nothing like it sold. `like`: what others sold a week when it had settled; their median counts.
    package init?(units: [Double], stores: [Double], like rates: [Double]) {
      let selling = rates.filter { $0 > 0 }
      guard !selling.isEmpty else { return nil }
      (self.units, self.stores, typical) = (units, stores, median(selling))
    }

    var settled: Double { LaunchCurve.mean(units[growing..<watched]) }
  }

  /// Weeks in which a launch grows, and weeks by which its settled rate is known.
  package static let growing = 13
  package static let watched = 26
  /// Fewer launches teach nothing: all is sold from the first week and the width is assumed.
  package static let fewest = 3
  /// A factor of about two each way holds two thirds.
  private static let assumedSpread = 0.7
  private static let leastSpread = 0.15

  /// Of the settled rate, week by week; one from the last on.
  package let shares: [Double]
  /// The same of stores, and of what a store sells; empty where nobody knows.
  package let stores: [Double]
  package let perStore: [Double]
  package let launches: Int
  /// Standard deviations of logarithms: of a launch's settled rate among its like, and of a week within its launch.
  package let between: Double
  package let within: Double

  package var isAssumed: Bool { launches < Self.fewest }

  package init(_ all: [Past]) {
    let past = all.filter { $0.units.count >= Self.watched && $0.settled > 0 && $0.typical > 0 }
    launches = past.count
    guard past.count >= Self.fewest else {
      (shares, stores, perStore) = ([], [], [])
      (between, within) = (Self.assumedSpread, 0)
      return
    }
    let steps = 0..<Self.growing
    let shares = steps.map { step in median(past.map { $0.units[step] / $0.settled }) }
    let counted = past.filter { $0.stores.count >= Self.watched && Self.mean($0.stores[Self.growing...]) > 0 }
    let known = counted.count >= Self.fewest ? counted : []
    let stores = known.isEmpty ? [] : steps.map { step in median(known.map { $0.storeShare(step) }) }
    perStore =
      known.isEmpty
      ? []
      : steps.map { step in
        median(known.map { $0.units[step] / $0.settled / max(1e-9, $0.storeShare(step)) })
      }
    let levels = past.map { log($0.settled / $0.typical) }
    between = max(Self.leastSpread, Self.deviation(levels) * (1 + 1 / Double(past.count)).squareRoot())
    let errors = past.flatMap { one in
      steps.map { log((one.units[$0] + 0.5) / (shares[$0] * one.settled + 0.5)) }
    }
    within = max(Self.leastSpread, (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot())
    (self.shares, self.stores) = (shares, stores)
  }

  /// Of the settled rate in a week from 0 on.
  package func share(_ week: Int) -> Double {
    week < 0 ? 0 : week < shares.count ? shares[week] : 1
  }

  /// The factors by which a week lies below and above what is expected, in so many of a hundred cases.
  ///
  /// `own`: how far the launch's level is known already, from nothing to one.
  package func range(_ percent: Double, week: Int, own: Double = 0) -> (low: Double, high: Double) {
    let left = between * (1 - own), noise = week < Self.growing ? within : within / 2
    let factor = exp(quantile(percent) * (left * left + noise * noise).squareRoot())
    return (1 / factor, factor)
  }

  /// Of Student's t, two-sided: Fisher's expansion, after G. W. Hill, Communications of the ACM 13 (1970), 617-619.
  private func quantile(_ percent: Double) -> Double {
    let z = Calibration.normal(0.5 + percent / 200), freedom = Double(max(2, launches - 1))
    return z + (pow(z, 3) + z) / (4 * freedom)
      + (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / (96 * freedom * freedom)
  }

  private static func mean(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private static func deviation(_ values: [Double]) -> Double {
    let mean = mean(values[...])
    let sum = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (sum / Double(values.count - 1)).squareRoot()
  }
}

extension LaunchCurve.Past {
  fileprivate func storeShare(_ step: Int) -> Double {
    let settled = stores[LaunchCurve.growing..<LaunchCurve.watched]
    return stores[step] / (settled.reduce(0, +) / Double(settled.count))
  }
}
