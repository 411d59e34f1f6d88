/// Fills places without a value, so that a series has equal steps.
package enum Gaps {
  /// Longer gaps than this are not filled: what lies before them is left away.
  package static func longest(season: Int) -> Int { max(4, min(season - 1, 26)) }

  /// Fills gaps of a few steps from the line between their neighbours, or where there are cycles enough, from the same
  /// place of the cycles before and behind, moved to the level of now. NaN is a value that is not there.
  ///
  /// Answers how many were filled. The first and the last value must be there.
  package static func fill(_ values: inout [Double], season: Int) -> Int {
    var filled = 0, place = 1
    while place < values.count {
      guard values[place].isNaN else {
        place += 1
        continue
      }
      var end = place
      while values[end].isNaN { end += 1 }
      let before = values[place - 1], behind = values[end], steps = Double(end - place + 1)
      for hole in place..<end {
        let line = before + (behind - before) * Double(hole - place + 1) / steps
        values[hole] = line + swing(values, hole, place - 1, end, season)
        filled += 1
      }
      place = end
    }
    return filled
  }

  /// How far the same place a cycle earlier or later lay off the line between the same neighbours.
  private static func swing(_ values: [Double], _ hole: Int, _ first: Int, _ last: Int, _ season: Int)
    -> Double
  {
    guard season > 1 else { return 0 }
    for move in [-season, season] {
      let (left, middle, right) = (first + move, hole + move, last + move)
      guard left >= 0, right < values.count else { continue }
      let part = Double(hole - first) / Double(last - first)
      let off = values[middle] - (values[left] + part * (values[right] - values[left]))
      if off.isFinite { return off }
    }
    return 0
  }
}
