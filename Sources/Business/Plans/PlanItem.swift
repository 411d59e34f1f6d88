package import Blueprint
package import Foundation
package import Kernel
package import Pipeline

/// One thing that a plan is made of: a goal of the customer, an objective, an action, a promise.
package struct PlanItem: Codable, Hashable, Sendable, Versioned {
  package enum Kind: String, Choice {
    case goal, swot, objective
    case keyResult = "key-result"
    case initiative, role, action, risk, competitor, promise
    /// What a joint plan is worth to one side.
    case gain
  }

  /// What a kind tells apart: the quarter of a SWOT, the letter of a RACI, what a key result measures, whose promise it is.
  package enum Mark: String, Choice {
    case strength, weakness, opportunity, threat
    case responsible, accountable, consulted, informed
    case salesValue = "sales-value"
    case salesUnits = "sales-units"
    case salesVolume = "sales-volume"
    case targetReached = "target-reached"
    case typed
    case ours, theirs
  }

  package enum Standing: String, Choice {
    case open, done, dropped
    case assumed, confirmed
    case kept, broken
  }

  package let id: ID<PlanItem>
  package let plan: ID<Plan>
  package var parent: ID<PlanItem>?
  package let kind: Kind
  package var title: String
  /// Evidence of a goal or a promise, mitigation of a risk, our answer to a competitor.
  package var note: String
  package var mark: Mark?
  package var standing: Standing
  package var owner: ID<Actor>?
  package var due: Day?
  package var doneOn: Day?
  /// Minor units: what an initiative or promise is worth, what a risk would cost.
  package var amount: Int64?
  /// How likely it is.
  package var percent: BasisPoints?
  /// A risk after its mitigation.
  package var residualAmount: Int64?
  package var residualPercent: BasisPoints?
  /// Of a key result: where it starts, where it shall get to, and, where it is not read from records, where it is.
  package var base: Int64?
  package var aim: Int64?
  package var reached: Int64?
  /// The deal that an initiative is: its value, chance and day are read from there.
  package var deal: ID<Deal>?
  /// Whether the customer may read it.
  package var isShared: Bool
  package var version: Int
  package let createdAt: Date
  package var changedAt: Date

  package init(_ kind: Kind, _ title: String, of plan: ID<Plan>, at now: Date) {
    id = .new(at: now)
    self.plan = plan
    self.kind = kind
    self.title = title
    note = ""
    mark = kind.marks.first
    standing = kind.standings[0]
    isShared = false
    version = 1
    createdAt = now
    changedAt = now
  }
}

extension PlanItem.Kind {
  /// The word in addresses.
  var path: String {
    switch self {
    case .swot: "swot"
    case .keyResult: "key-results"
    default: rawValue + "s"
    }
  }

  var label: String {
    switch self {
    case .goal: "Customer goal"
    case .swot: "Line of the SWOT"
    case .keyResult: "Key result"
    case .role: "Role"
    case .competitor: "Competitor"
    case .gain: "Gain"
    default: Words.title(rawValue)
    }
  }

  /// `an objective`
  var named: String {
    let word = label == "Line of the SWOT" ? "line of the SWOT" : label.lowercased()
    return "aeio".contains(word.prefix(1)) ? "an \(word)" : "a \(word)"
  }

  var marks: [PlanItem.Mark] {
    switch self {
    case .swot: [.strength, .weakness, .opportunity, .threat]
    case .role: [.responsible, .accountable, .consulted, .informed]
    case .keyResult: [.salesValue, .salesUnits, .salesVolume, .targetReached, .typed]
    case .promise, .gain: [.ours, .theirs]
    default: []
    }
  }

  var standings: [PlanItem.Standing] {
    switch self {
    case .goal: [.assumed, .confirmed]
    case .promise: [.open, .kept, .broken, .dropped]
    case .swot, .competitor, .role, .gain: [.open]
    default: [.open, .done, .dropped]
    }
  }

  /// What it hangs below.
  var above: PlanItem.Kind? {
    switch self {
    case .keyResult: .objective
    case .initiative: .objective
    case .role: .initiative
    case .action: .initiative
    // Money that is given once another promise is kept.
    case .promise: .promise
    default: nil
    }
  }

  var needsAbove: Bool { self == .keyResult || self == .role }
}

extension PlanItem {
  /// Whether it still asks for something.
  package var isOpen: Bool { standing == .open }

  package func isLate(on today: Day) -> Bool { isOpen && due.map { $0 < today } ?? false }

  /// Probability times impact, before and after mitigation.
  package var exposure: Int64? { Self.part(percent, amount) }
  package var residualExposure: Int64? { Self.part(residualPercent ?? percent, residualAmount ?? amount) }
  /// What an initiative counts for, by its probability.
  package var weighted: Int64? { Self.part(percent, amount) }

  private static func part(_ percent: BasisPoints?, _ amount: Int64?) -> Int64? {
    guard let percent, let amount else { return nil }
    return percent.of(Money(minor: amount, currency: .usd)).minor
  }
}
