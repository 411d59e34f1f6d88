/// How far two texts lie apart.
package enum TextDistance {
  /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other (Damerau 1964,
  /// in the restricted form that edits no place twice).
  package static func edits(_ left: String, _ right: String) -> Int {
    edits(Array(left.unicodeScalars), Array(right.unicodeScalars))
  }

  /// 0...100: the share of the longer text that needs no edit.
  package static func similarity(_ left: String, _ right: String) -> Int {
    let left = Array(left.unicodeScalars), right = Array(right.unicodeScalars)
    let longer = max(left.count, right.count)
    if longer == 0 { return 100 }
    return 100 * (longer - edits(left, right)) / longer
  }

  private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    if left == right { return 0 }
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforeLast = [Int](), last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
