import Foundation

/// The chance that an item which sells `rate` units a week sells none in `weeks`, if sales fall as a Poisson process.
///
/// Real sales come in clusters, which makes silence likelier than this: it is a lower bound.
package func chanceOfSilence(rate: Double, weeks: Double) -> Double {
  guard rate > 0, weeks > 0 else { return 1 }
  return exp(-rate * weeks)
}
