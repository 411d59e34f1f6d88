import Blueprint

/// What the template `analyses` places: a list of saved things.
struct SavedListView: Sendable {
  struct Link: Sendable {
    let label: String
    let href: String
  }
  struct Row: Sendable {
    let name: String
    let href: String
    let cells: [String]
    /// Nil where the reader may not delete it.
    let removeHref: String?
    let csrf: String
    let question: String
  }

  let title: String
  let sentence: String
  var links: [Link] = []
  var action: Link?
  let emptyTitle: String
  let emptyText: String
  let heads: [String]
  let rows: [Row]
  var hasRows: Bool
  var hasSecond = false
  var secondTitle = ""
  var second: TableBox

  init(
    _ title: String, _ sentence: String, action: Link?, links: [Link] = [], empty: (String, String),
    heads: [String],
    rows: [Row], second: (title: String, table: TableView)? = nil
  ) {
    self.title = title
    self.sentence = sentence
    self.action = action
    self.links = links
    (emptyTitle, emptyText) = empty
    self.heads = heads
    self.rows = rows
    hasRows = !rows.isEmpty
    hasSecond = second != nil
    secondTitle = second?.title ?? ""
    self.second = TableBox(table: second?.table ?? TableView(caption: "", heads: [], rows: []))
  }
}

/// What the template `analysis-panel` places: a saved analysis within a dashboard.
struct AnalysisPanelView: Sendable {
  struct Picture: Sendable {
    let chart: ChartView
  }
  let title: String
  let href: String
  let isEmpty: Bool
  let emptyText: String
  let answer: String?
  let picture: [Picture]
  let grid: TableBox
  let throughText: String
}
