import Blueprint
import Kernel
import Sales
import Storage

extension SalesChange {
  /// The weeks over which a lower level is reckoned as money at stake.
  private static let weeksAtStake: Int64 = 13
  /// No more of one account: the rest stands on the page of changes.
  private static let perAccount = 3

  /// Levels that fell within the last half year, the dearest of each account.
  static let steps = NextStepSource("change", "Sales fell", keptBy: ChangeRun.job.name) { actor, _, db in
    guard let run = try ChangeRun.latest(db)?.run else { return [] }
    let since = run.lastWeek.ordinal - 25
    var told: [String: Int] = [:]
    return try found(by: run, since: since, for: actor, db).compactMap { change in
      guard change.kind == .level, change.value < 0, told[change.account, default: 0] < perAccount else {
        return nil
      }
      told[change.account, default: 0] += 1
      return change.step(run)
    }
  }

  private func step(_ run: ChangeRun) -> NextStep {
    let what = productName.map { "\($0) at \(accountName)" } ?? accountName
    let amount = Self.text(-value), product = product.map { "?product=\($0)" } ?? ""
    return NextStep(
      key: "change:\(account):\(self.product ?? ""):\(week.ordinal)", account: account,
      title: "Find out why \(what) fell",
      reason:
        "From the week to \(DisplayNumber.day(week.lastDay)) on, sales run \(change.formatted(decimals: 1)) against what "
        + "season and trend say: \(amount) \(run.currency.code) a week less (95 %: \(Self.text(-high)) to "
        + "\(Self.text(-low))).",
      evidence: "/accounts/\(account)/drivers\(product)",
      stake: Money(tenThousandths: -value * Self.weeksAtStake, currency: run.currency),
      stakeWords: "\(amount) a week x \(Self.weeksAtStake) weeks",
      chance: BasisPoints(2_500), chanceWords: "assumed: one fall in four is turned")
  }

  private static func text(_ value: Int64) -> String { DisplayNumber.decimal(value, scale: 4, decimals: 0) }

}
