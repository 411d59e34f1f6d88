import Foundation

/// The band around a sum: the width around the whole's own forecast, which hangs together as the parts do, put around the sum
/// of the parts and widened by what the whole does not know of: what is known ahead of its parts, and launches.
struct SumBand {
  /// How much of what one part's move is off goes with the others': one promotion fools all items alike, each also by itself.
  static let together = 0.5

  private let total: SeriesPlan
  private let low: KeyPath<SeriesPlan, [Int64]>
  private let high: KeyPath<SeriesPlan, [Int64]>

  init(
    _ total: SeriesPlan, _ low: KeyPath<SeriesPlan, [Int64]>, _ high: KeyPath<SeriesPlan, [Int64]>
  ) {
    (self.total, self.low, self.high) = (total, low, high)
  }

  func around(_ sum: [Int64], of parts: [SeriesPlan]) -> (low: [Int64], high: [Int64]) {
    func bound(_ line: KeyPath<SeriesPlan, [Int64]>, _ sign: Double) -> [Int64] {
      total[keyPath: line].indices.map { place in
        let own = Double(total[keyPath: line][place] - total.statistical[place])
        var all = 0.0, squares = 0.0
        for part in parts {
          let more = part.unknownAbove(place, line)
          all += more
          squares += more * more
        }
        let moved = Self.together * all * all + (1 - Self.together) * squares
        return max(0, sum[place] + Int64((sign * (own * own + moved).squareRoot()).rounded()))
      }
    }
    return (bound(low, -1), bound(high, 1))
  }
}

extension SeriesPlan {
  /// The part of its width in a week that comes with a move which no forecast of a sum above has seen.
  fileprivate func unknownAbove(_ place: Int, _ bound: KeyPath<SeriesPlan, [Int64]>) -> Double {
    guard self[keyPath: bound].count > place, statistical[place] > 0 else { return 0 }
    let moved = [price, promotion, neighbours, launch].reduce(0.0) {
      $0 + ($1.count > place ? abs(Double($1[place])) / Double(Self.partScale) : 0)
    }
    let width = abs(Double(self[keyPath: bound][place] - statistical[place]))
    return width * min(1, moved / Double(statistical[place]))
  }
}
