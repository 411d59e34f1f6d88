import Accounts
import Blueprint
import Kernel
import Storage
import Team

extension ReorderAlert {
  /// Twice a day: deliveries come in by the week.
  static let chore = Chore("pipeline.reorders", every: 43_200) { context in
    try await context.database.write { try settle(context, $0) }
  }

  static let steps = NextStepSource("reorder-late", "Reorders that are late") { actor, today, db in
    let company = try Company.current(db).currency
    return try all(for: actor, db).filter { $0.value.currency == company }.map { one in
      NextStep(
        key: "reorder-late:\(one.account):\(one.product)", account: one.account.text,
        title: "Ask \(one.accountName) for the next order of \(one.productName)", reason: one.words,
        evidence: "/pipeline/whitespace#reorders", stake: one.value,
        stakeWords: "an average order",
        chance: BasisPoints(5_000),
        chanceWords: "assumed: half of the late orders come once they are asked for",
        due: one.lastOn.advanced(by: 7 * one.longestWeeks))
    }
  }
}
