/// Where an exact quotient that falls between two whole numbers goes.
package enum Rounding: Sendable {
  /// To the nearer one; a tie goes to the even one. For conversions, so that many of them do not drift.
  case halfEven
  /// To the nearer one; a tie goes away from zero. For percentages and display, as people round on paper.
  case halfAwayFromZero
}

extension Int128 {
  /// This number over a positive `divisor`, rounded to a whole number.
  func divided(by divisor: Int128, rounding: Rounding) -> Int128 {
    precondition(divisor > 0, "a divisor must be positive")
    let (whole, rest) = quotientAndRemainder(dividingBy: divisor)
    if rest == 0 { return whole }
    let distance = rest.magnitude
    let gap = divisor.magnitude - distance
    let up =
      if distance == gap { rounding == .halfAwayFromZero || whole % 2 != 0 } else { distance > gap }
    return up ? whole + (self < 0 ? -1 : 1) : whole
  }
}
