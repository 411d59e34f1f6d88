package import Kernel

/// Where an item's sales go when it is taken off the shelf. The method is open, so that the retailer can repeat it.
///
/// Some of its shoppers walk away from the category; the rest buy what is left, each item in proportion to its share: a
/// stated part within the segment, the remainder in the other segments. What an added item sells comes the same way: it
/// takes from the others in proportion to their shares, and brings the walk-away part new. Without a panel or loyalty
/// data nobody knows the walk-away rate, so it is an interval.
package struct Transfer: Codable, Hashable, Sendable {
  /// What is assumed; a reader may change it and see what comes of it.
  package struct Assumptions: Codable, Hashable, Sendable {
    /// Part of an item's sales that leaves the category with it.
    package var lowWalkAway: BasisPoints
    package var highWalkAway: BasisPoints
    /// Part of the remaining sales that stays in the segment.
    package var withinSegment: BasisPoints

    package static let usual = Assumptions(
      lowWalkAway: BasisPoints(1_000), highWalkAway: BasisPoints(4_000), withinSegment: BasisPoints(7_000))

    package init(lowWalkAway: BasisPoints, highWalkAway: BasisPoints, withinSegment: BasisPoints) {
      self.lowWalkAway = lowWalkAway
      self.highWalkAway = highWalkAway
      self.withinSegment = withinSegment
    }

    package var isSound: Bool {
      let range = 0...10_000
      return range.contains(lowWalkAway.count) && range.contains(highWalkAway.count)
        && range.contains(withinSegment.count) && lowWalkAway <= highWalkAway
    }
  }

  /// An item as it stands on the shelf.
  package struct Item: Hashable, Sendable {
    package let number: Int32
    package let segment: Int32
    package let isOurs: Bool
    package let value: Int64

    package init(number: Int32, segment: Int32, isOurs: Bool, value: Int64) {
      self.number = number
      self.segment = segment
      self.isOurs = isOurs
      self.value = value
    }
  }

  /// A change under the low and under the high rate of walking away.
  package struct Change: Codable, Hashable, Sendable {
    package let atLow: Int64
    package let atHigh: Int64

    package var least: Int64 { min(atLow, atHigh) }
    package var most: Int64 { max(atLow, atHigh) }

    static func + (left: Change, right: Change) -> Change {
      Change(atLow: left.atLow + right.atLow, atHigh: left.atHigh + right.atHigh)
    }
  }

  /// What the category, and we, gain by it.
  package let category: Change
  package let ours: Change
  /// What the other items gain, by number.
  package let others: [Int32: Change]

  /// What comes of dropping an item. Others gain what it sold less what walked away, to the last unit of money.
  package static func dropping(_ item: Item, from shelf: [Item], _ assumed: Assumptions) -> Transfer {
    let rest = shelf.filter { $0.number != item.number && $0.value > 0 }
    let low = moved(item, to: rest, walkAway: assumed.lowWalkAway, assumed)
    let high = moved(item, to: rest, walkAway: assumed.highWalkAway, assumed)
    return made(low, high, rest, own: item, sign: 1)
  }

  /// What comes of adding an item that would sell `item.value`.
  package static func adding(_ item: Item, to shelf: [Item], _ assumed: Assumptions) -> Transfer {
    let rest = shelf.filter { $0.number != item.number && $0.value > 0 }
    let low = moved(item, to: rest, walkAway: assumed.lowWalkAway, assumed)
    let high = moved(item, to: rest, walkAway: assumed.highWalkAway, assumed)
    return made(low, high, rest, own: item, sign: -1)
  }

  /// Both together: the space of one goes to the other.
  package static func + (left: Transfer, right: Transfer) -> Transfer {
    Transfer(
      category: left.category + right.category, ours: left.ours + right.ours,
      others: left.others.merging(right.others, uniquingKeysWith: +))
  }

  private static func made(
    _ low: [Int32: Int64], _ high: [Int32: Int64], _ rest: [Item], own: Item, sign: Int64
  ) -> Transfer {
    func range(_ numbers: [Int32]) -> Change {
      Change(
        atLow: numbers.reduce(0) { $0 + (low[$1] ?? 0) } * sign,
        atHigh: numbers.reduce(0) { $0 + (high[$1] ?? 0) } * sign)
    }
    let lost = Change(atLow: -own.value * sign, atHigh: -own.value * sign)
    return Transfer(
      category: range(rest.map(\.number)) + lost,
      ours: range(rest.filter(\.isOurs).map(\.number))
        + (own.isOurs ? lost : Change(atLow: 0, atHigh: 0)),
      others: Dictionary(uniqueKeysWithValues: rest.map { ($0.number, range([$0.number])) }))
  }

  /// What each of the others takes over.
  private static func moved(
    _ item: Item, to rest: [Item], walkAway: BasisPoints, _ assumed: Assumptions
  ) -> [Int32: Int64] {
    let staying = item.value - (Quotient.share(Int64(walkAway.count), of: 10_000, times: item.value) ?? 0)
    let near = rest.filter { $0.segment == item.segment }, far = rest.filter { $0.segment != item.segment }
    // Where one of the two is empty, all goes to the other: there is nothing else to buy.
    let inSegment =
      near.isEmpty
      ? 0
      : far.isEmpty
        ? staying : Quotient.share(Int64(assumed.withinSegment.count), of: 10_000, times: staying) ?? 0
    return split(inSegment, over: near).merging(split(staying - inSegment, over: far), uniquingKeysWith: +)
  }

  /// In proportion to sales; what rounding leaves goes to the largest.
  private static func split(_ amount: Int64, over items: [Item]) -> [Int32: Int64] {
    let whole = items.reduce(0) { $0 + $1.value }
    guard whole > 0, let largest = items.max(by: { ($0.value, $1.number) < ($1.value, $0.number) }) else {
      return [:]
    }
    var parts = Dictionary(
      uniqueKeysWithValues: items.map {
        ($0.number, Int64(Int128(amount) * Int128($0.value) / Int128(whole)))
      })
    parts[largest.number, default: 0] += amount - parts.values.reduce(0, +)
    return parts
  }
}
