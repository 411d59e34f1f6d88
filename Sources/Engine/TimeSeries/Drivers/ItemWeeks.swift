/// An item's rows summed over its sites, week by week, less what each site does on its own.
struct ItemWeeks {
  let width: Int
  private(set) var mass: [Double]
  private(set) var x: [Double]
  private(set) var y: [Double]

  init(_ rows: PooledRows, members: [Int], own: [Double], shift: [Double]) {
    width = rows.width
    mass = [Double](repeating: 0, count: rows.history)
    y = mass
    x = [Double](repeating: 0, count: rows.history * width)
    own.withUnsafeBufferPointer { own in
      for one in members {
        let departure = own.baseAddress! + one * width
        for step in 0..<rows.history {
          let w = rows.weight[one * rows.history + step]
          guard w > 0 else { continue }
          mass[step] += w
          y[step] += w * (rows.y[one * rows.history + step] + shift[one] - rows.product(one, step, departure))
          add(rows, one, step, w)
        }
      }
    }
  }

  @inline(__always)
  private mutating func add(_ rows: PooledRows, _ one: Int, _ step: Int, _ w: Double) {
    let row = (one * rows.span + step) * width
    for k in 0..<width { x[step * width + k] += w * rows.x[row + k] }
  }

  /// The part of a week's sum that belongs to the common shock, for each unit of weight.
  func share(_ step: Int, shock: Double, noise: Double) -> Double {
    mass[step] > 0 ? shock / (noise + mass[step] * shock) : 0
  }
}
