import Blueprint
import Kernel
import Sales

/// What came of a file of listings or facings.
struct ShelfImportWords {
  let one: ShelfImport

  var page: AnswerPage {
    let noun = one.kind == .listings ? "listings" : "counts of facings"
    return AnswerPage(
      heading: "Import of \(one.kind.rawValue)",
      sentence: "\(one.fileName), by \(one.by) on \(DisplayNumber.day(Day(one.at))).",
      actions: [
        .init("Another file", "/shelf/\(one.kind.rawValue)/imports/new", icon: "upload")
      ],
      answer: "\(Shown.count(one.accepted, "row", "rows")) of \(noun) count from now on"
        + (one.rejectedCount == 0
          ? "." : "; \(Shown.count(one.rejectedCount, "row was", "rows were")) not taken."),
      sections: one.rejected.isEmpty
        ? []
        : [
          .init(
            "rejected", "Rows that were not taken",
            lead:
              "Correct them and import the file again: rows that count already are overwritten, not doubled.",
            tables: [
              TableView(
                caption: "Rows that were not taken",
                heads: [.end("Line"), .init(label: "Field"), .init(label: "What is wrong")],
                rows: one.rejected.map {
                  .init(cells: [.number("\($0.line)"), .text($0.field), .text($0.reason)])
                },
                footnote: one.rejectedCount > one.rejected.count
                  ? "The first \(one.rejected.count) of \(DisplayNumber.grouped(one.rejectedCount))." : nil)

            ])
        ])
  }
}
