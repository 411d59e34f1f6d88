import Blueprint
import Foundation
import Kernel

/// Where the wizard stands: the template `import-steps`.
struct StepView: Sendable {
  let label: String
  let isDone: Bool
  let isNow: Bool

  static func at(_ now: Int) -> [StepView] {
    ["File", "Columns", "Codes", "Check", "Result"].enumerated().map {
      StepView(label: $1, isDone: $0 < now, isNow: $0 == now)
    }
  }
}

/// A count on the pages of an import.
struct CountView: Sendable {
  let label: String
  let value: String
  let tone: String

  static func all(_ result: ImportResult) -> [CountView] {
    [
      .init(
        label: "Rows taken", value: DisplayNumber.grouped(result.accepted),
        tone: result.accepted > 0 ? "good" : "flat"),
      .init(
        label: "Rejected", value: DisplayNumber.grouped(result.rejected),
        tone: result.rejected > 0 ? "bad" : "flat"),
      .init(label: "Known already", value: DisplayNumber.grouped(result.duplicates), tone: "flat"),
      .init(
        label: "Restated", value: DisplayNumber.grouped(result.restated),
        tone: result.restated > 0 ? "watch" : "flat"),
      .init(
        label: "New codes", value: DisplayNumber.grouped(result.unknown),
        tone: result.unknown > 0 ? "watch" : "flat"),
    ]
  }
}

extension ImportResult {
  /// The sums of the file, and until when they go.
  var totalsTable: TableView {
    let lines = ["units", "value", "cost"].compactMap { name in
      totals[name].map {
        (name.prefix(1).uppercased() + name.dropFirst(), $0, name == "units" ? "" : currency)
      }
    }
    return TableView(
      caption: "Totals of the file",
      heads: [.init(label: "Measure"), .init(label: "Total", css: "is-end"), .init(label: "")],
      rows: lines.map { .init(cells: [.head($0.0), .number($0.1), .text($0.2)]) },
      footnote: ([method]
        + (weeks.map {
          ["Weeks to \(DisplayNumber.day($0.first.lastDay)) until \(DisplayNumber.day($0.last.lastDay))."]
        } ?? []))
        .joined(separator: " "))
  }

  var rejectsTable: TableView {
    TableView(
      caption: "Rejected rows",
      heads: [
        .init(label: "Line", css: "is-end"), .init(label: "Field"), .init(label: "What is wrong"),
        .init(label: "Text"),
      ],
      rows: firstRejects.prefix(20).map {
        .init(cells: [
          .init(css: "is-end", isHead: true, text: String($0.line)), .text($0.field), .text($0.reason),
          .text($0.text),
        ])
      })
  }
}

/// What the template `import-result` places.
struct ImportResultView: Sendable {
  struct Outcome: Sendable {
    let tone: String
    let icon: String
    let text: String
  }
  struct Next: Sendable {
    let label: String
    let href: String
    let css: String
  }
  struct Undo: Sendable {
    let action: String
    let csrf: String
    let label: String
    let question: String
  }

  let steps: [StepView]
  let title: String
  let sentence: String
  let outcome: Outcome
  let counts: [CountView]
  let totals: TableBox
  let hasRejects: Bool
  let rejectsHref: String
  let rejectsLabel: String
  let next: [Next]
  let undo: Undo?
  /// Where the page asks for itself again while the import runs.
  let renewHref: String?

  init(_ batch: SalesBatch, formToken: String) {
    let result = batch.result, isVisible = batch.state == .visible
    renewHref = nil
    steps = StepView.at(4)
    title = batch.fileName
    sentence =
      "\(batch.sourceName), by the loader \(batch.loader), imported by \(batch.actorName) on "
      + "\(DisplayNumber.day(Day(batch.startedAt)))."
    outcome =
      isVisible
      ? Outcome(
        tone: result.warnings.isEmpty ? "good" : "watch",
        icon: result.warnings.isEmpty ? "check" : "alert-triangle",
        text: (["\(DisplayNumber.grouped(result.accepted)) rows count on every page now."] + result.warnings)
          .joined(separator: " "))
      : Outcome(tone: "watch", icon: "alert-triangle", text: "Taken back: nothing of this file counts.")
    counts = CountView.all(result)
    totals = TableBox(table: result.totalsTable)
    hasRejects = result.rejected > 0
    rejectsHref = "/sales/imports/\(batch.id)/rejects"
    rejectsLabel = "Download \(DisplayNumber.grouped(result.rejected)) rejected rows"
    let asks = batch.openQuestions
    next = [
      asks > 0
        ? .init(
          label: "Answer \(asks) question\(asks == 1 ? "" : "s") about codes",
          href: "/sales/imports/\(batch.id)/questions",
          css: "button--primary")
        : .init(label: "See the accounts", href: "/", css: "button--primary"),
      .init(label: "All imports", href: "/sales/imports", css: ""),
    ]
    undo =
      isVisible
      ? Undo(
        action: "/sales/imports/\(batch.id)/undo", csrf: formToken, label: "Undo this import",
        question: "Take this import back? The figures of before will stand again.")
      : Undo(
        action: "/sales/imports/\(batch.id)/restoration", csrf: formToken, label: "Bring it back",
        question: "Let this import count again?")
  }

  /// While the worker is at it, or has failed.
  init(waiting draft: ImportDraft, job: Job?) {
    steps = StepView.at(4)
    title = draft.fileName
    let hasFailed = job?.state == .failed || job?.state == .cancelled
    sentence =
      hasFailed
      ? "The import did not finish." : "The import is running. This page shows its result once it is done."
    outcome = Outcome(
      tone: hasFailed ? "bad" : "watch", icon: hasFailed ? "alert-triangle" : "clock",
      text: job.map { hasFailed ? $0.problem ?? "It was stopped; nothing of it counts." : $0.word }
        ?? "Waiting for the worker.")
    counts = []
    totals = TableBox(table: (draft.rehearsal ?? ImportResult()).totalsTable)
    (hasRejects, rejectsHref, rejectsLabel) = (false, "", "")
    next = [
      .init(
        label: hasFailed ? "Back to the check" : "Look again",
        href: draft.href + (hasFailed ? "/check" : "/result"), css: "button--primary"),
      .init(label: "Jobs", href: "/jobs", css: ""),
    ]
    undo = nil
    renewHref = hasFailed ? nil : draft.href + "/result"
  }
}
