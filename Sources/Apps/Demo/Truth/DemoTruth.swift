/// One thing that is known of the demo because it was planted: a row of `demo_truth`.
package struct DemoTruth: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// Percent of units per percent of lasting price, and of a temporary cut; per item.
    case elasticity
    /// How shoppers of a retailer answer in a category: feature, display, stock-up and steal.
    case response
    /// A promotion: its lifts, dips, the sister's loss, and expected units with and without it.
    case event
    /// A planted change of level (`lasting`) or odd weeks of a DC's stores.
    case `break`
    /// A store that ought to sell an item and does not.
    case void
    /// Weeks in which a DC had none of an item.
    case outage
    /// Stores selling an item: the path of its share.
    case distribution
    /// Yearly growth of an item at a retailer, in logs.
    case growth
    /// Weekly multipliers of a category, New Year to New Year.
    case season
    /// Weeks first reported too low and restated.
    case restatement
    /// A code that a retailer changed without a word.
    case renumbering
    /// A case that changed its content.
    case casePack
    /// A banner that moved, a chain that merged.
    case reorganisation
    /// Facts, units and value of a retailer's source, first reports and restatements.
    case total
    /// Opening, shipped, sold and closing units of an item at a DC.
    case stock
    /// How close we truly are to a person at a retailer: warmth above 0 up to 1.
    case relationship
    /// A retailer whose dealings run through one person, or that nobody has spoken to for months.
    case singleThread, silence
    /// The chance that a deal which comes into a stage is won.
    case dealStage
  }

  package let kind: Kind
  /// Places among the company's retailers and items, the retailer's stores and DCs; nil where it has none.
  package var retailer: Int?
  package var item: Int?
  package var store: Int?
  package var dc: Int?
  /// Weeks of history, the last included; nil where it holds throughout.
  package var weeks: ClosedRange<Int>?
  /// Named values; the numbers are as exact as the model holds them.
  package let values: [(name: String, value: Value)]

  package enum Value: Sendable {
    case number(Double)
    case whole(Int64)
    case text(String)
    case numbers([Double])
  }

  /// The values as one JSON object, in their order.
  package var json: String {
    "{" + values.map { "\(Self.quoted($0.name)):\(Self.json($0.value))" }.joined(separator: ",") + "}"
  }

  private static func json(_ value: Value) -> String {
    switch value {
    case .number(let number): "\(number)"
    case .whole(let number): "\(number)"
    case .text(let text): quoted(text)
    case .numbers(let numbers): "[" + numbers.map { "\($0)" }.joined(separator: ",") + "]"
    }
  }

  // Names and codes of the demo are letters, digits and blanks: only the two marks of JSON can hurt.
  private static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
  }
}
