/// Steps summed into buckets, which are smoothed with the weight that foretells them best.
struct BucketSmoothing {
  /// What a step is expected to bring.
  let rate: Double
  let weight: Double

  static let least = 0.1
  static let most = 0.3

  /// `width` steps to a bucket; the oldest steps that fill none are left out.
  init(_ values: UnsafeBufferPointer<Double>, width: Int, room: UnsafeMutablePointer<Double>) {
    let count = values.count / width, start = values.count - count * width
    for bucket in 0..<count {
      var sum = 0.0
      for place in 0..<width { sum += values[start + bucket * width + place] }
      room[bucket] = sum
    }
    weight = Self.bestWeight(room, count)
    rate = count == 0 ? 0 : Self.smooth(room, count, weight).next / Double(width)
  }

  private static func smooth(
    _ x: UnsafePointer<Double>, _ count: Int, _ weight: Double
  ) -> (next: Double, error: Double) {
    var level = x[0], error = 0.0
    for place in 1..<max(1, count) {
      let miss = x[place] - level
      error += miss * miss
      level += weight * miss
    }
    return (level, error)
  }

  /// Golden section to a ten-thousandth: Kiefer, "Sequential minimax search for a maximum" (1953).
  private static func bestWeight(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    guard count > 1 else { return least }
    let golden = 0.6180339887498949
    var low = least, high = most
    var left = high - golden * (high - low), right = low + golden * (high - low)
    var atLeft = smooth(x, count, left).error, atRight = smooth(x, count, right).error
    while high - low > 1e-4 {
      if atLeft <= atRight {
        (high, right, atRight) = (right, left, atLeft)
        left = high - golden * (high - low)
        atLeft = smooth(x, count, left).error
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = low + golden * (high - low)
        atRight = smooth(x, count, right).error
      }
    }
    // At an edge the last tenths are not worth a search: the edge itself is tried.
    let middle = (low + high) / 2
    let edge = middle < (least + most) / 2 ? least : most
    return smooth(x, count, edge).error <= smooth(x, count, middle).error ? edge : middle
  }

  /// The mean interval between demands as whole steps, at least one.
  static func usualWidth(_ values: UnsafeBufferPointer<Double>) -> Int {
    var count = 0, last = 0
    for (place, value) in values.enumerated() where value > 0 {
      count += 1
      last = place + 1
    }
    return count == 0 ? 1 : max(1, Int((Double(last) / Double(count)).rounded(.toNearestOrEven)))
  }

  /// The mean of the rates at all widths up to the usual.
  static func rate(_ values: UnsafeBufferPointer<Double>) -> Double {
    let widest = usualWidth(values)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, values.count)) { room in
      (1...widest).reduce(0) { $0 + BucketSmoothing(values, width: $1, room: room.baseAddress!).rate }
        / Double(widest)
    }
  }

  /// The mean of the rates at several widths, and what it was before each step with the weights found at the
  /// end.
  static func forecast(_ series: Series, widths: ClosedRange<Int>, horizon: Int, method: String)
    -> PointForecast
  {
    let count = series.values.count, share = 1 / Double(widths.count)
    var fitted = [Double](repeating: 0, count: count), rate = 0.0
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { room in
      series.values.withUnsafeBufferPointer { values in
        for width in widths {
          let buckets = BucketSmoothing(values, width: width, room: room.baseAddress!)
          rate += share * buckets.rate
          buckets.follow(values, width: width) { fitted[$0] += share * $1 }
        }
      }
    }
    return PointForecast(method: method, fitted: fitted, future: [Double](repeating: rate, count: horizon))
  }

  /// The rate known before each step; until the first bucket is full the mean of the steps so far.
  private func follow(_ values: UnsafeBufferPointer<Double>, width: Int, _ body: (Int, Double) -> Void) {
    let start = values.count % width
    var level = 0.0, bucket = 0.0, seen = 0.0, isFirst = true
    for place in values.indices {
      body(place, isFirst ? (place == 0 ? 0 : seen / Double(place)) : level / Double(width))
      seen += values[place]
      guard place >= start else { continue }
      bucket += values[place]
      guard (place - start) % width == width - 1 else { continue }
      level = isFirst ? bucket : level + weight * (bucket - level)
      (bucket, isFirst) = (0, false)
    }
  }
}
