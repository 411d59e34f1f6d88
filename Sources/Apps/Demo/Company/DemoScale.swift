/// How much the demo company sells: the same accounts and items, in more or fewer stores.
package struct DemoScale: Hashable, Sendable, LosslessStringConvertible {
  /// About how many point-of-sale facts are wanted.
  package let facts: Int

  /// Refuses what is not between 10,000 and a billion.
  package init?(facts: Int) {
    guard (10_000...1_000_000_000).contains(facts) else { return nil }
    self.facts = facts
  }

  private init(known facts: Int) { self.facts = facts }

  /// 480 stores: made and loaded in seconds.
  package static let laptop = DemoScale(known: 1_400_000)

  /// Reads `laptop` or a number of facts.
  package init?(_ description: String) {
    if description == "laptop" {
      self = .laptop
    } else {
      guard let facts = Int(description) else { return nil }
      self.init(facts: facts)
    }
  }

  package var description: String { self == .laptop ? "laptop" : String(facts) }

  /// Stores of an account that has `count` of them at laptop scale; never fewer than two.
  func stores(_ count: Int) -> Int {
    max(2, Int((Double(count) * Double(facts) / Double(DemoScale.laptop.facts)).rounded()))
  }
}
