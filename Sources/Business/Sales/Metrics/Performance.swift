import Blueprint
package import Kernel

/// How an account, an item or the whole portfolio sold: exact figures, this period against last year.
package struct Performance: Codable, Sendable {
  /// A part of it: an item, a child account.
  package struct Line: Codable, Sendable, Hashable {
    package let id: String
    package let name: String
    package let isProvisional: Bool
    package let current: SalesFigures
    package let lastYear: SalesFigures
  }

  package struct TrendWeek: Codable, Sendable, Hashable {
    package let week: Week
    package let current: SalesFigures?
    package let lastYear: SalesFigures?
  }

  /// Until when a source has data.
  package struct Through: Codable, Sendable, Hashable {
    package let source: String
    package let kind: SalesSource.Kind
    package let currency: Currency
    package let week: Week
    /// Older than two weeks beside the freshest source of its kind.
    package let isStale: Bool
  }

  /// How many different sites and items sold at least one unit.
  package struct Selling: Codable, Sendable, Hashable {
    package let stores: Int
    package let items: Int
  }

  package let id: String
  package let name: String
  package let subject: String
  package let period: SalesPeriod
  package let tree: TreeMode
  /// The day whose knowledge the figures show; nil: today's.
  package let knownOn: Day?
  /// Nil where there is nothing to show.
  package let lens: SalesLens?
  /// Kinds and currencies that have figures too, but can't be added to these.
  package let otherLenses: [SalesLens]
  package let current: SalesFigures
  package let lastYear: SalesFigures
  package let selling: Selling
  package let sellingLastYear: Selling
  package let trend: [TrendWeek]
  package let products: [Line]
  package let children: [Line]
  package let through: [Through]

  package var hasData: Bool { lens != nil }
}

/// Which figures of a record are asked for.
package struct PerformanceQuery: Codable, Sendable {
  package var id: String
  package var from: Day?
  package var to: Day?
  package var tree: TreeMode?
  package var kind: SalesSource.Kind?
  package var currency: Currency?
  /// Only what had been imported by the end of this day, as it stood then.
  package var knownOn: Day?

  package init(
    id: String, from: Day? = nil, to: Day? = nil, tree: TreeMode? = nil, kind: SalesSource.Kind? = nil,
    knownOn: Day? = nil
  ) {
    self.id = id
    self.from = from
    self.to = to
    self.tree = tree
    self.kind = kind
    self.knownOn = knownOn
  }
}
