/// The middle of a list; 0 of none.
package func median(_ values: [Double]) -> Double {
  guard !values.isEmpty else { return 0 }
  let sorted = values.sorted(), middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// The spread of a list from the median of its absolute deviations, scaled to the standard deviation of normal noise.
///
/// Hampel, F. R. (1974), "The influence curve and its role in robust estimation", JASA 69, 383-393.
func robustScale(_ values: [Double]) -> Double {
  let middle = median(values)
  return 1.482_602_218_505_602 * median(values.map { abs($0 - middle) })
}
