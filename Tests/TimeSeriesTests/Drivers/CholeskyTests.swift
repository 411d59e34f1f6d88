import Testing

@testable import TimeSeries

struct CholeskyTests {
  @Test func `a matrix times its inverse is one, and solving agrees`() {
    let a = [4.0, 2, 0.6, 2, 5, 1, 0.6, 1, 3], factor = Cholesky(a, size: 3), inverse = factor.inverse()
    for row in 0..<3 {
      for column in 0..<3 {
        let value = (0..<3).reduce(0) { $0 + a[row * 3 + $1] * inverse[$1 * 3 + column] }
        #expect(abs(value - (row == column ? 1 : 0)) < 1e-12)
      }
    }
    let x = factor.solve([1, 2, 3])
    for row in 0..<3 {
      #expect(abs((0..<3).reduce(0) { $0 + a[row * 3 + $1] * x[$1] } - [1.0, 2, 3][row]) < 1e-12)
    }
  }

  @Test func `a repeated column does not crash`() {
    for value in Cholesky([1, 1, 1, 1], size: 2).solve([1, 1]) { #expect(value.isFinite) }
  }
}
