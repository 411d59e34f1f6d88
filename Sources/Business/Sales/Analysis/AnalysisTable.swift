import Blueprint
import Kernel

/// The answer to a question: rows by columns, each cell a figure of the dictionary; totals are evaluated over the
/// whole, never added up where that would be wrong.
package struct AnalysisTable: Reply {
  package struct Member: Codable, Sendable, Hashable {
    package let dimension: Dimension
    /// As a filter names it; empty for “Other”.
    package let id: String
    package let name: String
    package let href: String?
  }

  package enum Role: String, Choice { case now, before, change }

  package struct Column: Codable, Sendable, Hashable {
    /// Empty for the total over all columns.
    package let members: [Member]
    package let metric: Metric.Name
    package let role: Role
    package let label: String
  }

  package struct Cell: Codable, Sendable, Hashable {
    /// Plain digits, `-1234.50`; nil where there is no such figure.
    package let number: String?
    /// As people read it.
    package let text: String
  }

  package struct Row: Codable, Sendable, Hashable {
    /// From the outermost dimension on; fewer than there are dimensions in a row that sums up those below it.
    package let members: [Member]
    package let isOther: Bool
    package let cells: [Cell]
  }

  package let title: String
  package let query: AnalysisQuery
  package let rowDimensions: [Dimension]
  package let columnDimensions: [Dimension]
  package let columns: [Column]
  package let rows: [Row]
  package let total: Row
  package let period: SalesPeriod
  package let compare: AnalysisQuery.Compare
  package let before: SalesPeriod?
  package let lens: SalesLens?
  package let otherLenses: [SalesLens]
  package let through: [Performance.Through]
  /// What was filtered, in words, with the period, the kind and the tree.
  package let filters: [Explanation.Pair]
  package let metrics: [Metric]
  /// What a reader must know before comparing the figures.
  package let warnings: [String]
  package let notes: [String]

  package var hasData: Bool { lens != nil }
  /// Rows that no other row of the table holds as a part: those that add up to the total.
  package var leaves: [Row] {
    rows.filter { $0.members.count == rowDimensions.count || $0.isOther }
  }
}
