import Kernel

/// What the template `delta` places: a change with sign, arrow and tone.
struct DeltaView: Sendable {
  let tone: String
  let arrow: String
  let text: String
  let spoken: String

  /// The change from a year ago; where more is not better, the tone stays flat.
  init(now: Int64, before: Int64, isBetterWhenMore: Bool = true) {
    text = DisplayNumber.change(from: before, to: now)
    let isUp = now > before, isFlat = now == before
    arrow = isFlat ? "right" : isUp ? "up" : "down"
    tone = isFlat || !isBetterWhenMore ? "flat" : isUp ? "good" : "bad"
    spoken = isFlat ? "unchanged against last year" : "\(isUp ? "up" : "down") \(text) against last year"
  }
}

/// What the template `table` places.
struct TableView: Sendable {
  struct Head: Sendable {
    let label: String
    var css = ""
    var unit: String?
  }
  struct Badge: Sendable {
    let label: String
    let tone: String
  }
  struct Spark: Sendable {
    let points: String
    let past: String
    let spoken: String
  }
  struct Cell: Sendable {
    var css = ""
    var isHead = false
    var isPlain = true
    let text: String
    var link: String?
    var note: String?
    var badge: Badge?
    var change: DeltaView?
    var spark: Spark?

    static func text(_ text: String) -> Cell { Cell(text: text) }
    static func number(_ text: String) -> Cell { Cell(css: "is-end", text: text) }
    static func head(_ text: String, link: String? = nil, badge: Badge? = nil) -> Cell {
      Cell(isHead: true, isPlain: false, text: text, link: link, badge: badge)
    }
    static func change(_ now: Int64, _ before: Int64) -> Cell {
      Cell(
        css: "is-end", isPlain: false, text: "",
        change: before == 0 && now == 0 ? nil : DeltaView(now: now, before: before))
    }
  }
  struct Line: Sendable { let cells: [Cell] }
  struct Total: Sendable {
    let css: String
    let text: String
  }

  let caption: String
  var showsCaption = false
  let heads: [Head]
  let rows: [Line]
  var hasTotals = false
  var totals: [Total] = []
  var footnote: String?
}

/// A table as a named piece of a page: `{table}`.
struct TableBox: Sendable { let table: TableView }

/// What the template `chart` places.
struct ChartView: Sendable {
  struct Head: Sendable {
    let label: String
    let series: String
  }
  struct Cell: Sendable {
    let text: String
    let number: String
  }
  struct Line: Sendable {
    let label: String
    let short: String
    var event: String?
    var isTotal = false
    let cells: [Cell]
  }

  let id: String
  let kind: String
  let title: String
  let unit: String
  var isTall = false
  let firstHead: String
  let heads: [Head]
  let rows: [Line]
  let tableLabel: String
  var sourceHref: String?
}

/// One of the template `tiles`.
struct TileView: Sendable {
  let label: String
  let value: String
  let exact: String
  var unit: String?
  let href: String
  let spokenHref: String
  var change: DeltaView?
  var against: String?
  var below: String?
  var stale: String?
}
