import Blueprint
import Kernel

/// The customer's copy of a joint plan: one file that needs nothing else. It is written from what is shared alone, so
/// that what is internal is not in it, not even hidden.
struct CustomerCopy {
  /// All that may leave the house.
  struct Line {
    let title: String
    let amount: String
    let due: String
    let state: String
  }

  private let title: String
  private let sentence: String
  private let ours: [Line]
  private let theirs: [Line]
  private let gains: [Line]
  private let objectives: [Line]

  /// Only shared items; of a promise its words, value, day and state, and never its notes; of gains those of theirs.
  init(_ book: PlanBook, on today: Day) {
    let plan = book.plan, shared = book.items.filter { $0.isShared && $0.standing != .dropped }
    func line(_ item: PlanItem) -> Line {
      Line(
        title: item.title, amount: item.amount.map { plan.money($0).formatted() } ?? "",
        due: item.due.map(DisplayNumber.day) ?? "",
        state: item.isLate(on: today) ? "late" : item.standing.rawValue)
    }
    title = "Joint business plan with \(book.accountName)"
    sentence =
      "\(DisplayNumber.day(plan.firstDay)) to \(DisplayNumber.day(plan.lastDay)), edition \(plan.number), as of \(DisplayNumber.day(today))"
    let promises = shared.filter { $0.kind == .promise }.sorted {
      ($0.due ?? .distant, $0.id) < ($1.due ?? .distant, $1.id)
    }
    ours = promises.filter { $0.mark == .ours }.map(line)
    theirs = promises.filter { $0.mark == .theirs }.map(line)
    gains = shared.filter { $0.kind == .gain && $0.mark == .theirs }.map(line)
    objectives = shared.filter { $0.kind == .objective }.map(line)
  }

  var html: String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
    <title>\(HTML.escaped(title))</title>
    <style>body{font:15px/1.5 system-ui,sans-serif;max-width:860px;margin:32px auto;padding:0 16px;color:#1a1d21;background:#fff}
    table{border-collapse:collapse;width:100%;margin:8px 0 24px}th,td{text-align:left;padding:6px 12px 6px 0;border-bottom:1px solid #ddd;vertical-align:top}
    td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}h1{font-size:1.5rem;margin-bottom:0}h2{font-size:1.05rem;margin-bottom:0}p{color:#555}</style></head><body>
    <h1>\(HTML.escaped(title))</h1><p>\(HTML.escaped(sentence))</p>
    \(table("What we promise", ours))\(table("What you promise", theirs))\(table("What you gain a year", gains))\(table("What we want to reach together", objectives))
    </body></html>

    """
  }

  private func table(_ heading: String, _ lines: [Line]) -> String {
    guard !lines.isEmpty else { return "" }
    let rows = lines.map { line in
      "<tr><td>\(HTML.escaped(line.title))</td><td class=\"n\">\(HTML.escaped(line.amount))</td><td>\(HTML.escaped(line.due))</td><td>\(HTML.escaped(line.state))</td></tr>"
    }
    return
      "<h2>\(heading)</h2><table><thead><tr><th>What</th><th class=\"n\">Value</th><th>By</th><th>State</th></tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table>\n"
  }
}
