import Kernel
import Statistics

/// Hands a company's target down: at every place something is held back, the rest goes to those below by weighted fair
/// share, and every leaf spreads its part over the periods as it sold in them.
struct TargetPlan {
  private let amount: Int64
  private let holdBack: BasisPoints
  private let weights: (lastYear: Int, recent: Int, even: Int)
  private let history: TargetHistory

  init(_ input: TargetSet.New, _ unit: TargetUnit, _ history: TargetHistory, root: ID<TargetNode>) throws {
    self.history = history
    let isSaid = input.lastYear != nil || input.recent != nil || input.even != nil
    weights = isSaid ? (input.lastYear ?? 0, input.recent ?? 0, input.even ?? 0) : (70, 20, 10)
    let sum = weights.lastYear + weights.recent + weights.even
    guard sum == 100 else { throw TargetRefusal.weightsDoNotSum(sum) }
    let text = input.holdBack ?? "0"
    guard let share = BasisPoints(text), (0...5_000).contains(share.count) else {
      throw TargetRefusal.badShare(text)
    }
    holdBack = share
    if let text = input.amount {
      amount = try unit.parse(text, field: "amount")
    } else {
      guard history.knowsYear else { throw TargetRefusal.noBasis }
      let text = input.growth ?? "0"
      guard let growth = BasisPoints(text) else { throw TargetRefusal.notAnAmount(text, field: "growth") }
      let base = Money(minor: unit.fromFacts(history.lastYear(of: root)), currency: unit.currency)
      amount = BasisPoints(10_000 + growth.count).of(base).minor
    }
    guard amount >= 0 else { throw TargetRefusal.negative }
  }

  /// The same nodes with their targets, in the same order.
  func nodes(_ tree: TargetTree, _ order: [ID<TargetNode>]) throws -> [TargetNode] {
    var tree = tree
    for root in tree.roots { try give(amount, to: root, season: nil, &tree) }
    return order.compactMap { tree.nodes[$0] }
  }

  /// A place without a known season takes that of the place above it.
  private func give(
    _ amount: Int64, to id: ID<TargetNode>, season: [Int64]?, _ tree: inout TargetTree
  ) throws {
    let season = history.season(of: id) ?? season, shape = season ?? history.lengths
    let children = tree.children(of: id)
    guard !children.isEmpty else {
      tree.set(FairSplit.phased(amount, by: shape), of: id)
      return
    }
    // Accounts hand everything to their product groups: a reserve there would be nobody's.
    let isAccount = tree.nodes[id]?.kind == .account
    let share = Int64(holdBack.count)
    let held = isAccount ? 0 : largestRemainder([share, 10_000 - share], of: 10_000, scale: amount)[0]
    tree.set(FairSplit.phased(held, by: shape), of: id)
    let parts = try FairSplit.split(
      amount - held, over: children.count,
      by: [
        .init("last year", percent: weights.lastYear, children.map(history.lastYear(of:))),
        .init("recent", percent: weights.recent, children.map(history.recent(of:))),
        .init("even", percent: weights.even, children.map { _ in 1 }),
      ])
    for (child, part) in zip(children, parts) { try give(part, to: child, season: season, &tree) }
  }
}
