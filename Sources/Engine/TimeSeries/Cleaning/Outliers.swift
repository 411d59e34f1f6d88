/// Values that stand alone: a wrong file, a pallet for a closing competitor, a strike. Promotions are many and come again: they are
/// none of these.
///
/// A value is far off if it lies off the medians of what stands before and behind it, both on the same side, by many times what
/// is usual in the series. It is alone if nothing near as large is left in the series, and if no cycle has its like at the same
/// place. The last two values are never taken: whether a level has shifted shows only behind it. Chen and Liu, "Joint estimation of model
/// parameters and outlier effects in time series", JASA 88 (1993), tell the kinds apart; medians find them at a hundredth of the cost.
enum Outliers {
  struct Found: Hashable, Sendable {
    let place: Int
    let value: Double
    /// What its neighbours let one think of, in the way of the season.
    let expected: Double
  }

  /// What must lie behind a value before it can be told from a shift.
  static let fewestBehind = 2
  static let neighbours = 4
  /// Shorter series hide what is usual in them: on quarterly M3 it did harm there.
  static let fewest = 60
  /// How many times the usual deviation.
  static let far = 8.0
  /// How many times the largest deviation that is left.
  static let apart = 2.5

  static func found(in series: Series) -> [Found] {
    let values = series.values
    guard values.count >= fewest else { return [] }
    let offs = values.indices.map { off(values, $0) }
    let usual = median(offs.map(abs).filter { $0 > 0 }) ?? 0
    guard usual > 0 else { return [] }
    let most = max(1, values.count / 52), order = offs.indices.sorted { abs(offs[$0]) > abs(offs[$1]) }
    // Those that stand clear of all the rest, if they are few.
    guard
      let count = (1...most).last(where: {
        $0 < order.count && abs(offs[order[$0 - 1]]) > apart * abs(offs[order[$0]])
      })
    else { return [] }
    let lone = order.prefix(count).filter {
      abs(offs[$0]) > far * 1.4826 * usual && !comesAgain(offs, $0, [series.season] + series.longer)
    }
    guard lone.count == count else { return [] }
    return expected(values, lone.sorted(), series.season)
  }

  /// How far a value lies outside of what stands before and behind it; 0 where it lies between.
  private static func off(_ values: [Double], _ place: Int) -> Double {
    guard place > 0, place < values.count - fewestBehind,
      let before = median(Array(values[max(0, place - neighbours)..<place])),
      let behind = median(Array(values[(place + 1)..<min(values.count, place + 1 + neighbours)]))
    else { return 0 }
    let left = values[place] - before, right = values[place] - behind
    guard left * right > 0 else { return 0 }
    return abs(left) < abs(right) ? left : right
  }

  /// A third of it at the same place of another cycle, or a step beside, makes it a season.
  private static func comesAgain(_ offs: [Double], _ place: Int, _ seasons: [Int]) -> Bool {
    seasons.contains { $0 > 1 && comesAgain(offs, place, season: $0) }
  }

  private static func comesAgain(_ offs: [Double], _ place: Int, season: Int) -> Bool {
    for cycle in stride(from: place % season, to: offs.count, by: season) where cycle != place {
      for near in max(0, cycle - 1)...min(offs.count - 1, cycle + 1) where offs[near] / offs[place] > 1.0 / 3
      {
        return true
      }
    }
    return false
  }

  private static func expected(_ values: [Double], _ places: [Int], _ season: Int) -> [Found] {
    var filled = values
    for place in places { filled[place] = .nan }
    _ = Gaps.fill(&filled, season: season)
    return places.map { Found(place: $0, value: values[$0], expected: filled[$0]) }
  }

  private static func median(_ values: [Double]) -> Double? {
    if values.isEmpty { return nil }
    let sorted = values.sorted(), middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

extension Series {
  /// With what was expected in place of what stands alone, as far as it could be told at the end of this stretch.
  func without(_ outliers: [Outliers.Found]) -> Series {
    var values = values
    for one in outliers where one.place < values.count - Outliers.fewestBehind {
      values[one.place] = one.expected
    }
    return Series(unchecked: values, season: season, longer: longer)
  }
}
