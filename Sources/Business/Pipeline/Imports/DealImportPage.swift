import Blueprint
import Kernel

/// What the template `deal-import` places.
struct DealImportPage: Sendable {
  struct Count: Sendable {
    let label: String
    let value: String
    let tone: String
  }
  struct Deed: Sendable {
    let action: String
    let label: String
    let css: String
    let question: String
    let csrf: String
  }

  let title: String
  let sentence: String
  let answer: String
  let counts: [Count]
  let deeds: [Deed]
  let hasFindings: Bool
  let findings: TableBox
  let hasRejects: Bool
  let rejects: TableBox
  let rejectsHref: String
  let columns: String

  @Sendable static func draw(_ one: DealImport, _ visit: Visit) async throws -> Page {
    Page(
      "deal-import", title: "Import of \(one.fileName)", section: "pipeline",
      crumbs: [PipelinePage.crumb, .init("Deals", "/deals")], DealImportPage(one, csrf: visit.formToken))
  }

  private init(_ one: DealImport, csrf: String) {
    let counts = one.counts, number = { (count: Int) in DisplayNumber.grouped(count) }
    title = "Import of \(one.fileName)"
    sentence =
      switch one.state {
      case .previewed: "Nothing is changed yet. This is what the file would do."
      case .queued: "The import waits for its turn; this page shows its end when it is reloaded."
      case .applied: "The import is done. The same file again changes nothing."
      case .undone: "The import was undone: the deals are as they were before. Prospects that it added stay."
      }
    answer = DealImportPage.answer(one)
    self.counts = DealImportPage.counts(one)
    deeds = DealImportPage.deeds(one, csrf)
    hasFindings = !one.findings.isEmpty
    findings = TableBox(
      table: TableView(
        caption: "Taken otherwise than written",
        heads: [.init(label: "Field"), .init(label: "What"), .end("Rows")],
        rows: one.findings.map { .init(cells: [.head($0.field), .text($0.text), .number(number($0.rows))]) }))
    hasRejects = !one.rejects.isEmpty
    rejects = TableBox(
      table: TableView(
        caption: "Rejected rows",
        heads: [.init(label: "Line"), .init(label: "Field"), .init(label: "Reason")],
        rows: one.rejects.map { .init(cells: [.head(number($0.line)), .text($0.field), .text($0.reason)]) },
        footnote: counts.rejected > one.rejects.count
          ? "The first \(one.rejects.count) of \(number(counts.rejected)); the file has all." : nil))
    rejectsHref = one.location + "/rejects"
    columns = one.columns.joined(separator: " · ")
  }

  private static func counts(_ one: DealImport) -> [Count] {
    let counts = one.counts, number = { (count: Int) in DisplayNumber.grouped(count) }
    return [
      Count(label: "New", value: number(counts.new), tone: "good"),
      Count(label: "Changed", value: number(counts.changed), tone: "plain"),
      Count(label: "Unchanged", value: number(counts.unchanged), tone: "plain"),
      Count(label: "Rejected", value: number(counts.rejected), tone: counts.rejected > 0 ? "bad" : "plain"),
      Count(
        label: "Without an account", value: number(counts.withoutAccount),
        tone: counts.withoutAccount > 0 ? "watch" : "plain"),
      Count(
        label: "Without a value", value: number(counts.withoutValue),
        tone: counts.withoutValue > 0 ? "watch" : "plain"),
    ]
  }

  static func answer(_ one: DealImport) -> String {
    let counts = one.counts
    let won = Money(minor: counts.wonMinor, currency: one.currency)
    return DisplayNumber.kept(
      "\(DisplayNumber.grouped(counts.rows)) rows: \(DisplayNumber.grouped(counts.won)) won for \(won.formatted()), "
        + "\(DisplayNumber.grouped(counts.lost)) lost, \(DisplayNumber.grouped(counts.open)) open, "
        + "\(DisplayNumber.grouped(counts.unchanged)) known already, \(DisplayNumber.grouped(counts.rejected)) rejected."
    )
  }

  private static func deeds(_ one: DealImport, _ csrf: String) -> [Deed] {
    let total = one.counts.new + one.counts.changed
    switch one.state {
    case .previewed where total > 0:
      return [
        Deed(
          action: one.location + "/confirmation", label: "Import \(DisplayNumber.grouped(total)) deals",
          css: "button--primary", question: "", csrf: csrf)
      ]
    case .applied where total > 0:
      return [
        Deed(
          action: one.location + "/undo", label: "Undo this import", css: "button--danger",
          question: "Take back \(DisplayNumber.grouped(total)) deals?", csrf: csrf)
      ]
    default: return []
    }
  }

  static let template = Template(
    "deal-import",
    #"""
    <div class="head"><div class="head__text"><h1>{{title}}</h1><p class="sentence">{{sentence}}</p></div></div>
    <p class="answer">{{answer}}</p>
    <dl class="counts">{{#counts}}<div><dt>{{label}}</dt><dd class="is-{{tone}}">{{value}}</dd></div>{{/counts}}</dl>
    <div class="actions">{{#deeds}}<form method="post" action="{{action}}"><input type="hidden" name="csrf" value="{{csrf}}"><button class="button {{css}}" data-confirm="{{question}}">{{label}}</button></form>{{/deeds}}<a class="button" href="/deals">Deals</a><a class="button" href="/pipeline/calibration">Calibration</a></div>
    {{#hasFindings}}<section class="panel gap-top" aria-labelledby="findings-heading"><div class="panel__head"><h2 id="findings-heading">Taken otherwise than written</h2></div>{{#findings}}{{> table}}{{/findings}}</section>{{/hasFindings}}
    {{#hasRejects}}<section class="panel gap-top" aria-labelledby="rejects-heading"><div class="panel__head"><h2 id="rejects-heading">Rejected rows</h2><div class="actions"><a href="{{rejectsHref}}" download>Download them all</a></div></div>{{#rejects}}{{> table}}{{/rejects}}</section>{{/hasRejects}}
    <p class="foot">Columns: {{columns}}</p>
    """#)
}

extension DealImport {
  /// What came of it, in one sentence.
  package var words: String { DealImportPage.answer(self) }
}
