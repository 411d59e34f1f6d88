import Kernel

/// Rules by which changes of a source's codes are suspected. They would rather miss one than cry wolf: a question that
/// is wrong costs more trust than one that is not asked.
enum CodeRules {
  /// One code stops and another begins.
  struct Renumbering: Sendable, Hashable {
    let old: Int32
    let new: Int32
    let from: Int32
    /// Sites that sold both, of those that sold either.
    let shared: Int
    let sites: Int
    let oldPrice: Int64
    let newPrice: Int64
  }

  /// One code counts packs of another size.
  struct CasePack: Sendable, Hashable {
    let item: Int32
    let from: Int32
    let factor: Int64
    /// True where there are more units now, of a lower price.
    let isSplit: Bool
    let oldPrice: Int64
    let newPrice: Int64
  }

  private static let window = 8
  /// Weeks that an item must have sold before it can have stopped, or after it began.
  private static let leastBefore = 4
  private static let leastAfter = 3

  // MARK: - Renumbering

  /// Pairs of an item that stopped and one that began at once, at about the same price and rate. `span` is what the
  /// source has in all: what began with it, or goes on to its end, has neither begun nor stopped.
  static func pairs(_ items: [ItemHistory], span: ClosedRange<Int32>) -> [(
    old: ItemHistory, new: ItemHistory
  )] {
    let ended = items.filter {
      $0.weeks.count >= leastBefore && $0.last <= span.upperBound - Int32(leastAfter)
    }
    let begun = items.filter {
      $0.weeks.count >= leastAfter && $0.first >= span.lowerBound + Int32(leastBefore)
    }
    let byEnd = Dictionary(grouping: ended, by: \.last)
    var pairs: [(ItemHistory, ItemHistory)] = []
    for new in begun {
      for gap in Int32(1)...2 {
        for old in byEnd[new.first - gap] ?? [] where areAlike(old, new) { pairs.append((old, new)) }
      }
    }
    return pairs
  }

  private static func areAlike(_ old: ItemHistory, _ new: ItemHistory) -> Bool {
    let before = old.weeks.suffix(window), after = new.weeks.prefix(window)
    guard let was = ItemHistory.price(before), let now = ItemHistory.price(after), was > 0 else {
      return false
    }
    let wasRate = ItemHistory.rate(before), nowRate = ItemHistory.rate(after)
    guard wasRate > 0, nowRate > 0 else { return false }
    // Within 5 % in price, and no more than a factor of 1.6 in what sells.
    return abs(now - was) * 20 <= was && nowRate * 5 <= wasRate * 8 && wasRate * 5 <= nowRate * 8
  }

  /// The pairs that stand: at least two sites and 70 % of them in common, names that do not speak against it, and
  /// neither has a second partner.
  static func renumberings(
    _ pairs: [(old: ItemHistory, new: ItemHistory)], sites: [Int32: Set<Int32>], names: [Int32: String]
  ) -> [Renumbering] {
    let found = pairs.compactMap { old, new -> Renumbering? in
      let was = sites[old.item] ?? [], now = sites[new.item] ?? []
      let shared = was.intersection(now).count, all = was.union(now).count
      guard shared >= 2, shared * 10 >= all * 7, mayBeOne(names[old.item], names[new.item]),
        let oldPrice = ItemHistory.price(old.weeks.suffix(window)),
        let newPrice = ItemHistory.price(new.weeks.prefix(window))
      else { return nil }
      return Renumbering(
        old: old.item, new: new.item, from: new.first, shared: shared, sites: all, oldPrice: oldPrice,
        newPrice: newPrice)
    }
    let olds = Dictionary(grouping: found, by: \.old), news = Dictionary(grouping: found, by: \.new)
    return found.filter { olds[$0.old]?.count == 1 && news[$0.new]?.count == 1 }
  }

  /// Names with words decide; names that are only codes say nothing.
  private static func mayBeOne(_ old: String?, _ new: String?) -> Bool {
    guard let old, let new, hasWords(old), hasWords(new) else { return true }
    return NameMatch.similarity(old, new) >= 70
  }

  /// Two words of letters at least: “Product 4711” is no name.
  private static func hasWords(_ name: String) -> Bool {
    name.split { !$0.isLetter }.count { $0.count >= 3 } >= 2
  }

  // MARK: - Case packs

  private static let packs: Set<Int64> = [2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24, 30, 36, 40, 48]

  /// An item whose units jump by a whole factor while its price falls by it, or the other way round, for good.
  static func casePack(_ item: ItemHistory) -> CasePack? {
    let weeks = item.weeks
    guard weeks.count >= leastBefore * 2 else { return nil }
    for place in leastBefore...(weeks.count - leastBefore) {
      let before = weeks[..<place].suffix(window), after = weeks[place...].prefix(window)
      guard let found = pack(item.item, before, after) else { continue }
      return found
    }
    return nil
  }

  private static func pack(
    _ item: Int32, _ before: ArraySlice<ItemHistory.Week>, _ after: ArraySlice<ItemHistory.Week>
  ) -> CasePack? {
    guard let was = ItemHistory.price(before), let now = ItemHistory.price(after), was > 0, now > 0,
      isSteady(before, was), isSteady(after, now)
    else { return nil }
    let isSplit = was > now, high = max(was, now), low = min(was, now)
    let factor = (high + low / 2) / low
    // Half the price and twice the units is a promotion too: small factors must last longer, and without a mark.
    let least = factor <= 3 ? 6 : leastBefore
    guard packs.contains(factor), after.count >= least, abs(high - factor * low) * 20 <= high,
      !after.contains(where: \.isPromoted)
    else { return nil }
    let wasRate = ItemHistory.rate(before), nowRate = ItemHistory.rate(after)
    let more = isSplit ? nowRate : wasRate, less = isSplit ? wasRate : nowRate
    guard less > 0, more * 5 <= less * factor * 8, less * factor * 5 <= more * 8, let from = after.first
    else {
      return nil
    }
    return CasePack(
      item: item, from: from.week, factor: factor, isSplit: isSplit, oldPrice: was, newPrice: now)
  }

  /// Every week within 10 % of the middle: no promotion, no change in the middle of the window.
  private static func isSteady(_ weeks: ArraySlice<ItemHistory.Week>, _ price: Int64) -> Bool {
    weeks.allSatisfy { one in one.price.map { abs($0 - price) * 10 <= price } ?? false }
  }
}
