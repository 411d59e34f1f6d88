/// Exact quotients of large sums, rounded half away from zero, as people round on paper.
enum Quotient {
  /// Nil where the divisor is zero or the result does not fit.
  static func rounded(_ dividend: Int128, _ divisor: Int128) -> Int64? {
    guard divisor != 0 else { return nil }
    let (whole, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
    let isUp = rest.magnitude * 2 >= divisor.magnitude
    return Int64(exactly: whole + (isUp ? ((dividend < 0) == (divisor < 0) ? 1 : -1) : 0))
  }

  /// `part / whole x count`
  static func share(_ part: Int64, of whole: Int64, times count: Int64) -> Int64? {
    rounded(Int128(part) * Int128(count), Int128(whole))
  }
}
