import Accounts
import Kernel
import Storage

/// What the places of a tree sold before a target year.
struct TargetHistory {
  private let tree: TargetTree
  private let year: TargetYear
  private let known: ClosedRange<Int32>?
  private var sold: [ID<TargetNode>: TargetFacts.Weekly] = [:]

  /// Six years back at most: enough for two whole years before a year that is still to come.
  init(_ structure: TargetStructure, _ year: TargetYear, _ facts: TargetFacts, _ db: Connection) throws {
    let tree = try TargetTree(structure.nodes)
    self.tree = tree
    self.year = year
    guard let through = facts.through else {
      known = nil
      return
    }
    let weeks = min(year.weeks.lowerBound - 52 * 6, through)...through
    let accounts = structure.nodes.filter { $0.kind == .account }
    let subjects = accounts.compactMap { $0.subject.flatMap(ID<Account>.init) }
    let byAccount = try facts.weekly(accounts: subjects, weeks: weeks)
    var first = through
    for account in accounts {
      guard let subject = account.subject.flatMap(ID<Account>.init) else { continue }
      let weekly = byAccount[subject] ?? [:]
      first = min(first, weekly.keys.min() ?? first)
      sold[account.id] = weekly
      let products = tree.children(of: account.id)
      guard !products.isEmpty else { continue }
      let groups = try ProductGroups(products.compactMap { tree.nodes[$0]?.subject }, db)
      let parts = try facts.weekly(account: subject, weeks: weeks, groups: groups.byItem)
      for product in products {
        sold[product] =
          tree.nodes[product]?.subject.flatMap { groups.numbers[$0] }.flatMap { parts[$0] } ?? [:]
      }
    }
    known = first...through
  }

  /// By week, with all accounts below.
  func weekly(of id: ID<TargetNode>) -> TargetFacts.Weekly {
    if let own = sold[id] { return own }
    return tree.children(of: id).reduce(into: [:]) { $0.merge(weekly(of: $1), uniquingKeysWith: +) }
  }

  func season(of id: ID<TargetNode>) -> [Int64]? { year.season(weekly(of: id), known: known) }

  /// What periods weigh where nothing is known: their weeks.
  var lengths: [Int64] { year.lengths }

  /// The newest 52 weeks before the year that are known in full, at the scale of facts.
  func lastYear(of id: ID<TargetNode>) -> Int64 { sum(weekly(of: id), block) }

  /// Whether there is a whole year to grow from.
  var knowsYear: Bool { block != nil }

  func recent(of id: ID<TargetNode>) -> Int64 {
    guard let known else { return 0 }
    let last = min(known.upperBound, year.weeks.lowerBound - 1)
    return sum(weekly(of: id), (last - 12)...last)
  }

  private var block: ClosedRange<Int32>? {
    guard let known else { return nil }
    let last = min(known.upperBound, year.weeks.lowerBound - 1)
    return last - 51 >= known.lowerBound ? (last - 51)...last : nil
  }

  private func sum(_ weekly: TargetFacts.Weekly, _ weeks: ClosedRange<Int32>?) -> Int64 {
    guard let weeks else { return 0 }
    return weekly.reduce(Int64(0)) { weeks.contains($1.key) ? $0 + $1.value : $0 }
  }
}
