import Accounts
import Activity
import Blueprint
import Kernel
import People
import Storage
import Team

/// What relationships say is to be done next.
enum RelationshipSteps {
  static let all = [thread, pair]

  private static let thread = NextStepSource("single-thread", "An account hangs on one person") {
    actor, _, db in
    let stakes = try AccountStake.all(db), currency = try Company.current(db).currency
    return try SingleThread.kept(for: actor, db).map { one in
      let stake = stakes[one.account]
      return NextStep(
        key: "single-thread:\(one.account)", account: one.account,
        title: "Know a second person at \(one.accountName)",
        reason:
          "\(one.thread.through) of \(one.thread.total) contacts of the last year (\(one.thread.share) %) run "
          + "through \(one.personName).",
        evidence: "/accounts/\(one.account)/relationships", stake: stake?.money ?? .zero(currency),
        stakeWords: stake?.words ?? "no sales of the account are known", chance: BasisPoints(100),
        chanceWords: "assumed: one in fifty such people leaves in a quarter, and half a year's sales suffer")
    }
  }

  private static let pair = NextStepSource("executive-pair", "Executives are to meet") { actor, today, db in
    let stakes = try AccountStake.all(db), currency = try Company.current(db).currency
    return try ExecutivePair.lines(of: nil, until: today, for: actor, db).filter { $0.due <= today }.map {
      line in
      let account = line.pair.account.text, stake = stakes[account]
      return NextStep(
        key: "executive-pair:\(line.pair.id)", account: account,
        title: "Bring \(line.userName) and \(line.personName) together",
        reason: (line.last.map { "They last met \(today.days(since: $0)) days ago" }
          ?? "They never met, as far as is noted")
          + "; \(line.accountName) asks for one meeting every \(line.pair.everyDays) days.",
        evidence: "/accounts/\(account)/relationships", stake: stake?.money ?? .zero(currency),
        stakeWords: stake?.words ?? "no sales of the account are known", chance: BasisPoints(25),
        chanceWords: "assumed: a quarter of a percent of a year's sales", due: line.due)
    }
  }
}
