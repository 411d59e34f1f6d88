import Foundation

/// Small trees one after another, each on the signs of what the ones before left over: finds interactions no
/// formula names.
///
/// Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29 (2001),
/// algorithm 3 (least absolute deviation, a leaf's value is the median of its rows). Columns are cut into at
/// most 64 bins; every tree sees a part of the rows and columns, drawn from a fixed seed.
struct BoostedTrees: Sendable {
  struct Settings: Sendable {
    var trees = 150
    var leaves = 31
    var fewestRows = 200
    var rate = 0.06
    var rowShare = 0.7
    var columnShare = 0.5
    var penalty = 10.0
    var seed: UInt64 = 1
  }

  let start: Double
  let trees: [GrownTree]
  let bins: [ColumnBins]

  /// `columns` column by column over all rows, of which `taken` are learned from; `target` belongs to the
  /// rows taken.
  init(_ columns: [[Double]], taken: [Int], target: [Double], settings: Settings = Settings()) {
    let bins = columns.map { column in ColumnBins(taken.map { column[$0] }) }
    let binned = zip(columns, bins).map { column, bins in taken.map { bins.bin(column[$0]) } }
    var sorted = target
    let start = sorted.isEmpty ? 0 : Self.median(&sorted)
    var fit = [Double](repeating: start, count: target.count), random = SplitMix(seed: settings.seed)
    var trees: [GrownTree] = []
    if target.count >= 2 * settings.fewestRows && !columns.isEmpty {
      for _ in 0..<settings.trees {
        var grower = TreeGrower(binned, settings: settings, random: &random)
        let tree = grower.grow(target, fit)
        for row in fit.indices { fit[row] += tree.value { binned[$0][row] } }
        trees.append(tree)
      }
    }
    (self.start, self.trees, self.bins) = (start, trees, bins)
  }

  /// The prediction for a row, and what each column adds to it on the way down the trees; both sum up to the
  /// prediction.
  func predict(_ row: [Double], parts: inout [Double]) -> Double {
    let binned = zip(row, bins).map { value, bins in bins.bin(value) }
    var base = start
    for tree in trees { base += tree.walk(binned, &parts) }
    return base
  }

  static func median(_ values: inout [Double]) -> Double {
    values.sort()
    let half = values.count / 2
    return values.count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2
  }
}

/// Where a column is cut, so that each bin holds about as many rows.
struct ColumnBins: Sendable {
  let edges: [Double]
  static let most = 64

  init(_ values: [Double]) {
    let sorted = values.sorted()
    var edges: [Double] = []
    for cut in 1..<Self.most {
      let place = cut * sorted.count / Self.most
      guard place > 0, place < sorted.count else { continue }
      let edge = sorted[place]
      if edge > (edges.last ?? sorted[0]) { edges.append(edge) }
    }
    self.edges = edges
  }

  func bin(_ value: Double) -> UInt8 {
    var low = 0, high = edges.count
    while low < high {
      let half = (low + high) / 2
      if edges[half] <= value { low = half + 1 } else { high = half }
    }
    return UInt8(low)
  }
}

/// A generator of random numbers with one word of state: Steele, Lea and Flood, "Fast splittable pseudorandom
/// number generators", OOPSLA 2014.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// From 0 to below 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
