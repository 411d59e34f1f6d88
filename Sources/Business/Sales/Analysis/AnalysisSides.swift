import Catalog
import Kernel

/// Sites, or items, that a reading tells apart: the number that stands for them in the facts' answer, and what that
/// number means.
struct AnalysisSide {
  struct Meaning {
    let key: AnalysisKey
    /// The site or item itself, where each is told apart.
    let number: Int32
    var factor: EquivalisedFactor?
  }

  /// Nil: all of them, told apart by nothing.
  var groups: [Int32: Int32]?
  var meanings: [Int32: Meaning] = [:]
  /// Which ones count; nil: all.
  var numbers: [Int32]?

  private var known: [AnalysisKey: Int32] = [:]

  /// Files a site or item under its key; `apart` keeps each one's own number.
  mutating func file(_ number: Int32, _ key: AnalysisKey, factor: EquivalisedFactor? = nil, apart: Bool) {
    if apart {
      groups?[number] = number
      meanings[number] = Meaning(key: key, number: number, factor: factor)
      return
    }
    let ratio = factor?.ratio
    let sorted = ratio.map {
      key + [Int32(truncatingIfNeeded: $0.numerator), Int32(truncatingIfNeeded: $0.denominator)]
    }
    let group = known[sorted ?? key] ?? Int32(known.count)
    known[sorted ?? key] = group
    groups?[number] = group
    meanings[group] = meanings[group] ?? Meaning(key: key, number: 0, factor: factor)
  }
}
