/// What the template `chart` places: a picture over its table.
package struct ChartView: Sendable {
  package struct Head: Sendable {
    let label: String
    let series: String

    /// `series` is one of value, part, last-year, plan, forecast, low, high.
    package init(label: String, series: String) {
      self.label = label
      self.series = series
    }
  }
  package struct Cell: Sendable {
    let text: String
    let number: String

    /// `number` is plain digits (`-12.5`), or empty where there is none.
    package init(text: String, number: String) {
      self.text = text
      self.number = number
    }
  }
  package struct Line: Sendable {
    let label: String
    let short: String
    let event: String?
    let isTotal: Bool
    let cells: [Cell]

    package init(label: String, short: String, event: String? = nil, isTotal: Bool = false, cells: [Cell]) {
      self.label = label
      self.short = short
      self.event = event
      self.isTotal = isTotal
      self.cells = cells
    }
  }

  let id: String
  let kind: String
  let title: String
  let unit: String
  let isTall: Bool
  let firstHead: String
  let heads: [Head]
  let rows: [Line]
  let tableLabel: String
  let sourceHref: String?

  /// `kind` is one of line, bars, stacked, waterfall; `title` states the finding.
  package init(
    id: String, kind: String, title: String, unit: String, isTall: Bool = false, firstHead: String,
    heads: [Head], rows: [Line], tableLabel: String, sourceHref: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.unit = unit
    self.isTall = isTall
    self.firstHead = firstHead
    self.heads = heads
    self.rows = rows
    self.tableLabel = tableLabel
    self.sourceHref = sourceHref
  }
}
