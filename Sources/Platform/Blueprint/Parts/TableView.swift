package import Kernel

/// What the template `table` places.
package struct TableView: Sendable {
  package struct Head: Sendable {
    let label: String
    var css = ""
    var unit: String?

    package init(label: String, css: String = "", unit: String? = nil) {
      self.label = label
      self.css = css
      self.unit = unit
    }

    package static func end(_ label: String, unit: String? = nil) -> Head {
      Head(label: label, css: "is-end", unit: unit)
    }
  }
  package struct Badge: Sendable {
    let label: String
    let tone: String

    package init(label: String, tone: String) {
      self.label = label
      self.tone = tone
    }
  }
  package struct Spark: Sendable {
    let points: String
    let past: String
    let spoken: String

    package init(points: String, past: String, spoken: String) {
      self.points = points
      self.past = past
      self.spoken = spoken
    }
  }
  package struct Cell: Sendable {
    package var css = ""
    package var isHead = false
    package var isPlain = true
    package let text: String
    package var link: String?
    package var note: String?
    package var badge: Badge?
    package var change: DeltaView?
    package var spark: Spark?

    package init(
      css: String = "", isHead: Bool = false, isPlain: Bool = true, text: String, link: String? = nil,
      note: String? = nil, badge: Badge? = nil, change: DeltaView? = nil, spark: Spark? = nil
    ) {
      // A narrow screen would give a sentence the width of its longest word.
      let isLong = max(text.count, note?.count ?? 0) > Cell.longText
      self.css = css.isEmpty && !isHead && isLong ? "is-long" : css
      self.isHead = isHead
      self.isPlain = isPlain
      self.text = text
      self.link = link
      self.note = note
      self.badge = badge
      self.change = change
      self.spark = spark
    }

    static let longText = 36

    /// Whether nothing is drawn for it.
    var isSilent: Bool {
      text.isEmpty && note == nil && badge == nil && change == nil && spark == nil
    }

    package static func text(_ text: String) -> Cell { Cell(text: text) }
    package static func number(_ text: String) -> Cell { Cell(css: "is-end", text: text) }
    /// A figure that leads to where it comes from.
    package static func door(_ text: String, _ href: String, badge: Badge? = nil) -> Cell {
      text.isEmpty ? .number("") : Cell(css: "is-end", isPlain: false, text: text, link: href, badge: badge)
    }
    package static func link(_ text: String, _ href: String, badge: Badge? = nil) -> Cell {
      Cell(isPlain: false, text: text, link: href, badge: badge)
    }
    package static func badge(_ label: String, _ tone: String) -> Cell {
      Cell(isPlain: false, text: "", badge: .init(label: label, tone: tone))
    }
    /// A day, kept on one line; empty where there is none.
    package static func day(_ day: Day?) -> Cell {
      Cell(css: "is-day", text: day.map(DisplayNumber.day) ?? "")
    }
    package static func head(_ text: String, link: String? = nil, badge: Badge? = nil) -> Cell {
      Cell(isHead: true, isPlain: false, text: text, link: link, badge: badge)
    }
    package static func change(_ now: Int64, _ before: Int64) -> Cell {
      Cell(
        css: "is-end", isPlain: false, text: "",
        change: before == 0 && now == 0 ? nil : DeltaView(now: now, before: before))
    }
  }
  package struct Line: Sendable {
    let cells: [Cell]

    package init(cells: [Cell]) { self.cells = cells }
  }
  package struct Total: Sendable {
    let css: String
    let text: String

    package init(css: String, text: String) {
      self.css = css
      self.text = text
    }
  }

  let caption: String
  let showsCaption: Bool
  let heads: [Head]
  let rows: [Line]
  let hasTotals: Bool
  let totals: [Total]
  let footnote: String?

  /// Without `totals` the table has no foot.
  package init(
    caption: String, showsCaption: Bool = false, heads: [Head], rows: [Line], totals: [Total] = [],
    footnote: String? = nil
  ) {
    self.caption = caption
    self.showsCaption = showsCaption
    let silent = Self.silentColumns(heads, rows, totals)
    func spoken<Part>(_ parts: [Part]) -> [Part] {
      silent.isEmpty ? parts : parts.enumerated().filter { !silent.contains($0.offset) }.map(\.element)
    }
    self.heads = spoken(heads)
    self.rows = silent.isEmpty ? rows : rows.map { Line(cells: spoken($0.cells)) }
    hasTotals = !totals.isEmpty
    self.totals = spoken(totals)
    self.footnote = footnote
  }

  /// Columns after the first in which no row has anything to say: a reader need not pass them over.
  private static func silentColumns(_ heads: [Head], _ rows: [Line], _ totals: [Total]) -> Set<Int> {
    guard !rows.isEmpty, rows.allSatisfy({ $0.cells.count == heads.count }),
      totals.isEmpty || totals.count == heads.count
    else { return [] }
    return Set(
      heads.indices.dropFirst().filter { at in
        rows.allSatisfy { $0.cells[at].isSilent } && (totals.isEmpty || totals[at].text.isEmpty)
      })
  }
}

/// A table as a named piece of a page: `{table}`.
package struct TableBox: Sendable {
  package let table: TableView

  package init(table: TableView) { self.table = table }
}
