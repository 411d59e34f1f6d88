import Accounts
package import Blueprint
package import Kernel

/// A deal with its lines, its history and what its chance is made of: what its page and its JSON show.
package struct DealRecord: Reply, Versioned, Located {
  package let deal: Deal
  package let accountName: String?
  package let ownerName: String?
  package let process: DealProcess
  package let lines: [DealLine]
  package let qualification: [Qualification]
  package let states: [DealState]
  package let odds: StageOdds?
  /// What is given to it now, and where that comes from.
  package let chance: BasisPoints
  package let weighted: Money?
  /// What it holds in the company's own fields.
  package let fields: CustomRecord

  package var version: Int { deal.version }
  package var location: String { "/deals/\(deal.id)" }

  package var stage: DealStage? { process.stage(deal.stage) }

  /// The chance in words: whose it is and what it was reckoned from.
  package var chanceWords: String {
    guard deal.outcome == .open else { return "It is decided." }
    if let why = deal.chanceWhy, deal.ownChance != nil {
      return
        "The owner's opinion: \(why). The figures say \(odds?.chance(pushes: deal.pushes).formatted(decimals: 1) ?? "nothing")."
    }
    guard let odds, let stage else { return "" }
    let raw =
      "Of \(odds.closed) decided deals that were in “\(stage.name)”, \(odds.won) were won; with \(odds.priorWins) of "
      + "\(odds.priorWins + odds.priorLosses) assumed before: \(odds.chance.formatted(decimals: 1))"
    guard deal.pushes > 0 else { return raw + "." }
    return raw + "; pushed \(DealWords.times(deal.pushes)), so \(chance.formatted(decimals: 1))."
  }
}
