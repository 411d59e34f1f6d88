import Accounts
package import Kernel
import Statistics
import Storage

/// How likely a target is reached, from the run-rates of its own history.
package struct TargetChance: Codable, Hashable, Sendable {
  package let percent: BasisPoints
  /// What the weeks that are left are expected to bring.
  package let expected: Int64
  package let trials: Int

  /// Four years of weeks of all accounts below the place, or of the one account that a product group is sold at.
  init?(
    _ id: ID<TargetNode>, _ set: TargetSet, _ tree: TargetTree, _ line: TargetBook.Line?,
    _ facts: TargetFacts,
    _ db: Connection
  ) throws {
    guard let line, let through = facts.through, line.attainment.weeksLeft > 0, line.attainment.weeksDone > 0,
      line.kind != .product
    else { return nil }
    let accounts = tree.withThoseBelow(id).compactMap { tree.nodes[$0] }.filter { $0.kind == .account }
    let subjects = accounts.compactMap { $0.subject.flatMap(ID<Account>.init) }
    let weeks = (through - 207)...through
    let sold = try facts.weekly(accounts: subjects, weeks: weeks).values.reduce(into: TargetFacts.Weekly()) {
      $0.merge($1, uniquingKeysWith: +)
    }
    // Weeks before the first sale are no history.
    guard let first = sold.keys.min() else { return nil }
    let series = (first...through).map { Double(sold[$0] ?? 0) }
    let scale = set.metric == .value ? Double(DecimalText.power(4 - min(4, set.currency.decimals))) : 1
    guard
      let one = AttainmentChance(
        sold: series, ahead: line.attainment.weeksLeft, need: Double(line.attainment.toGo) * scale)
    else { return nil }
    percent = BasisPoints(Int((one.chance * 10_000).rounded()))
    expected = Int64((one.expected / scale).rounded())
    trials = one.trials
  }
}
