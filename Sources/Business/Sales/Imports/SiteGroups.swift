import Accounts
import Kernel
import Storage

/// Groups of a source's sites over which totals of items are kept: those below one account of the tree.
///
/// A group is the list of its sites, written down with the totals. However the tree changes later, what was kept is
/// used only where a question takes a group's sites all or none, so no answer depends on the tree of that day.
struct SiteGroups: Sendable {
  /// The account's number of each site.
  private let groupOf: [Int32: Int32]
  let numbers: [Int32]
  /// Whether they are the groups of the edition in force, so that its totals can be taken over.
  let isAsKept: Bool

  /// More groups than this cost more than they save.
  private static let most = 24
  private static let elsewhere: Int32 = -1

  var isEmpty: Bool { numbers.isEmpty }
  var count: Int { numbers.count }

  init(_ source: SalesSource, kept: KeptRows.Edition?, _ db: Connection) throws {
    var tree = try Self.tree(source, db)
    let members = try kept.map { try KeptRows.members(source: source.number, $0, db) } ?? [:]
    let keptGroups = members.keys.filter { $0 != RollUps.everySite }
    isAsKept = tree.isEmpty == keptGroups.isEmpty
    // A site stays in the group where its totals lie.
    if isAsKept {
      for group in keptGroups { for site in members[group] ?? [] { tree[site] = group } }
    }
    groupOf = tree
    numbers = tree.isEmpty ? [] : Set(tree.values).union([Self.elsewhere]).sorted()
  }

  /// The group of each of some sites; sites that hang elsewhere share one. Empty without groups.
  func numbers(of sites: [Int32]) -> [Int32: Int32] {
    guard !isEmpty else { return [:] }
    return Dictionary(uniqueKeysWithValues: sites.map { ($0, groupOf[$0] ?? Self.elsewhere) })
  }

  /// The sites below the source's account, each with the account above it; higher ones where those are too many,
  /// none where that tells nothing apart.
  private static func tree(_ source: SalesSource, _ db: Connection) throws -> [Int32: Int32] {
    let rows = try db.all(
      """
      WITH RECURSIVE below (id, number, parent) AS (
        SELECT a.id, a.number, CAST(0 AS BIGINT) FROM accounts a
        WHERE a.id = CAST(\(source.account) AS TEXT)
          OR (CAST(\(source.account) AS TEXT) IS NULL AND a.parent_id IS NULL)
        UNION ALL SELECT a.id, a.number, b.number FROM accounts a JOIN below b ON a.parent_id = b.id)
      SELECT number, parent FROM below ORDER BY number
      """
    ) { (number: Int32(try $0.int(0)), parent: Int32(try $0.int(1))) }
    let parents = Dictionary(rows.map { ($0.number, $0.parent) }, uniquingKeysWith: { first, _ in first })
    let inner = Set(parents.values)
    var above = parents.filter { !inner.contains($0.key) }
    for _ in 0..<5 {
      let groups = Set(above.values)
      if groups.count < 2 || groups.contains(0) { return [:] }
      if groups.count <= most { return above }
      above = above.mapValues { parents[$0] ?? 0 }
    }
    return [:]
  }
}
