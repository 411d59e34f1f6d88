import Blueprint
import Foundation
import Kernel

/// What the template `import-upload` places.
struct ImportUploadView: Sendable {
  let steps = StepView.at(0)
  let title = "Import a sales file"
  let sentence =
    "CSV, TSV, Excel or JSON lines, from any portal. Nothing counts before you have seen what would happen."
  let action = "/sales/imports/drafts"
  let csrf: String
  let accept = ".csv,.tsv,.txt,.gz,.xlsx,.xlsm,.jsonl,.ndjson,.json"
  let limitText = "Up to 8 GB. Text may be packed with gzip; of a workbook the first sheet with data is read."
  let problem: String? = nil
  let loaders: [OptionView]
  let hasRecent: Bool
  let recent: TableBox

  init(_ start: ImportStart, formToken: String) {
    csrf = formToken
    loaders =
      [OptionView(value: "auto", label: "Recognise the file", isSelected: true)]
      + start.loaders.map { OptionView(value: $0.name, label: $0.title) }
    hasRecent = !start.recent.isEmpty
    recent = TableBox(
      table: TableView(
        caption: "Imported lately",
        heads: [
          .init(label: "File"), .init(label: "Source"), .init(label: "Rows", css: "is-end"),
          .init(label: "When"),
        ],
        rows: start.recent.map { batch in
          .init(cells: [
            .head(batch.fileName, link: "/sales/imports/\(batch.id)"), .text(batch.sourceName),
            .number(DisplayNumber.grouped(batch.result.accepted)),
            .day(Day(batch.startedAt)),
          ])
        }))
  }
}

/// What the template `import-map` places.
struct ImportMapView: Sendable {
  struct Column: Sendable {
    let id: String
    let name: String
    let header: String
    let sample: String
    let options: [OptionView]
    /// Why it is taken so; empty where it is not.
    let why: String
  }
  struct Preview: Sendable {
    let line: String
    let cells: [String]
  }

  let steps = StepView.at(1)
  let title: String
  let sentence: String
  let action: String
  let csrf: String
  let problem: String?
  let settings: [FieldView]
  let columns: [Column]
  let previewRows: [Preview]
  /// What was seen of the file as a whole.
  let hasWhy: Bool
  let why: [String]
  let submitLabel = "Read the file so"
  let backHref = "/sales/imports/new"
  let moreText: String

  init(_ mapping: ColumnMapping, formToken: String) {
    title = mapping.fileName
    sentence =
      "Say what each column means. It is kept as a loader, so the next file of this kind needs no question."
    action = "/sales/imports/drafts/\(mapping.draft)/columns"
    csrf = formToken
    problem = mapping.problem
    columns = mapping.header.enumerated().map { place, header in
      let guess = mapping.columns[header] ?? .ignore
      return Column(
        id: "column-\(place)", name: "column-\(place)", header: header,
        sample: mapping.rows.first.flatMap { $0.count > place ? $0[place] : nil } ?? "",
        options: SalesField.allCases.map {
          .init(value: $0.rawValue, label: $0.label, isSelected: $0 == guess)
        },
        why: mapping.findings.filter { $0.column == header }.map(\.text).joined(separator: "; "))
    }
    why = mapping.findings.filter { $0.column == nil }.map(\.text)
    hasWhy = mapping.findings.contains { $0.column == nil }
    previewRows = mapping.rows.prefix(5).enumerated().map { Preview(line: String($0 + 2), cells: $1) }
    moreText = "The first \(previewRows.count) rows of the file."
    settings = Self.settings(mapping)
  }

  private static func text(
    _ name: String, _ label: String, _ value: String, hint: String? = nil, required: Bool = true
  )
    -> FieldView
  {
    var view = FieldView(id: name, name: name, label: label)
    view.isInput = true
    view.value = value
    view.hint = hint
    view.describedBy = hint.map { _ in "\(name)-hint" }
    view.isRequired = required
    view.css = "field--third"
    return view
  }

  private static func choice<C: Choice>(_ name: String, _ label: String, _ picked: C, _ words: (C) -> String)
    -> FieldView
  {
    var view = FieldView(id: name, name: name, label: label)
    view.isSelect = true
    view.isRequired = true
    view.css = "field--third"
    view.options = C.allCases.map { .init(value: $0.rawValue, label: words($0), isSelected: $0 == picked) }
    return view
  }

  private static func settings(_ mapping: ColumnMapping) -> [FieldView] {
    return [
      text("name", "Name of the loader", mapping.name, hint: "Lower-case letters, digits and hyphens."),
      text("account", "Account whose sites these are", mapping.account),
      choice("kind", "What the figures are", SalesSource.Kind.pos) { $0.label },
      text("currency", "Currency", mapping.currency, hint: "Three letters, such as EUR."),
      choice("meaning", "The week column holds", mapping.meaning) { Words.title($0.rawValue) },
      text("pattern", "Days are written", mapping.pattern, hint: "yyyy-MM-dd, dd/MM/yyyy, …"),
      text(
        "weekOne", "Week 1 begins on", mapping.weekOne?.description ?? "",
        hint: "Where weeks are numbers: YYYY-MM-DD.", required: false),
      choice("numbers", "Numbers are written", mapping.numbers) { style in
        style.example
      },
      choice("grain", "A second row of one week", mapping.grain) {
        $0 == .week ? "is a mistake" : "is added"
      },
    ]
  }
}

/// What the template `import-codes` places.
struct ImportCodesView: Sendable {
  struct Code: Sendable {
    let id: String
    let name: String
    let code: String
    let fileText: String
    let rowsText: String
    let guess: String?
    let options: [OptionView]
  }
  struct Group: Sendable {
    let heading: String
    let about: String
    let codes: [Code]
  }

  let steps = StepView.at(2)
  let title: String
  let sentence: String
  let action: String
  let csrf: String
  let groups: [Group]
  let submitLabel = "Keep these decisions"
  let backHref = "/sales/imports/new"

  init(_ open: OpenCodes, formToken: String) {
    title = open.fileName
    sentence = "\(open.total) codes of the file are new. Decide each once: the next file knows them."
    action = "/sales/imports/drafts/\(open.draft)/codes"
    csrf = formToken
    groups = [
      Self.group("Sites", "site", open.sites), Self.group("Items", "item", open.items),
    ].compactMap { $0 }
  }

  private static func group(_ heading: String, _ word: String, _ codes: [OpenCodes.Code]) -> Group? {
    guard !codes.isEmpty else { return nil }
    return Group(
      heading: heading, about: "A new \(word) is marked provisional until someone confirms it.",
      codes: codes.enumerated().map { place, one in
        let matches = one.matches.map {
          OptionView(value: $0.id, label: $0.name, isSelected: $0.id == one.matches.first?.id)
        }
        return Code(
          id: "\(word)-\(place)", name: "\(word)-\(place)", code: one.code, fileText: one.name, rowsText: "",
          guess: one.matches.isEmpty ? nil : "same name",
          options: matches + [
            OptionView(value: "new", label: "A new \(word)", isSelected: matches.isEmpty),
            OptionView(value: "ignore", label: "Leave its rows out"),
          ])
      })
  }
}

/// What the template `import-dry-run` places.
struct ImportCheckView: Sendable {
  let steps = StepView.at(3)
  let title: String
  let sentence: String
  let counts: [CountView]
  let totals: TableBox
  let hasRejects: Bool
  let rejects: TableBox
  let rejectsText: String
  let rejectsHref: String
  let action: String
  let csrf: String
  let submitLabel: String
  let backHref = "/sales/imports/new"
  let warning: String?

  init(_ draft: ImportDraft, formToken: String) {
    let result = draft.rehearsal ?? ImportResult()
    title = draft.fileName
    sentence =
      "Nothing has been stored. This is what the import would do, as \(result.source) by the loader "
      + "\(result.loader)."
    counts = CountView.all(result)
    totals = TableBox(table: result.totalsTable)
    hasRejects = !result.firstRejects.isEmpty
    rejects = TableBox(table: result.rejectsTable)
    rejectsText = "\(DisplayNumber.grouped(result.rejected)) rows would be rejected"
    rejectsHref = "\(draft.href)/rejects"
    action = "\(draft.href)/import"
    csrf = formToken
    submitLabel =
      result.isRepeat
      ? "Import again"
      : "Import \(DisplayNumber.grouped(result.accepted)) rows"
        + (draft.hasOtherTotals ? " although the totals differ" : "")
    warning = result.warnings.isEmpty ? nil : result.warnings.joined(separator: " ")
  }
}
