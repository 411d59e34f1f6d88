package import Accounts
import Blueprint
package import Kernel
import Statistics

/// How like a prospect is to those that bought before: points per trait, each with its reason.
package struct ProspectFit: Reply, Hashable {
  package enum Trait: String, Choice {
    case segment, channel, industry, tier

    /// The accounts' column.
    var column: String { rawValue }
  }
  package struct Reason: Codable, Hashable, Sendable {
    package let trait: Trait
    /// Nil: nobody knows it of the prospect.
    package let value: String?
    package let won: Int
    package let decided: Int
    /// The shrunk win rate of such accounts.
    package let rate: BasisPoints
    package let points: Int
  }

  package let account: ID<Account>
  package let name: String
  package let owner: String?
  package let reasons: [Reason]
  package let open: Int

  package var score: Int { reasons.reduce(0) { $0 + $1.points } }

  /// Each trait brings up to this many points: half for a rate like everybody's, all for twice that.
  static let most = 25

  /// Won and decided deals with accounts of one trait.
  struct Tally: Hashable, Sendable {
    var won = 0
    var decided = 0
  }

  /// The reason of one trait, from what became of deals with accounts that share it. Pure.
  static func reason(_ trait: Trait, _ value: String?, _ tally: Tally?, overall: Tally) -> Reason {
    let base = (Double(overall.won) + 1) / (Double(overall.decided) + 2)
    let own = value == nil ? Tally() : tally ?? Tally()
    // Ten deals' worth of everybody's rate: a trait of two lucky deals says little.
    let rate =
      ShrunkRate(wins: own.won, of: own.decided, priorWins: 10 * base, priorLosses: 10 * (1 - base))?.mean
      ?? base
    let points = Int((Double(most) / 2 * min(2, rate / base)).rounded())
    return Reason(
      trait: trait, value: value, won: own.won, decided: own.decided, rate: BasisPoints(chance: rate),
      points: points)
  }
}

/// The prospects, those that fit best first.
package struct Prospects: Reply {
  package let won: Int
  package let decided: Int
  package let fits: [ProspectFit]

  static let most = 500
}
