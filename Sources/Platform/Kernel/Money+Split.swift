extension Money {
  /// Parts that differ by at most one minor unit and sum to the whole; the earlier parts are the larger ones.
  package func split(into count: Int) -> [Money] {
    precondition(count > 0, "an amount cannot be split into \(count) parts")
    let (share, rest) = minor.quotientAndRemainder(dividingBy: Int64(count))
    return (0..<count).map { place in
      let extra: Int64 = place < Int(rest.magnitude) ? rest.signum() : 0
      return Money(minor: share + extra, currency: currency)
    }
  }

  /// Parts in proportion to `weights` that sum to the whole.
  ///
  /// Leftover minor units go to the largest remainders, ties to the earlier part. A weight of zero receives
  /// nothing, unless all are zero: then the split is even. Weights below zero are a bug of the caller.
  package func split(over weights: [Int64]) -> [Money] {
    precondition(!weights.isEmpty, "an amount cannot be split over nothing")
    precondition(weights.allSatisfy { $0 >= 0 }, "a weight cannot be negative")
    let total = weights.reduce(into: UInt128(0)) { $0 += UInt128($1) }
    if total == 0 { return split(into: weights.count) }
    let whole = minor.magnitude
    var shares = [UInt64](), remainders = [UInt128]()
    shares.reserveCapacity(weights.count)
    remainders.reserveCapacity(weights.count)
    for weight in weights {
      let (share, remainder) = Money.share(of: whole, weight: UInt64(weight), total: total)
      shares.append(share)
      remainders.append(remainder)
    }
    let leftover = Int(whole - shares.reduce(0, +))
    if leftover > 0 {
      let order = remainders.indices.sorted {
        remainders[$0] != remainders[$1] ? remainders[$0] > remainders[$1] : $0 < $1
      }
      for place in order.prefix(leftover) { shares[place] += 1 }
    }
    // Truncation keeps the bits, so that a whole of Int64.min (which has no positive twin) survives.
    return shares.map { share in
      let part = Int64(truncatingIfNeeded: share)
      return Money(minor: minor < 0 ? 0 &- part : part, currency: currency)
    }
  }

  private static func share(of whole: UInt64, weight: UInt64, total: UInt128) -> (UInt64, UInt128) {
    let (product, overflow) = whole.multipliedReportingOverflow(by: weight)
    if !overflow, total <= UInt128(UInt64.max) {
      let (quotient, remainder) = product.quotientAndRemainder(dividingBy: UInt64(total))
      return (quotient, UInt128(remainder))
    }
    let (quotient, remainder) = (UInt128(whole) * UInt128(weight)).quotientAndRemainder(dividingBy: total)
    return (UInt64(quotient), remainder)
  }
}
