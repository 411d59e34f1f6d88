import Accounts
import Blueprint
import Foundation
import Kernel
import Storage

/// The account side of a question: which sites count, and under which members, while the tree stands still.
struct AnalysisPlaces {
  struct Node: Sendable {
    let id: String
    let number: Int32
    let name: String
    let kind: Account.Kind
    let tier: String?
    let segment: String?
    let channel: String?
    let city: String?
    let parent: String?
    let merged: String?
    let acv: Money?
  }

  let nodes: [Node]
  private let byID: [String: Int]

  /// Everything that the actor may see.
  init(for actor: Actor, _ db: Connection) throws {
    nodes = try db.all(
      """
      SELECT a.id, a.number, a.name, a.kind, a.tier, a.segment, a.channel, a.city, a.parent_id, a.merged_into,
        a.acv_minor, a.acv_currency
      FROM accounts a WHERE \(Account.visible(to: actor)) ORDER BY a.number
      """
    ) { row in
      let minor = try row.int64OrNil(10), currency = try row.currencyOrNil(11)
      return Node(
        id: try row.text(0), number: Int32(try row.int(1)), name: try row.text(2), kind: try row.choice(3),
        tier: try row.textOrNil(4), segment: try row.textOrNil(5), channel: try row.textOrNil(6),
        city: try row.textOrNil(7), parent: try row.textOrNil(8), merged: try row.textOrNil(9),
        acv: minor.flatMap { amount in currency.map { Money(minor: amount, currency: $0) } })
    }
    byID = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.id, $0) })
  }

  /// The days between which links changed, and each account's parent, for trees of the past.
  struct Links: Sendable {
    let rows: [(account: String, parent: String, first: Day, last: Day)]

    init(_ db: Connection) throws {
      rows = try db.all(
        "SELECT account_id, parent_id, first_day, last_day FROM account_parents ORDER BY account_id, first_day"
      ) { (try $0.text(0), try $0.text(1), try $0.day(2), try $0.day(3)) }
    }

    /// The first days on which the tree is another than the day before.
    var breaks: Set<Day> { Set(rows.flatMap { [$0.first, $0.last.advanced(by: 1)] }) }

    func parents(on day: Day) -> [String: String] {
      Dictionary(
        rows.filter { $0.first <= day && day <= $0.last }.map { ($0.account, $0.parent) },
        uniquingKeysWith: { $1 })
    }
  }

  /// Each node with those above it, itself first, as the tree is, or as `parents` has it.
  func chains(_ parents: [String: String]?) -> [[Int]] {
    func above(_ place: Int) -> Int? {
      let node = nodes[place]
      let parent = node.merged ?? (parents.map { $0[node.id] } ?? node.parent)
      return parent.flatMap { byID[$0] }
    }
    return nodes.indices.map { start in
      var chain = [start], place = start
      while let next = above(place), chain.count < 100 {
        chain.append(next)
        place = next
      }
      return chain
    }
  }

  /// The node that a site counts as in a dimension; nil where a word, not a node, is asked for, or there is none.
  func node(_ dimension: Dimension, _ chain: [Int]) -> Node? {
    switch dimension {
    case .account: return chain.last.map { nodes[$0] }
    case .store: return chain.first { nodes[$0].merged == nil }.map { nodes[$0] }
    default:
      guard let kind = Account.Kind(rawValue: dimension.rawValue) else { return nil }
      return chain.first { nodes[$0].kind == kind && nodes[$0].merged == nil }.map { nodes[$0] }
    }
  }

  /// What a site, or the nearest above it, says in a dimension of words.
  func word(_ dimension: Dimension, _ chain: [Int]) -> String? {
    let path: KeyPath<Node, String?> =
      switch dimension {
      case .tier: \.tier
      case .channel: \.channel
      case .accountSegment: \.segment
      default: \.city
      }
    return chain.lazy.compactMap { nodes[$0][keyPath: path] }.first
  }

  static func isWord(_ dimension: Dimension) -> Bool {
    [.tier, .channel, .accountSegment, .city].contains(dimension)
  }

  func member(_ dimension: Dimension, _ chain: [Int]) -> AnalysisMembers.Member {
    if Self.isWord(dimension) {
      return word(dimension, chain).map { .init(id: $0, name: $0) } ?? AnalysisMembers.blank(dimension)
    }
    return node(dimension, chain).map { .init(id: $0.id, name: $0.name, href: "/accounts/\($0.id)") }
      ?? AnalysisMembers.blank(dimension)
  }

  /// Whether a site passes a filter, whose values were checked before.
  func passes(_ filter: AnalysisPlan.Filter, _ chain: [Int]) -> Bool {
    let isIn: Bool
    if Self.isWord(filter.dimension) {
      let own = word(filter.dimension, chain).map { SearchKey.fold($0) }
      isIn = filter.values.contains { own == nil ? $0 == "-" : SearchKey.fold($0) == own }
    } else {
      isIn =
        chain.contains { place in
          let node = nodes[place]
          guard
            filter.dimension == .account || filter.dimension == .store
              || node.kind.rawValue == filter.dimension.rawValue
          else { return false }
          if filter.dimension == .store, place != chain[0] {
            return node.merged == nil && nodes[chain[0]].merged == node.id && matches(node, filter)
          }
          return matches(node, filter)
        } || (filter.values.contains("-") && node(filter.dimension, chain) == nil)
    }
    return isIn != filter.isExcluded
  }

  private func matches(_ node: Node, _ filter: AnalysisPlan.Filter) -> Bool {
    filter.values.contains { $0 == node.id || SearchKey.fold($0) == SearchKey.fold(node.name) }
  }

  /// Refuses values that nothing answers to, with those that would.
  func check(_ filter: AnalysisPlan.Filter) throws {
    let known: [(id: String, name: String)]
    if Self.isWord(filter.dimension) {
      known = Set(nodes.indices.compactMap { word(filter.dimension, [$0]) }).sorted().map { ($0, $0) }
    } else {
      known = nodes.filter { node in
        node.merged == nil
          && (filter.dimension == .account || (filter.dimension == .store && node.kind.isPlace)
            || node.kind.rawValue == filter.dimension.rawValue)
      }.map { ($0.id, $0.name) }
    }
    try filter.check(known)
  }
}

extension AnalysisPlan.Filter {
  /// Refuses a value that none of the known members has as its id or name; the nearest are named.
  func check(_ known: [(id: String, name: String)]) throws {
    let keys = Set(known.map { SearchKey.fold($0.name) }), ids = Set(known.map(\.id))
    for value in values where value != "-" && !ids.contains(value) && !keys.contains(SearchKey.fold(value)) {
      let wanted = SearchKey.fold(value)
      let near = known.map(\.name).filter { SearchKey.fold($0).hasPrefix(wanted.prefix(2)) }
      let shown = near.isEmpty ? known.map(\.name) : near
      throw AnalysisRefusal.noSuchMember(dimension, value, known: Array(Set(shown)).sorted())
    }
  }
}
