import Blueprint
package import People

/// Which of the roles that the account's tier asks for we know somebody in, and how the weighty ones stand to us.
package struct Coverage: Codable, Hashable, Sendable {
  package let required: [BuyingRole]
  package let missing: [BuyingRole]

  package var covered: Int { required.count - missing.count }
  /// Whole percent; nil where the tier asks for none.
  package var share: Int? { required.isEmpty ? nil : covered * 100 / required.count }

  package init(required: [BuyingRole], held: [BuyingRole]) {
    let held = Set(held)
    self.required = BuyingRole.allCases.filter(required.contains)
    missing = self.required.filter { !held.contains($0) }
  }

  /// sum(power x stance) / sum(power x most), from -100 to 100; nil where nobody was judged.
  package static func support(_ people: [(power: Power, stance: Stance)]) -> Int? {
    let most = people.map { $0.power.weight * Stance.advocate.weight }.reduce(0, +)
    guard most > 0 else { return nil }
    let sum = people.map { $0.power.weight * $0.stance.weight }.reduce(0, +)
    return (sum * 200 + (sum < 0 ? -most : most)) / (most * 2)
  }
}
