import Blueprint
package import Kernel

/// What must be known of a deal before it can be believed: MEDDICC, element by element, each with its evidence.
package struct Qualification: Reply, Hashable {
  package enum Element: String, Choice {
    case metrics, economicBuyer, decisionCriteria, decisionProcess, identifiedPain, champion, competition

    /// What it asks.
    package var question: String {
      switch self {
      case .metrics: "What is it worth to them, in figures they gave?"
      case .economicBuyer: "Who can say yes when everybody else says no, and did we speak?"
      case .decisionCriteria: "By what will they choose?"
      case .decisionProcess: "Which steps, whose signatures, by when?"
      case .identifiedPain: "What hurts them if nothing changes?"
      case .champion: "Who sells for us when we are not in the room?"
      case .competition: "Who else, doing it themselves and doing nothing among them?"
      }
    }
  }
  package enum State: String, Choice {
    case unknown, partly, confirmed
    var points: Int { self == .unknown ? 0 : self == .partly ? 1 : 2 }
  }

  package let element: Element
  package let state: State
  package let evidence: String
  package let by: String?
  package let on: Day?

  package init(element: Element, state: State, evidence: String, by: String?, on: Day?) {
    self.element = element
    self.state = state
    self.evidence = evidence
    self.by = by
    self.on = on
  }

  package struct New: Codable, Sendable {
    /// Of the deal.
    package var id: ID<Deal>
    package var element: Element
    package var state: State
    package var evidence: String?

    package init(id: ID<Deal>, element: Element, state: State, evidence: String? = nil) {
      self.id = id
      self.element = element
      self.state = state
      self.evidence = evidence
    }
  }

  /// Every element, those nobody spoke of as unknown.
  static func complete(_ known: [Qualification]) -> [Qualification] {
    Element.allCases.map { element in
      known.first { $0.element == element }
        ?? Qualification(element: element, state: .unknown, evidence: "", by: nil, on: nil)
    }
  }

  /// Points of fourteen: two for what is confirmed, one for what is partly known.
  static func points(_ all: [Qualification]) -> Int { all.reduce(0) { $0 + $1.state.points } }
}
