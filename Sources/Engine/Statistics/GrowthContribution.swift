/// What one part adds to the growth of the whole: its share before times its own growth, which is its change over the
/// whole's value before. In millionths of the whole, rounded half away from zero; nil where the whole was not above zero.
package func growthContribution(before: Int64, after: Int64, ofWhole whole: Int64) -> Int64? {
  guard whole > 0 else { return nil }
  return Int64(clamping: ((Int128(after) - Int128(before)) * 1_000_000).dividedRounded(by: Int128(whole)))
}
