import Catalog
import Kernel
import Storage

/// The product side of a question: which items count, and under which members.
struct AnalysisItems {
  let tree: ProductTree
  /// For each product itself and those above it, itself first.
  private let chains: [[Product]]

  init(_ db: Connection) throws {
    let tree = ProductTree(try Product.all(db))
    self.tree = tree
    chains = tree.products.map { [$0] + tree.ancestors(of: $0.id) }
  }

  /// Every product that can carry facts, with its chain: nodes above items may, where a source reports them.
  var all: [[Product]] { chains }

  func product(_ dimension: Dimension, _ chain: [Product]) -> Product? {
    if dimension == .item { return chain.first }
    return chain.first { $0.kind.rawValue == dimension.rawValue }
  }

  func member(_ dimension: Dimension, _ chain: [Product]) -> AnalysisMembers.Member {
    product(dimension, chain).map { .init(id: $0.id.text, name: $0.name, href: "/products/\($0.id)") }
      ?? AnalysisMembers.blank(dimension)
  }

  func category(_ chain: [Product]) -> Int32 {
    product(.category, chain).map { Int32(clamping: $0.number) } ?? 0
  }

  func passes(_ filter: AnalysisPlan.Filter, _ chain: [Product]) -> Bool {
    let own = product(filter.dimension, chain)
    let isIn = filter.values.contains { value in
      own.map { value == $0.id.text || SearchKey.fold(value) == SearchKey.fold($0.name) } ?? (value == "-")
    }
    return isIn != filter.isExcluded
  }

  func check(_ filter: AnalysisPlan.Filter) throws {
    let isItem = filter.dimension == .item
    try filter.check(
      tree.products.filter { isItem || $0.kind.rawValue == filter.dimension.rawValue }.map {
        ($0.id.text, $0.name)
      })
  }
}
