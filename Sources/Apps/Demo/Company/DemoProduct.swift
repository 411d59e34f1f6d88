package import Kernel

/// A place in the demo's catalogue above the items.
package struct DemoProductGroup: Hashable, Sendable {
  package enum Level: Int, Sendable { case category, segment, brand, line }

  package let level: Level
  package let name: String
  /// Place of its parent among `DemoCompany.productGroups`; nil for a category.
  package let parent: Int?
}

/// One of the 150 items that the demo company sells.
package struct DemoItem: Sendable {
  /// An amount or count that holds from a week on.
  package struct Step<Value: Sendable>: Sendable {
    package let week: Int
    package let value: Value
  }

  package let index: Int
  package let name: String
  /// Place of its line among `DemoCompany.productGroups`.
  package let line: Int
  package let category: Int
  package let gtin: GTIN
  package let caseGTIN: GTIN
  /// Grams or millilitres in a pack.
  package let content: Quantity
  /// Kilograms or litres in a pack.
  package let eqFactor: EquivalisedFactor
  package let eqUnit: Quantity.Unit
  /// Units per case, by week; all but one item have one.
  package let caseQuantities: [Step<Int>]
  /// What a retailer pays per unit, and what making one costs, in cents.
  package let listPrices: [Step<Int>]
  package let costs: [Step<Int>]
  /// Weeks of history (0 is the first) in which it was launched and delisted; nil: before, or not at all.
  package let launchWeek: Int?
  package let delistWeek: Int?
  /// The item of the same line that loses sales when this one is promoted.
  package let sister: Int
  /// Percent of units lost per percent of a lasting price rise, and gained per percent of a temporary cut.
  package let elasticity: Double
  package let dealElasticity: Double
  /// Units a week in a middling grocery store.
  package let velocity: Double

  package func caseQuantity(week: Int) -> Int { Self.value(caseQuantities, week) }
  package func listPrice(week: Int) -> Int { Self.value(listPrices, week) }
  package func cost(week: Int) -> Int { Self.value(costs, week) }

  private static func value(_ steps: [Step<Int>], _ week: Int) -> Int {
    steps.last { $0.week <= week }?.value ?? steps[0].value
  }
}
