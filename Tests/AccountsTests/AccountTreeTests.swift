import Accounts
import Catalog
import Foundation
import Kernel
import Testing

/// A random forest of groups, banners and sites; banners and sites move about in 2025.
private struct Forest {
  var nodes: [AccountTree.Node] = []
  var links: [ParentLink] = []
  var facts: [AccountTree.Fact] = []

  static let start = Day("2024-01-01")!

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let groups = (0..<3).map { _ in node(&random) }
    let banners = (0..<8).map { _ in node(&random) }
    let sites = (0..<60).map { _ in node(&random) }
    for banner in banners { link(banner.id, groups[random.int(in: 0...2)].id, &random, groups.map(\.id)) }
    for site in sites { link(site.id, banners[random.int(in: 0...7)].id, &random, banners.map(\.id)) }
    for node in banners + sites {
      for _ in 0..<20 {
        let day = Forest.start.advanced(by: random.int(in: 0...1_000))
        facts.append(.init(number: node.number, day: day, value: Int64(random.int(in: -50...5_000))))
      }
    }
  }

  private mutating func node(_ random: inout SeededGenerator) -> AccountTree.Node {
    let moment = Date(timeIntervalSince1970: Double(nodes.count))
    let node = AccountTree.Node(id: ID(at: moment, using: &random), number: Int64(nodes.count + 1))
    nodes.append(node)
    return node
  }

  private mutating func link(
    _ child: ID<Account>, _ parent: ID<Account>, _ random: inout SeededGenerator, _ others: [ID<Account>]
  ) {
    let first = ParentLink(
      account: child, parent: parent, firstDay: Validity.earliest, lastDay: Validity.latest)
    guard random.int(in: 0...2) == 0 else { return links.append(first) }
    let day = Day("2025-01-01")!.advanced(by: random.int(in: 0...364))
    links += ParentLink.moved(child, [first], below: others[random.int(in: 0...others.count - 1)], from: day)
  }
}

@Suite struct AccountTreeTests {
  @Test(arguments: 1...20)
  func `every parent is the sum of its children and of its own facts, to the unit`(seed: Int) throws {
    let forest = Forest(seed: UInt64(seed)), tree = AccountTree(nodes: forest.nodes, links: forest.links)
    let total = forest.facts.reduce(0) { $0 + $1.value }, today = Day("2026-06-01")!
    let asWas = tree.rollUp(forest.facts, .asWas), asIs = tree.rollUp(forest.facts, .asIs(today))
    #expect(asWas.total == total)
    #expect(asIs.total == total)
    for node in forest.nodes {
      let own = forest.facts.filter { $0.number == node.number }.reduce(0) { $0 + $1.value }
      let children = tree.children(of: node.id, on: today).compactMap { id in
        forest.nodes.first { $0.id == id }
      }
      #expect(asIs[node.number] == own + children.reduce(0) { $0 + asIs[$1.number] })
    }
  }

  @Test(arguments: 1...10)
  func `as-was sums equal the sums of each day's own tree`(seed: Int) throws {
    let forest = Forest(seed: UInt64(seed)), tree = AccountTree(nodes: forest.nodes, links: forest.links)
    var slow: [Int64: Int64] = [:]
    for fact in forest.facts {
      let node = try #require(forest.nodes.first { $0.number == fact.number })
      for id in [node.id] + tree.ancestors(of: node.id, on: fact.day) {
        let above = try #require(forest.nodes.first { $0.id == id })
        slow[above.number, default: 0] += fact.value
      }
    }
    let fast = tree.rollUp(forest.facts, .asWas)
    for node in forest.nodes { #expect(fast[node.number] == slow[node.number] ?? 0) }
  }

  @Test func `a banner that moves mid-year leaves last year as it was and restates it as it is`() throws {
    var random = SeededGenerator(seed: 7)
    let ids: [ID<Account>] = (0..<4).map { ID(at: Date(timeIntervalSince1970: Double($0)), using: &random) }
    let nodes = ids.enumerated().map { AccountTree.Node(id: $1, number: Int64($0 + 1)) }
    let (old, new, banner, store) = (ids[0], ids[1], ids[2], ids[3])
    let before = ParentLink(
      account: banner, parent: old, firstDay: Validity.earliest, lastDay: Validity.latest)
    let moved = ParentLink.moved(banner, [before], below: new, from: Day("2026-07-01")!)
    let hung = ParentLink(
      account: store, parent: banner, firstDay: Validity.earliest, lastDay: Validity.latest)
    let tree = AccountTree(nodes: nodes, links: moved + [hung])
    let facts: [AccountTree.Fact] = [
      .init(number: 4, day: Day("2025-07-05")!, value: 100),
      .init(number: 4, day: Day("2026-06-30")!, value: 20),
      .init(number: 4, day: Day("2026-07-01")!, value: 3),
    ]
    let asWas = tree.rollUp(facts, .asWas), asIs = tree.rollUp(facts, .asIs(Day("2026-11-22")!))
    #expect((asWas[1], asWas[2], asWas.total) == (120, 3, 123))
    #expect((asIs[1], asIs[2], asIs.total) == (0, 123, 123))
    let lastYear = facts.filter { $0.day.year == 2025 }
    #expect(tree.rollUp(lastYear, .asWas)[1] == 100)
    #expect(tree.parent(of: banner, on: Day("2026-06-30")!) == old)
    #expect(tree.parent(of: banner, on: Day("2026-07-01")!) == new)
  }

  @Test func `a merged account counts in the one that was kept, whatever its own links say`() throws {
    var random = SeededGenerator(seed: 9)
    let ids: [ID<Account>] = (0..<3).map { ID(at: Date(timeIntervalSince1970: Double($0)), using: &random) }
    let nodes = [
      AccountTree.Node(id: ids[0], number: 1), AccountTree.Node(id: ids[1], number: 2),
      AccountTree.Node(id: ids[2], number: 3, mergedInto: ids[1]),
    ]
    let link = ParentLink(
      account: ids[2], parent: ids[0], firstDay: Validity.earliest, lastDay: Validity.latest)
    let sums = AccountTree(nodes: nodes, links: [link]).rollUp(
      [.init(number: 3, day: Day("2026-01-01")!, value: 5)], .asWas)
    #expect((sums[1], sums[2], sums[3]) == (0, 5, 5))
  }

  @Test func `facts of numbers that no account has are in no sum, and said`() {
    let sums = AccountTree(nodes: [], links: []).rollUp(
      [.init(number: 9, day: Day("2026-01-01")!, value: 5)], .asWas)
    #expect((sums.total, sums.unknown) == (0, 5))
  }

  @Test func `moving back to where it hung until yesterday mends the link instead of adding one`() {
    let account = ID<Account>.new(), home = ID<Account>.new(), away = ID<Account>.new(),
      day = Day("2026-03-01")!
    let always = ParentLink(
      account: account, parent: home, firstDay: Validity.earliest, lastDay: Validity.latest)
    let gone = ParentLink.moved(account, [always], below: away, from: day)
    #expect(gone.map(\.parent) == [home, away])
    #expect(gone[0].lastDay == Day("2026-02-28")!)
    #expect(ParentLink.moved(account, gone, below: home, from: day) == [always])
    #expect(ParentLink.moved(account, gone, below: nil, from: day) == [gone[0]])
  }

  @Test func `a circle is found on the very day it would close`() {
    let top = ID<Account>.new(), middle = ID<Account>.new(), low = ID<Account>.new(), day = Day("2026-05-01")!
    let links = [
      ParentLink(account: middle, parent: top, firstDay: Validity.earliest, lastDay: Validity.latest),
      ParentLink(account: low, parent: middle, firstDay: day, lastDay: Validity.latest),
    ]
    let closing = [
      ParentLink(account: top, parent: low, firstDay: Day("2026-01-01")!, lastDay: Validity.latest)
    ]
    #expect(ParentLink.firstCycle(of: top, closing, above: links) == day)
    let past = [
      ParentLink(account: top, parent: low, firstDay: Day("2025-01-01")!, lastDay: Day("2026-04-30")!)
    ]
    #expect(ParentLink.firstCycle(of: top, past, above: links) == nil)
  }
}
