package import Kernel
package import Storage

/// Something that is worth doing next, as the capability that noticed it says it: what, why, what it is worth.
///
/// A step is found anew from the records whenever it is asked for, so that it is gone with the edit that settles it.
/// Steps of all capabilities are ranked in one queue by `worth`.
package struct NextStep: Sendable {
  /// The same for as long as the reason lasts: `stuck-deal:<id>`. Putting a step off or handing it on is kept by it.
  package let key: String
  /// The account it is about, as its id.
  package let account: String
  /// What to do, beginning with the verb: `Call Anna Berg`.
  package let title: String
  /// The evidence in one sentence with its figures: `No contact for 62 days; tier A asks for one every 30`.
  package let reason: String
  /// Opens the evidence.
  package let evidence: String
  /// The address and the word of the button that does it, where one click can.
  package let remedy: (label: String, href: String)?
  /// The money at stake, in the company's currency.
  package let stake: Money
  /// How the stake was reckoned: `gap 2.4 index points x category 1,200,000`.
  package let stakeWords: String
  /// How likely doing it brings in (or saves) the stake, in basis points, and where that comes from.
  package let chance: BasisPoints
  package let chanceWords: String
  /// The day after which it is too late or by which it is due; nil where no day presses.
  package let due: Day?

  package init(
    key: String, account: String, title: String, reason: String, evidence: String,
    remedy: (label: String, href: String)? = nil, stake: Money, stakeWords: String, chance: BasisPoints,
    chanceWords: String, due: Day? = nil
  ) {
    self.key = key
    self.account = account
    self.title = title
    self.reason = reason
    self.evidence = evidence
    self.remedy = remedy
    self.stake = stake
    self.stakeWords = stakeWords
    self.chance = chance
    self.chanceWords = chanceWords
    self.due = due
  }

  /// How pressing it is, in basis points: all of it when due or late, halved for every 30 days that are left; a
  /// quarter where no day presses.
  package func urgency(on today: Day) -> BasisPoints {
    guard let due else { return BasisPoints(2_500) }
    let days = due.ordinal - today.ordinal
    if days <= 0 { return .whole }
    // Between the halvings a straight line: nobody has to reckon a power to follow it.
    let (halvings, rest) = (min(days / 30, 13), days % 30)
    return BasisPoints(max(1, (BasisPoints.whole.count >> halvings) * (60 - rest) / 60))
  }

  /// Stake x chance x urgency, in minor units: what the queue is ranked by.
  package func worth(on today: Day) -> Int64 {
    urgency(on: today).of(chance.of(stake)).minor
  }
}

/// One reason for steps, as a capability offers it: `Deals that stand still`.
package struct NextStepSource: Sendable {
  /// Names the reason in addresses and settings: `stuck-deal`.
  package let name: String
  package let title: String
  /// Finds the steps among what `actor` may see. It is asked with every drawing of the queue, so it must be quick:
  /// one statement over indexed rows; what takes longer is kept by a chore and read here.
  package let find: @Sendable (_ actor: Actor, _ today: Day, _ db: Connection) throws -> [NextStep]
  /// The kind of job that keeps what is read, so that a reader is told while it is still at work.
  package let keptBy: String?

  package init(
    _ name: String, _ title: String, keptBy: String? = nil,
    find: @escaping @Sendable (_ actor: Actor, _ today: Day, _ db: Connection) throws -> [NextStep]
  ) {
    self.name = name
    self.title = title
    self.keptBy = keptBy
    self.find = find
  }
}
