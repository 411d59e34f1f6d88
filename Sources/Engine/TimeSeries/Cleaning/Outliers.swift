/// A value that stands alone and far off its neighbours, and what was put in its place.
package struct Outlier: Hashable, Sendable {
  /// Counted from 1.
  package let row: Int
  package let value: Double
  package let replacement: Double

  package init(row: Int, value: Double, replacement: Double) {
    (self.row, self.value, self.replacement) = (row, value, replacement)
  }
}
