import Accounts
package import Blueprint
package import Kernel

/// The open deals of a process by stage, and what was decided lately.
package struct PipelineBoard: Reply {
  package struct Card: Codable, Hashable, Sendable {
    package let id: ID<Deal>
    package let name: String
    package let account: String?
    package let owner: String?
    package let amount: Money?
    package let chance: BasisPoints
    package let closeOn: Day?
    package let stageSince: Day
    package let pushes: Int
    package let nextStep: String?
    package let nextStepOn: Day?
  }
  package struct Column: Codable, Hashable, Sendable {
    package let stage: DealStage
    package let count: Int
    package let valued: Int
    package let value: Money
    package let weighted: Money
    /// How long deals usually stay: three of four that left were gone by then.
    package let usualDays: Int
    /// The first of them, by day of decision; those decided, latest first.
    package let cards: [Card]
  }

  package let process: ID<DealProcess>
  package let processes: [Named]
  package let owner: ID<Actor>?
  package let owners: [Named]
  package let on: Day
  package let currency: Currency
  package let columns: [Column]

  package struct Named: Codable, Hashable, Sendable {
    package let id: String
    package let name: String
  }

  package struct Wanted: Codable, Sendable {
    package var process: ID<DealProcess>?
    package var owner: ID<Actor>?
    package init(process: ID<DealProcess>? = nil, owner: ID<Actor>? = nil) {
      self.process = process
      self.owner = owner
    }
  }

  /// How many cards a column shows; the list has them all.
  static let mostCards = 25
  /// Days that a decided deal stands on the board.
  static let daysDecided = 90

  package var open: [Column] { columns.filter { $0.stage.outcome == .open } }
}
