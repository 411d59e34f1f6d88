package import Kernel

/// Why an import was not done, or not undone.
package enum ImportRefusal: Refusal, Equatable {
  case otherCurrency(source: String, has: Currency, wanted: Currency)
  case otherWeeks(source: String)
  case unknownCodes(sites: [String], items: [String])
  case nothingAccepted(rejected: Int, first: String)
  case noRows(name: String)
  case notThere
  case notVisible
  case notUndone
  case repeatedLater(file: String)
  case changedMeanwhile
  case draftGone
  case diskFull(String)
  case totalsDiffer([ControlTotal], rejected: Int)

  package var status: Int {
    switch self {
    case .notThere, .draftGone: 404
    case .notVisible, .notUndone, .repeatedLater, .changedMeanwhile, .otherCurrency, .otherWeeks: 409
    case .diskFull: 413
    case .unknownCodes, .nothingAccepted, .noRows, .totalsDiffer: 422
    }
  }

  package var code: String {
    switch self {
    case .otherCurrency: "other-currency"
    case .otherWeeks: "other-weeks"
    case .unknownCodes: "unknown-codes"
    case .nothingAccepted, .noRows: "nothing-accepted"
    case .notThere, .draftGone: "not-there"
    case .notVisible: "not-visible"
    case .notUndone: "not-undone"
    case .repeatedLater: "repeated-later"
    case .changedMeanwhile: "changed-meanwhile"
    case .diskFull: "disk-full"
    case .totalsDiffer: "totals-differ"
    }
  }

  package var message: String {
    switch self {
    case .otherCurrency(let source, let has, let wanted):
      "The source \(source) is kept in \(has), and this file is said to be in \(wanted). Nothing was "
        + "imported. "
        + "Import it under another source: source=CODE."
    case .otherWeeks(let source):
      "The facts of \(source) are booked on weeks that end on another day than the company's weeks do now. "
        + "Set the "
        + "calendar back, or import under another source: source=CODE."
    case .unknownCodes(let sites, let items):
      "The file has codes that nobody knows: "
        + "\(Self.listed(sites, "site"))\(sites.isEmpty || items.isEmpty ? "" : "; ")"
        + "\(Self.listed(items, "item")). Nothing was imported. Say what they are, or let them become "
        + "provisional records."
    case .nothingAccepted(let rejected, let first):
      "None of the \(rejected) rows could be taken, so nothing was imported. The first: \(first)"
    case .noRows(let name): "\(name) has a header and no rows. Export it again with the data."
    case .notThere: "There is no such import. Look it up in the list of imports."
    case .notVisible: "This import is not visible, so there is nothing to undo."
    case .notUndone: "This import is not undone, so there is nothing to restore."
    case .repeatedLater(let file):
      "“\(file)”, imported later, repeated rows of this file, and they were kept once. Undo that import "
        + "first."
    case .changedMeanwhile:
      "Another import of this source finished at the same moment. Nothing was changed; try again."
    case .draftGone: "This import is not being prepared any more. Upload the file again."
    case .totalsDiffer(let controls, let rejected):
      "The file's own totals are not those of its rows: \(controls.map(Self.words).joined(separator: "; "))"
        + (rejected > 0 ? "; \(rejected) rows were rejected" : "")
        + ". Nothing was imported. Ask for the file again, or accept the difference: totals=accept."
    case .diskFull(let reason):
      "The import stopped: \(reason). Nothing of it is visible. Make room and start it again."
    }
  }

  private static func words(_ one: ControlTotal) -> String {
    "\(one.measure) \(one.file) at its foot, \(one.read) in its rows"
  }

  private static func listed(_ codes: [String], _ noun: String) -> String {
    guard !codes.isEmpty else { return "" }
    let shown = codes.prefix(10).map { "“\($0)”" }.joined(separator: ", ")
    return "\(codes.count) \(noun)\(codes.count == 1 ? "" : "s") (\(shown)\(codes.count > 10 ? ", …" : ""))"
  }
}
