import Blueprint
package import Kernel

/// The way a kind of deal goes: its stages in order, from the first word to won or lost.
package struct DealProcess: Reply, Hashable {
  package let id: ID<DealProcess>
  package var name: String
  package var place: Int
  package var version: Int
  package var stages: [DealStage]

  package static let firstID = ID<DealProcess>("00000000-0000-7000-8000-000000000100")!

  package var openStages: [DealStage] { stages.filter { $0.outcome == .open } }

  package func stage(_ id: ID<DealStage>) -> DealStage? { stages.first { $0.id == id } }
}

/// A step on the way of a deal, or one of its ends.
package struct DealStage: Reply, Hashable {
  package let id: ID<DealStage>
  package let process: ID<DealProcess>
  package var place: Int
  package var name: String
  package var outcome: Outcome
  /// What is assumed before own history speaks: of `priorWins + priorLosses` deals here, `priorWins` are won.
  package var priorWins: Int
  package var priorLosses: Int
  /// How long a deal usually stays, until own history says it.
  package var usualDays: Int
}

/// Where a deal stands.
package enum Outcome: String, Choice { case open, won, lost }
