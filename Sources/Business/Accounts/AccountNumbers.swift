package import Blueprint
package import Kernel
package import Storage
import Synchronization

/// How all accounts hang together today, in numbers. Read once and kept in memory until an account is made, moved,
/// merged or deleted: a page of a large company would otherwise read some ten thousand links several times.
package struct AccountNumbers: Sendable {
  /// For each account's number that of the account above it: its parent, or the account that it was merged into.
  package let above: [Int32: Int32]
  private let below: [Int32: [Int32]]
  private let numbers: [ID<Account>: Int32]

  private static let kept = Mutex<(stamp: Int64, tree: AccountNumbers)?>(nil)

  /// The tree as this connection sees it. Not for the transaction that changes it.
  package static func today(_ db: Connection) throws -> AccountNumbers {
    let stamp = try Account.treeStamp(db)
    if stamp != 0, let known = kept.withLock({ $0 }), known.stamp == stamp { return known.tree }
    let tree = try AccountNumbers(db)
    kept.withLock { $0 = (stamp, tree) }
    return tree
  }

  private init(_ db: Connection) throws {
    let rows = try db.all("SELECT id, number, COALESCE(merged_into, parent_id) FROM accounts ORDER BY number")
    {
      (
        id: try $0.id(0, as: Account.self), number: Int32(clamping: try $0.int64(1)),
        above: try $0.idOrNil(2, as: Account.self)
      )
    }
    let numbers = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0.number) })
    var above: [Int32: Int32] = [:], below: [Int32: [Int32]] = [:]
    for row in rows {
      guard let parent = row.above.flatMap({ numbers[$0] }) else { continue }
      above[row.number] = parent
      below[parent, default: []].append(row.number)
    }
    self.numbers = numbers
    self.above = above
    self.below = below
  }

  package func number(of id: ID<Account>) -> Int32? { numbers[id] }
  package var all: some Collection<Int32> { numbers.values }

  /// An account and all below it, accounts merged into them included, in ascending order; empty for an unknown one.
  /// Accounts below it that are to be left out are so with all that is below them.
  package func subtree(of id: ID<Account>, stoppingAt others: Set<Int32> = []) -> [Int32] {
    guard let root = numbers[id] else { return [] }
    var found = [root], place = 0
    while place < found.count {
      found += (below[found[place]] ?? []).filter { !others.contains($0) }
      place += 1
    }
    return found.sorted()
  }

  /// What of these the actor may see.
  package static func seen(_ numbers: [Int32], by actor: Actor, _ db: Connection) throws -> [Int32] {
    guard !actor.seesEverything else { return numbers }
    let mine = Set(
      try db.all("SELECT a.number FROM accounts a WHERE \(Account.visible(to: actor))") {
        Int32(clamping: try $0.int64(0))
      })
    return numbers.filter(mine.contains)
  }
}
