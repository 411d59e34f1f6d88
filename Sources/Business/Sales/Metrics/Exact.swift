import Kernel

/// An exact quotient of two whole numbers: what a figure is before it is rounded to be shown.
package struct Exact: Sendable, Hashable {
  package let numerator: Int128
  /// Always positive.
  package let denominator: Int128

  package static let zero = Exact(whole: 0)

  package init(whole: Int128) {
    numerator = whole
    denominator = 1
  }

  /// Nil where the denominator is zero: there is no such figure.
  package init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0 else { return nil }
    let sign = denominator.signum()
    var (top, bottom) = (numerator * sign, denominator * sign)
    // Kept small, so that products of a few of them fit.
    if max(top.magnitude, bottom.magnitude) >> 56 > 0 {
      var (large, small) = (top.magnitude, bottom.magnitude)
      while small != 0 { (large, small) = (small, large % small) }
      let divisor = Int128(max(large, 1))
      (top, bottom) = (top / divisor, bottom / divisor)
    }
    self.numerator = top
    self.denominator = bottom
  }

  /// Nil where it does not fit.
  package func times(_ other: Exact) -> Exact? {
    let (top, tooHigh) = numerator.multipliedReportingOverflow(by: other.numerator)
    let (bottom, tooLow) = denominator.multipliedReportingOverflow(by: other.denominator)
    if !tooHigh && !tooLow { return Exact(top, over: bottom) }
    let (left, right) = (small, other.small)
    return Exact(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// The same to some eighteen digits, so that a product of two fits: far beyond what is ever shown.
  private var small: Exact {
    let size = max(numerator.magnitude, denominator.magnitude)
    let excess = max(0, 66 - size.leadingZeroBitCount)
    return excess == 0 ? self : Exact(raw: numerator >> excess, max(1, denominator >> excess))
  }

  /// Nil where `other` is zero, or it does not fit.
  package func over(_ other: Exact) -> Exact? {
    guard other.numerator != 0 else { return nil }
    let sign = other.numerator.signum()
    return times(Exact(raw: other.denominator * sign, other.numerator * sign))
  }

  package func minus(_ other: Exact) -> Exact? {
    let (left, leftOver) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (right, rightOver) = other.numerator.multipliedReportingOverflow(by: denominator)
    let (bottom, bottomOver) = denominator.multipliedReportingOverflow(by: other.denominator)
    let (top, topOver) = left.subtractingReportingOverflow(right)
    if !leftOver && !rightOver && !bottomOver && !topOver { return Exact(top, over: bottom) }
    let (one, two) = (small, other.small)
    return Exact(
      one.numerator * two.denominator - two.numerator * one.denominator,
      over: one.denominator * two.denominator)
  }

  /// A whole number of 10^-decimals, rounded half away from zero; nil where it does not fit.
  package func rounded(decimals: Int) -> Int64? {
    let (scaled, overflow) = numerator.multipliedReportingOverflow(by: Int128(DecimalText.power(decimals)))
    guard !overflow else { return nil }
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: denominator)
    let isUp = rest.magnitude * 2 >= denominator.magnitude
    return Int64(exactly: whole + (isUp ? Int128(scaled.signum()) : 0))
  }

  /// The decimals at which it can be written exactly, up to `most`; nil where it needs more.
  package func decimals(most: Int) -> Int? {
    (0...most).first { decimals in
      let (scaled, overflow) = numerator.multipliedReportingOverflow(by: Int128(DecimalText.power(decimals)))
      return !overflow && scaled % denominator == 0
    }
  }

  /// Two figures as whole numbers in the same proportion, to compare them.
  package static func pair(_ now: Exact, _ before: Exact) -> (now: Int64, before: Int64)? {
    guard let top = now.times(Exact(whole: before.denominator)),
      let other = before.times(Exact(whole: now.denominator))
    else { return nil }
    var (left, right) = (top.numerator / top.denominator, other.numerator / other.denominator)
    let (exactLeft, leftOver) = now.numerator.multipliedReportingOverflow(by: before.denominator)
    let (exactRight, rightOver) = before.numerator.multipliedReportingOverflow(by: now.denominator)
    if !leftOver && !rightOver { (left, right) = (exactLeft, exactRight) }
    while Int64(exactly: left) == nil || Int64(exactly: right) == nil {
      (left, right) = (left / 2, right / 2)
    }
    return (Int64(left), Int64(right))
  }

  package static func < (left: Exact, right: Exact) -> Bool {
    left.minus(right).map { $0.numerator < 0 } ?? false
  }

  private init(raw numerator: Int128, _ denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }
}

extension Exact: Comparable {
  package static func == (left: Exact, right: Exact) -> Bool {
    left.numerator * right.denominator == right.numerator * left.denominator
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(rounded(decimals: 3))
  }
}
