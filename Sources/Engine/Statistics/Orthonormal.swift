/// Columns made orthogonal and of length one, to take their part out of a series: least squares by Gram and Schmidt.
struct Orthonormal {
  private(set) var columns: [[Double]] = []

  /// A column that lies in the others' space adds nothing and is left out.
  init(_ raw: [[Double]]) { for column in raw { append(column) } }

  mutating func append(_ column: [Double]) {
    let size = Self.length(column)
    // Twice is enough for working precision (Giraud and Langou, 2005).
    let rest = residual(residual(column)), length = Self.length(rest)
    guard length > 1e-9 * size, length > 0 else { return }
    columns.append(rest.map { $0 / length })
  }

  func residual(_ series: [Double]) -> [Double] {
    var rest = series
    for column in columns {
      let share = Self.product(column, rest)
      for place in rest.indices { rest[place] -= share * column[place] }
    }
    return rest
  }

  static func product(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for place in left.indices { sum += left[place] * right[place] }
    return sum
  }

  static func length(_ series: [Double]) -> Double { product(series, series).squareRoot() }
}
