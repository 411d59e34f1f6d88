import Foundation

/// The logarithmic mean of two positive numbers, (a - b) / (ln a - ln b), and a where both are equal.
///
/// Weights of the logarithmic mean Divisia index: Ang, B. W. (2004), "Decomposition analysis for policymaking in
/// energy", Energy Policy 32(9), 1131-1139.
package func logMean(_ a: Double, _ b: Double) -> Double {
  if a == b { return a }
  // Near 1 the quotient loses its digits; the series of artanh does not.
  let x = (a - b) / (a + b)
  if abs(x) < 1e-4 { return (a + b) / 2 / (1 + x * x / 3 + x * x * x * x / 5) }
  return (a - b) / log(a / b)
}
