package import Kernel

/// Rows for a file: what is seen, with the filters and the date printed beside.
package struct Table: Sendable {
  package enum Cell: Sendable, Hashable {
    case empty
    case text(String)
    case whole(Int64)
    /// An exact decimal: `units` counted in 10^-scale.
    case decimal(units: Int64, scale: Int)
    case money(Money)
    case percent(BasisPoints)
    case day(Day)
    case flag(Bool)
  }

  package let title: String
  package let heads: [String]
  package let rows: [[Cell]]
  /// Printed with the file: filters, data-through date, definitions.
  package let notes: [(String, String)]

  package init(title: String, heads: [String], rows: [[Cell]], notes: [(String, String)] = []) {
    self.title = title
    self.heads = heads
    self.rows = rows
    self.notes = notes
  }
}

extension Table.Cell {
  /// As a reader sees it.
  package var shown: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .whole(let number): DisplayNumber.grouped(number)
    case .decimal(let units, let scale): DisplayNumber.decimal(units, scale: scale, decimals: scale)
    case .money(let money): money.formatted()
    case .percent(let points): points.description
    case .day(let day): DisplayNumber.day(day)
    case .flag(let flag): flag ? "yes" : "no"
    }
  }

  /// Numbers stand right.
  package var isNumeric: Bool {
    switch self {
    case .whole, .decimal, .money, .percent: true
    default: false
    }
  }
}
