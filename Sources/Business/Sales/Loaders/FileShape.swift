import Blueprint

/// What stands around the rows of a file, and what stands across its columns.
package struct FileShape: Codable, Sendable, Hashable {
  /// Rows above the header: titles, filters, the date of the export.
  package var titleRows: Int
  /// 0: the file has no header; its columns are then called `column 1`, `column 2`.
  package var headerRows: Int
  package var crosstab: Crosstab?

  package init(titleRows: Int = 0, headerRows: Int = 1, crosstab: Crosstab? = nil) {
    self.titleRows = titleRows
    self.headerRows = headerRows
    self.crosstab = crosstab
  }

  static let plain = FileShape()
  static let mostHeaderRows = 5
}

/// A file whose weeks, sites, items or measures stand side by side.
package struct Crosstab: Codable, Sendable, Hashable {
  /// What one of the header rows says of the columns below it.
  package enum Row: String, Choice { case week, site, item, measure, nothing }

  /// One for each header row, from the top.
  package var rows: [Row]
  /// What the figures are, where no header row says it.
  package var cell: SalesField
  /// What the words of the row of measures mean, by the word as the file writes it.
  package var measures: [String: SalesField]

  package init(rows: [Row], cell: SalesField = .units, measures: [String: SalesField] = [:]) {
    self.rows = rows
    self.cell = cell
    self.measures = measures
  }

  /// The fields that rows get from the header.
  var keys: [SalesField] {
    rows.compactMap { row in
      switch row {
      case .week: .week
      case .site: .site
      case .item: .item
      case .measure, .nothing: nil
      }
    }
  }

  /// The figures that stand across, in a fixed order.
  var figures: [SalesField] {
    guard rows.contains(.measure) else { return [cell] }
    let found = Set(measures.values)
    return SalesField.allCases.filter { found.contains($0) && $0 != .ignore }
  }
}
