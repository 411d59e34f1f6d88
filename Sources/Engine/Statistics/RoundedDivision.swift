extension Int128 {
  /// The quotient, rounded half away from zero; so the quotient of a negated number is the negated quotient.
  func dividedRounded(by divisor: Int128) -> Int128 {
    let (whole, rest) = quotientAndRemainder(dividingBy: divisor)
    guard rest.magnitude >= divisor.magnitude - rest.magnitude, rest != 0 else { return whole }
    return whole + ((self < 0) == (divisor < 0) ? 1 : -1)
  }
}
