import Kernel

/// A place in the tree of chance: every account, item, store and week has its own, reached by its numbers and
/// not by a turn in a queue. So a larger demo holds the smaller one, and any part can be made alone.
struct Draw: Sendable {
  let key: UInt64

  init(seed: UInt64) { key = seed }
  private init(key: UInt64) { self.key = key }

  /// The place for one use below this one.
  func of(_ use: Use) -> Draw { at(use.rawValue + 1_000_003) }

  /// The place with this number below this one.
  func at(_ number: Int) -> Draw {
    var series = SeededGenerator(seed: key, stream: UInt64(bitPattern: Int64(number)))
    return Draw(key: series.next())
  }

  /// 64 random bits by number; cheap enough for one per fact.
  @inline(__always)
  func bits(_ number: Int) -> UInt64 {
    var series = SeededGenerator(seed: key &+ UInt64(bitPattern: Int64(number)) &* 0xd1b5_4a32_d192_ed03)
    return series.next()
  }

  /// From 0 up to, but not, 1.
  @inline(__always)
  func unit(_ number: Int = 0) -> Double { Double(bits(number) >> 11) * 0x1p-53 }

  func within(_ range: ClosedRange<Double>, _ number: Int = 0) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit(number)
  }

  func whole(_ range: ClosedRange<Int>, _ number: Int = 0) -> Int {
    range.lowerBound + Int(unit(number) * Double(range.count))
  }

  func happens(_ chance: Double, _ number: Int = 0) -> Bool { unit(number) < chance }

  func one<Element>(of list: [Element], _ number: Int = 0) -> Element {
    list[whole(0...list.count - 1, number)]
  }

  /// A generator for work that wants numbers in a row.
  var series: SeededGenerator { SeededGenerator(seed: key) }
}

extension Draw {
  /// What chance is used for; the numbers are part of what a seed means, so they never change.
  enum Use: Int {
    case item = 1
    case price, elasticity, listing, distribution, regularPrice, event, response, breaks, voids, outage
    case store, storeItem, noise, compliance, shortage, firstReport, shipping, places, renumbering, code
    case rival, contact, commitment
    // Far off, so that others may be added between.
    case deal = 70
    case plan = 80
  }
}
