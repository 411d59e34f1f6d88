import Statistics

/// The drivers of a group of leaves by either method, as one thing that can be added up.
struct DriverSums {
  private var mix: PriceVolumeMix
  private var division = LogMeanDivision()
  private let method: DriverMethod
  /// Leaves are counted in this many ten-thousandths.
  private let step: Int64
  private(set) var before: Int128 = 0
  private(set) var after: Int128 = 0

  init(_ method: DriverMethod, step: Int64) {
    self.method = method
    self.step = step
    mix = PriceVolumeMix(weights: method == .textbook ? .textbook : .reversible)
  }

  /// Hundredths where all values are whole hundredths, so that what is shown adds up as it stands; ten-thousandths else.
  static func step(of leaves: some Sequence<DriverLeaf>) -> Int64 {
    leaves.allSatisfy { $0.before.value % 100 == 0 && $0.after.value % 100 == 0 } ? 100 : 1
  }

  mutating func add(_ leaf: DriverLeaf) {
    before += Int128(leaf.before.value)
    after += Int128(leaf.after.value)
    var (old, new) = (leaf.before, leaf.after)
    old.value /= step
    new.value /= step
    let stepped = DriverLeaf(before: old, after: new)
    if method == .distribution {
      division = division + LogMeanDivision(stepped)
    } else {
      mix = mix + PriceVolumeMix(stepped, weights: mix.weights)
    }
  }

  var effects: [Drivers.Effect] {
    let pairs: [(Driver, Int128)] =
      method == .distribution
      ? [
        (.new, division.new), (.lost, division.lost), (.distribution, division.distribution),
        (.velocity, division.velocity), (.price, division.price), (.apart, division.apart),
      ]
      : [
        (.new, mix.new), (.lost, mix.lost), (.volume, mix.volume), (.mix, mix.mix), (.price, mix.price),
        (.apart, mix.apart),
      ]
    return pairs.map { Drivers.Effect(driver: $0.0, value: Int64(clamping: $0.1 * Int128(step))) }
  }

  /// Nil where the method has no mix.
  func shift(between parts: [DriverSums]) -> Int64? {
    method == .distribution
      ? nil : Int64(clamping: mix.shift(between: parts.map(\.mix)) * Int128(step))
  }
}
