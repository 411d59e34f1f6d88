/// Whole parts in the proportion of exact ones that sum to the rounded whole, so that what is shown adds up.
///
/// Each part is `part x scale / base` rounded down; what is missing goes to the largest remainders (Hamilton's method).
/// Empty where the base is not above zero.
package func largestRemainder(_ parts: [Int64], of base: Int64, scale: Int64) -> [Int64] {
  guard base > 0 else { return [] }
  let exact = parts.map { Int128($0) * Int128(scale) }
  let floors = exact.map { number -> Int128 in
    let (whole, rest) = number.quotientAndRemainder(dividingBy: Int128(base))
    return rest < 0 ? whole - 1 : whole
  }
  let whole = exact.reduce(0, +).dividedRounded(by: Int128(base))
  let missing = Int(clamping: whole - floors.reduce(0, +))
  let order = parts.indices.sorted {
    (exact[$1] - floors[$1] * Int128(base), $0) < (exact[$0] - floors[$0] * Int128(base), $1)
  }
  var given = floors
  for place in order.prefix(max(0, missing)) { given[place] += 1 }
  return given.map { Int64(clamping: $0) }
}
