/// Which of many p-values count so that the expected share of false ones among them is at most `rate`.
///
/// Benjamini, Y. and Hochberg, Y. (1995), "Controlling the false discovery rate", Journal of the Royal Statistical
/// Society B 57(1), 289-300. It holds for independent tests and for positively dependent ones (Benjamini and Yekutieli,
/// 2001), as series that share customers are. The answer is the largest p-value that counts, or nil where none does.
package func falseDiscoveryCut(_ values: [Double], rate: Double) -> Double? {
  let sorted = values.sorted(), count = Double(sorted.count)
  return sorted.enumerated().last { $0.element <= rate * Double($0.offset + 1) / count }?.element
}
