package import Accounts
import Blueprint
package import Foundation
package import Kernel

/// What a manager states of an account's pipeline: how much lay in it on a day, and how many weeks of sales it is to hold.
package struct PipelineStock: Codable, Sendable, Hashable {
  package let account: String
  /// The day of the count, and the units counted, in the account's warehouses and stores together; nil: never counted.
  package let countedOn: Day?
  package let units: Int64?
  /// Weeks of sales that are to lie there, and above which it is too much, in tenths.
  package let target: Int
  package let most: Int
  package let madeAt: Date
  package let madeByName: String

  static let wasStated = EventKind<PipelineStock>("forecast.pipeline-stated")
  /// Assumed where nobody said otherwise: two weeks, and eight are too much.
  static let usualTarget = 20
  static let usualMost = 80

  package struct Statement: Codable, Sendable {
    package var id: ID<Account>
    package var countedOn: Day?
    package var units: String?
    package var target: String?
    package var most: String?

    package init(
      id: ID<Account>, countedOn: Day? = nil, units: String? = nil, target: String? = nil, most: String? = nil
    ) {
      (self.id, self.countedOn, self.units) = (id, countedOn, units)
      (self.target, self.most) = (target, most)
    }
  }
}

extension PipelineStock.Statement {
  /// The rules, with nothing looked up.
  func made(_ account: String, _ context: Context) throws(PipelineRefusal) -> PipelineStock {
    let text = (units ?? "").trimmingCharacters(in: .whitespaces)
    var counted: Int64?
    if !text.isEmpty {
      guard let number = Int64(text), (0...1_000_000_000_000).contains(number) else { throw .notUnits(text) }
      counted = number
    }
    guard (counted == nil) == (countedOn == nil) else { throw .halfACount }
    if let countedOn, countedOn > context.today { throw .countedLater(countedOn) }
    let target = try weeks(target, "target") ?? PipelineStock.usualTarget
    let most = try weeks(most, "most") ?? max(PipelineStock.usualMost, target)
    guard most >= target else { throw .mostBelowTarget }
    return PipelineStock(
      account: account, countedOn: countedOn, units: counted, target: target, most: most, madeAt: context.now,
      madeByName: context.actor.name)
  }

  private func weeks(_ text: String?, _ field: String) throws(PipelineRefusal) -> Int? {
    let text = (text ?? "").trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty else { return nil }
    // Read as hundredths, kept as tenths.
    guard let hundredths = BasisPoints(text)?.count, (0...5_200).contains(hundredths) else {
      throw .notWeeks(text, field: field)
    }
    return (hundredths + 5) / 10
  }
}

/// Why a statement about a pipeline was not taken.
package enum PipelineRefusal: Refusal, Equatable {
  case notUnits(String)
  case halfACount
  case countedLater(Day)
  case countedOutside(Day, from: Day, to: Day)
  case notWeeks(String, field: String)
  case mostBelowTarget
  case countedElsewhere(String)

  package var status: Int { if case .countedElsewhere = self { 409 } else { 422 } }

  package var code: String {
    switch self {
    case .notUnits: "wrong-units"
    case .halfACount, .countedLater, .countedOutside: "wrong-count"
    case .notWeeks, .mostBelowTarget: "wrong-weeks"
    case .countedElsewhere: "counted-elsewhere"
    }
  }

  package var field: String? {
    switch self {
    case .notUnits: "units"
    case .halfACount, .countedLater, .countedOutside: "countedOn"
    case .notWeeks(_, let field): field
    case .mostBelowTarget: "most"
    case .countedElsewhere: "units"
    }
  }

  package var message: String {
    switch self {
    case .notUnits(let text):
      "“\(text.prefix(40))” is no number of units. Give whole units from 0, such as 12000."
    case .halfACount: "A count is its units and its day. Give both, or neither."
    case .countedLater(let day): "\(DisplayNumber.day(day)) is still to come. Give the day of the count."
    case .countedOutside(let day, let from, let to):
      "On \(DisplayNumber.day(day)) sell-in and sell-out are not both known: they are from \(DisplayNumber.day(from)) to \(DisplayNumber.day(to)). Give a count of these weeks."
    case .notWeeks(let text, _): "“\(text.prefix(40))” is no number of weeks. Give 0 to 52, such as 2.5."
    case .mostBelowTarget: "The bound lies below the cover that is aimed at. Give at least as many weeks."
    case .countedElsewhere(let name):
      "\(name) has a count already, and one of the two lies below the other: units would count twice. Clear that one first."
    }
  }
}
