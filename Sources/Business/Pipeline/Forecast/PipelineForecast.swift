import Accounts
package import Blueprint
package import Kernel

/// What open deals may bring in: the weighted sum, and what it hides.
package struct PipelineForecast: Reply {
  package struct Slice: Codable, Hashable, Sendable {
    package let name: String
    /// The deals decided in it, as the list shows them.
    package let firstDay: Day
    package let lastDay: Day
    package let count: Int
    package let open: Money
    package let weighted: Money
    /// What came in already.
    package let won: Money
  }
  /// How likely sums are: in one of ten cases less than `low`, in half more than `middle`, in one of ten more than `high`.
  package struct Range: Codable, Hashable, Sendable {
    package let low: Money
    package let middle: Money
    package let high: Money
    package let nothing: BasisPoints
    /// The chance that the goal is reached, with what is won already.
    package let goal: BasisPoints?
    /// How it was worked out: exactly, or by this many draws.
    package let draws: Int?
  }

  package let currency: Currency
  package let firstDay: Day
  package let lastDay: Day
  package let label: String
  package let count: Int
  package let unvalued: Int
  package let open: Money
  package let weighted: Money
  package let range: Range
  package let won: Money
  package let goal: Money?
  package let byCommitment: [Slice]
  package let quarters: [Slice]
  package let largest: [DealRow]
  package let pace: PipelinePace

  /// Open pipeline over what is still to be won for the goal, in hundredths.
  package var coverage: Int64? {
    guard let goal, goal.minor > won.minor else { return nil }
    return open.minor * 100 / (goal.minor - won.minor)
  }

  package struct Wanted: Codable, Sendable {
    /// Deals decided from then on; the fiscal quarter of today, when left out.
    package var from: Day?
    package var to: Day?
    package var owner: ID<Actor>?
    package var process: ID<DealProcess>?
    /// What ought to come in: `5000000`.
    package var goal: String?

    package init(from: Day? = nil, to: Day? = nil, goal: String? = nil) {
      self.from = from
      self.to = to
      self.goal = goal
    }
  }
}

/// How fast deals go and how many are put off, over the last year.
package struct PipelinePace: Reply, Hashable {
  package let open: Int
  package let won: Int
  package let decided: Int
  /// Of won deals.
  package let averageWon: Money?
  /// From the first day to the last, won deals.
  package let cycleDays: Int?
  /// Value that was due, by its first day of decision, in the last year, and how much of it was put off beyond.
  package let due: Money
  package let putOff: Money

  package var winRate: BasisPoints? { BasisPoints(Int64(won), of: Int64(decided)) }
  package var slippage: BasisPoints? { BasisPoints(putOff.minor, of: due.minor) }
  /// Deals x win rate x average size / cycle: money a day.
  package var velocity: Money? {
    guard let averageWon, let cycleDays, cycleDays > 0, let winRate else { return nil }
    let whole = winRate.of(Money(minor: averageWon.minor, currency: averageWon.currency)) * Int64(open)
    return Money(minor: whole.minor / Int64(cycleDays), currency: whole.currency)
  }
}
