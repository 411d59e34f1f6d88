import Blueprint
import Kernel

/// Next steps of all accounts a reader may see, the most worth first.
struct StepQueue: Reply {
  /// A step in its place, with every factor of its worth.
  struct Line: Reply, Hashable {
    let key: String
    /// Which reason found it, and what that is called.
    let source: String
    let sourceTitle: String
    let account: String
    let accountName: String
    let title: String
    let reason: String
    let evidence: String
    let remedyLabel: String?
    let remedyHref: String?
    let stake: Money
    let stakeWords: String
    let chance: BasisPoints
    let chanceWords: String
    let urgency: BasisPoints
    let due: Day?
    /// Stake x chance x urgency.
    let worth: Money
    /// Who handed it on to the reader.
    let handedOnBy: String?
  }

  let lines: [Line]
  /// How many there are in all, and what they are worth together by currency, largest first.
  let count: Int
  let worth: [Money]
  /// How many the reader put off, did or handed on.
  let away: Int
  /// Whether only accounts that the reader answers for are in it.
  let isMine: Bool
  /// Whether a search for reasons is waiting or under way: more may come.
  let isSearching: Bool
  /// Whether the reader answers for any account, so that there is a choice.
  let hasOwn: Bool
}

/// An account as the queue needs it.
struct StepAccount: Sendable, Hashable {
  let id: String
  let name: String
  let isMine: Bool
}

extension StepQueue {
  /// What a reader wants to see of the queue.
  struct Wish: Sendable {
    var account: String?
    var mine: Bool?
    var source: String?
    var limit: Int
  }

  /// Ranks what was found. A step whose account is not among `accounts` (those the reader may see) does not exist
  /// for them, whichever source found it.
  init(
    _ found: [(source: NextStepSource, step: NextStep)], accounts: [String: StepAccount],
    marks: StepMarks, wish: Wish, isSearching: Bool = false, on today: Day
  ) {
    let hasOwn = accounts.values.contains(where: \.isMine)
    let mine = wish.account == nil && (wish.mine ?? hasOwn)
    var lines: [Line] = [], seen: Set<String> = [], away = 0
    for (source, step) in found {
      guard let account = accounts[step.account], wish.account == nil || wish.account == step.account,
        wish.source == nil || wish.source == source.name, seen.insert(step.key).inserted
      else { continue }
      let givenBy = marks.handedToReader[step.key]
      guard !mine || account.isMine || givenBy != nil else { continue }
      if marks.hides(step.key, on: today) {
        away += 1
        continue
      }
      lines.append(Line(source, step, account, handedOnBy: givenBy, on: today))
    }
    lines.sort {
      ($1.worth.minor, $0.due?.ordinal ?? .max, $0.key) < ($0.worth.minor, $1.due?.ordinal ?? .max, $1.key)
    }
    var sums: [Currency: Int64] = [:]
    for line in lines { sums[line.worth.currency, default: 0] += line.worth.minor }
    self.init(
      lines: Array(lines.prefix(wish.limit)), count: lines.count,
      worth: sums.map { Money(minor: $0.value, currency: $0.key) }
        .sorted { ($1.minor, $0.currency.code) < ($0.minor, $1.currency.code) },
      away: away, isMine: mine, isSearching: isSearching, hasOwn: hasOwn)
  }
}

extension StepQueue.Line {
  init(
    _ source: NextStepSource, _ step: NextStep, _ account: StepAccount, handedOnBy: String?, on today: Day
  ) {
    self.init(
      key: step.key, source: source.name, sourceTitle: source.title, account: account.id,
      accountName: account.name, title: step.title, reason: step.reason, evidence: step.evidence,
      remedyLabel: step.remedy?.label, remedyHref: step.remedy?.href, stake: step.stake,
      stakeWords: step.stakeWords, chance: step.chance, chanceWords: step.chanceWords,
      urgency: step.urgency(on: today), due: step.due,
      worth: Money(minor: step.worth(on: today), currency: step.stake.currency), handedOnBy: handedOnBy)
  }
}
