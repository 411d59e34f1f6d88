import Blueprint
import Kernel

/// What the template `record-import` places.
struct RecordImportPage: Sendable {
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
  let counts: [Count]
  let hasNotes: Bool
  let notesText: String
  let rejectsHref: String
  let notes: RecordTable
  let deeds: [Deed]
  let listHref: String

  static func draw(_ nouns: String) -> @Sendable (RecordImport, Visit) async throws -> Page {
    { one, visit in
      let view = RecordImportPage(one, nouns, csrf: visit.formToken)
      return Page(
        "record-import", title: view.title, section: one.kind,
        crumbs: [.init(Words.title(nouns), "/\(one.kind)")], view)
    }
  }

  private init(_ one: RecordImport, _ nouns: String, csrf: String) {
    let counts = one.counts, number = { (count: Int) in DisplayNumber.grouped(count) }
    title = "Import of \(one.fileName)"
    sentence =
      switch one.state {
      case .previewed: "Nothing is changed yet. This is what the file would do."
      case .queued: "The import waits for its turn; this page shows its end when it is reloaded."
      case .applied: "The import is done."
      case .undone: "The import was undone: all is as it was before."
      }
    self.counts = [
      Count(label: "New", value: number(counts.new), tone: "good"),
      Count(label: "Changed", value: number(counts.changed), tone: "plain"),
      Count(label: "Unchanged", value: number(counts.unchanged), tone: "plain"),
      Count(label: "Rejected", value: number(counts.rejected), tone: counts.rejected > 0 ? "bad" : "plain"),
      Count(
        label: "Possible duplicates", value: number(counts.duplicates),
        tone: counts.duplicates > 0 ? "watch" : "plain"),
    ]
    hasNotes = !one.notes.isEmpty
    notesText = "Rows to look at"
    rejectsHref = one.location + "/rejects"
    notes = RecordTable(
      "Rows to look at", heads: ["Line", "What", "Field", "Reason"],
      rows: one.notes.map { [String($0.line), Words.title($0.kind.rawValue), $0.field, $0.reason] })
    deeds = RecordImportPage.deeds(one, nouns, csrf)
    listHref = "/\(one.kind)"
  }

  /// What may be done with the import as it stands.
  private static func deeds(_ one: RecordImport, _ nouns: String, _ csrf: String) -> [Deed] {
    let total = one.counts.new + one.counts.changed
    guard total > 0 else { return [] }
    return switch one.state {
    case .previewed:
      [
        Deed(
          action: one.location + "/confirmation", label: "Import \(DisplayNumber.grouped(total)) \(nouns)",
          css: "button--primary", question: "", csrf: csrf)
      ]
    case .applied:
      [
        Deed(
          action: one.location + "/undo", label: "Undo this import", css: "button--danger",
          question: "Take back \(DisplayNumber.grouped(total)) \(nouns)?", csrf: csrf)
      ]
    case .queued, .undone: []
    }
  }

  static let template = Template(
    "record-import",
    #"""
    <div class="head"><div class="head__text"><h1>{{title}}</h1><p class="sentence">{{sentence}}</p></div></div>
    <dl class="counts">{{#counts}}<div><dt>{{label}}</dt><dd class="is-{{tone}}">{{value}}</dd></div>{{/counts}}</dl>
    {{#hasNotes}}<section class="panel" aria-labelledby="notes-heading"><div class="panel__head"><h2 id="notes-heading">{{notesText}}</h2><div class="actions"><a href="{{rejectsHref}}" download>Download the rejected rows</a></div></div>{{#notes}}{{> table}}{{/notes}}</section>{{/hasNotes}}
    <div class="actions">{{#deeds}}<form method="post" action="{{action}}"><input type="hidden" name="csrf" value="{{csrf}}"><button class="button {{css}}" data-confirm="{{question}}">{{label}}</button></form>{{/deeds}}<a class="button" href="{{listHref}}">Back to the list</a></div>
    """#)
}
