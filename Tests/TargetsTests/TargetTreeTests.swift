import Kernel
import Testing

@testable import Targets

/// What holds for every tree, whatever is done to it.
struct TargetTreeTests {
  static func id(_ number: Int) -> ID<TargetNode> {
    let digits = String(number)
    return ID("00000000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits)!
  }

  static func node(_ number: Int, _ kind: TargetNode.Kind, below parent: Int?, _ own: Int64 = 0) -> TargetNode
  {
    TargetNode(
      id: id(number), parent: parent.map(id), kind: kind, subject: nil, name: "N\(number)",
      own: FairSplit.phased(own, by: [5, 3, 1, 1, 1, 1, 1, 1, 1, 2, 4, 7]))
  }

  /// A company, two teams, three managers, five accounts, two product groups.
  static func world() throws -> TargetTree {
    try TargetTree([
      node(1, .company, below: nil, 100_00), node(2, .team, below: 1, 50_00), node(3, .team, below: 1),
      node(4, .manager, below: 2, 10_01), node(5, .manager, below: 3, 7), node(6, .manager, below: 3),
      node(7, .account, below: 4, 1_234_56), node(8, .account, below: 4, 999_99),
      node(9, .account, below: 5, 500_00), node(10, .account, below: 6),
      node(11, .account, below: 6, 77_77), node(12, .product, below: 10, 300_01),
      node(13, .product, below: 10, 12),
    ])
  }

  /// By hand, not by the code under test.
  private func ties(_ tree: TargetTree) -> Bool {
    tree.nodes.values.allSatisfy { node in
      let children = tree.nodes.values.filter { $0.parent == node.id }
      let parts = children.map { tree.total(of: $0.id) }.reduce(0, +)
      let periods = (0..<12).allSatisfy { period in
        tree.phases(of: node.id)[period]
          == node.own[period] + children.map { tree.phases(of: $0.id)[period] }.reduce(0, +)
      }
      return periods && tree.total(of: node.id) == parts + node.own.reduce(0, +)
        && node.own.allSatisfy { $0 >= 0 }
    }
  }

  @Test func `a parent is its children plus its hold-back after any changes and moves`() throws {
    var chance = SeededGenerator(seed: 4)
    var tree = try Self.world(), changed = 0, moved = 0
    for _ in 0..<600 {
      let id = Self.id(Int.random(in: 1...13, using: &chance))
      if Bool.random(using: &chance) {
        let amount = Int64.random(in: 0...300_000, using: &chance)
        let source = TargetSource.allCases.randomElement(using: &chance) ?? .above
        let before = tree
        do throws(TargetRefusal) {
          tree = try tree.changed(id, to: amount, from: source)
        } catch { continue }
        changed += 1
        #expect(tree.total(of: id) == amount)
        if source != .above {
          let parent = try #require(tree.nodes[id]?.parent)
          #expect(tree.total(of: parent) == before.total(of: parent))
          #expect(tree.total(of: Self.id(1)) == before.total(of: Self.id(1)))
        }
      } else {
        let parent = Self.id(Int.random(in: 1...13, using: &chance)), whole = tree.total(of: Self.id(1))
        do throws(TargetRefusal) { tree = try tree.moved(id, below: parent) } catch { continue }
        moved += 1
        #expect(tree.total(of: Self.id(1)) == whole)
      }
      #expect(ties(tree))
    }
    #expect(changed > 100 && moved > 30)
  }

  @Test func `a circle is refused by name`() {
    let ring = [Self.node(1, .team, below: 2), Self.node(2, .team, below: 1)]
    #expect(throws: TargetRefusal.circle("N1")) { try TargetTree(ring) }
  }

  @Test func `nothing hangs below itself`() throws {
    let tree = try TargetTree([
      Self.node(1, .company, below: nil), Self.node(2, .team, below: 1), Self.node(3, .team, below: 2),
    ])
    #expect(throws: TargetRefusal.circle("N2")) { try tree.moved(Self.id(2), below: Self.id(3)) }
  }

  @Test func `a manager does not hang below an account`() throws {
    #expect(throws: TargetRefusal.wrongPlace("N4", "N9")) {
      try Self.world().moved(Self.id(4), below: Self.id(9))
    }
  }

  @Test func `a hold-back that does not cover a change is not overdrawn`() throws {
    let tree = try Self.world(), now = tree.total(of: Self.id(7))
    #expect(throws: TargetRefusal.holdBackTooSmall("N7", missing: 1)) {
      try tree.changed(Self.id(7), to: now + 10_02, from: .holdBack)
    }
    let raised = try tree.changed(Self.id(7), to: now + 10_01, from: .holdBack)
    #expect(raised.holdBack(of: Self.id(4)) == 0)
    #expect(raised.total(of: Self.id(1)) == tree.total(of: Self.id(1)))
  }

  @Test func `an empty place gets its target by the periods of the place above it`() throws {
    let tree = try TargetTree([
      Self.node(1, .company, below: nil, 120_00), Self.node(2, .account, below: 1, 0),
    ])
    let changed = try tree.changed(Self.id(2), to: 28_00, from: .holdBack)
    #expect(changed.phases(of: Self.id(2)) == [5, 3, 1, 1, 1, 1, 1, 1, 1, 2, 4, 7].map { $0 * 100 })
  }

  @Test func `what a reader may not see leaves the rest a forest that still ties`() throws {
    let all = try Self.world().nodes.values.sorted { $0.id < $1.id }
    let seen = try TargetTree(all.filter { $0.id != Self.id(1) && $0.id != Self.id(3) })
    #expect(seen.roots == [2, 5, 6].map(Self.id))
    #expect(seen.total(of: Self.id(2)) == (try Self.world().total(of: Self.id(2))))
  }
}
