/// What the partial `table` places: a plain table on a record's page.
package struct RecordTable: Sendable {
  struct Head: Sendable {
    let label: String
    let css: String
    let unit: String?
  }
  struct Cell: Sendable {
    let css: String
    let isHead: Bool
    let isPlain: Bool
    let text: String
    let link: String?
    let note: String?
    let badge: String?
    let change: String?
    let spark: String?
  }
  struct Line: Sendable { let cells: [Cell] }

  struct Grid: Sendable {
    let caption: String
    let showsCaption = false
    let heads: [Head]
    let rows: [Line]
    let hasTotals = false
    let totals: [Cell] = []
    let footnote: String?
  }

  /// The partial opens this name itself.
  let table: Grid

  /// The first cell of a row is its head. `ends` names the columns of numbers, from 0; `links` holds, row by row,
  /// where the first cell leads.
  package init(
    _ caption: String, heads: [String], rows: [[String]], ends: Set<Int> = [], links: [String?] = [],
    footnote: String? = nil
  ) {
    table = Grid(
      caption: caption,
      heads: heads.enumerated().map { place, label in
        Head(label: label, css: ends.contains(place) ? "is-end" : "is-start", unit: nil)
      },
      rows: rows.enumerated().map { line, texts in
        Line(
          cells: texts.enumerated().map { place, text in
            let link = place == 0 && line < links.count ? links[line] : nil
            return Cell(
              css: ends.contains(place) ? "is-end" : "is-start", isHead: place == 0, isPlain: link == nil,
              text: text, link: link, note: nil, badge: nil, change: nil, spark: nil)
          })
      }, footnote: footnote)
  }
}
