import Accounts
import Blueprint
import Kernel
import Storage

/// Promises kept as an outcome for an account's health: of both sides, in the plans of the last twelve months.
enum PromisesKept {
  static let health = HealthInput("promises", "Promises kept", weight: BasisPoints(2_000)) {
    account, context, db in
    let today = context.today
    let only: SQL = account.map { "p.account_id = \($0)" } ?? "1 = 1"
    let rows = try db.all(
      """
      SELECT p.account_id, CAST(SUM(CASE WHEN i.standing = 'kept' THEN 1 ELSE 0 END) AS BIGINT),
        CAST(COUNT(*) AS BIGINT),
        CAST(SUM(CASE WHEN i.mark = 'ours' AND i.standing = 'kept' THEN 1 ELSE 0 END) AS BIGINT),
        CAST(SUM(CASE WHEN i.mark = 'ours' THEN 1 ELSE 0 END) AS BIGINT)
      FROM plan_items i JOIN account_plans p ON p.id = i.plan_id JOIN accounts a ON a.id = p.account_id
      WHERE i.kind = 'promise' AND (i.standing IN ('kept', 'broken') OR (i.standing = 'open' AND i.due < \(today)))
        AND p.last_day >= \(today.advanced(by: -365)) AND \(only) AND \(Account.visible(to: context.actor))
      GROUP BY p.account_id
      """
    ) { row in
      (
        account: try row.text(0), kept: try row.int(1), due: try row.int(2), oursKept: try row.int(3),
        ours: try row.int(4)
      )
    }
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        let words =
          "kept \(row.kept) of \(row.due) promises that were due: ours \(row.oursKept) of \(row.ours), "
          + "theirs \(row.kept - row.oursKept) of \(row.due - row.ours); the share kept is the points"
        return (
          row.account,
          HealthInput.Reading(
            points: (200 * row.kept + row.due) / (2 * row.due), words: words,
            evidence: "/accounts/\(row.account)/plans")
        )
      })
  }
}
