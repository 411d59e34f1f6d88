/// Why a workbook cannot be read, in words its owner can act on.
package enum WorkbookFault: Hashable, Sendable {
  case passwordProtected
  case oldFormat
  case binaryFormat
  case openDocument
  case notAWorkbook
  case damaged(part: String, reason: String)
  case tooManyParts(limit: Int)
  case declaresEntities(part: String)
  case expandsTooFar(part: String, limit: Int64)
  case expandsTooFast(part: String, ratio: Int64)
  case tooMuchText(limit: Int)
  case cellTooLong(cell: String, limit: Int)
  case rowTooLong(row: Int, limit: Int)
  case beyondLastColumn(row: Int)
  case sheetMissing(wanted: String, sheets: [String])
  case noData(sheets: [String])

  var code: String {
    switch self {
    case .passwordProtected: "workbook-password"
    case .oldFormat: "workbook-xls"
    case .binaryFormat: "workbook-xlsb"
    case .openDocument: "workbook-ods"
    case .notAWorkbook: "file-not-workbook"
    case .damaged: "workbook-damaged"
    case .tooManyParts: "workbook-parts"
    case .declaresEntities: "workbook-entities"
    case .expandsTooFar: "workbook-too-large"
    case .expandsTooFast: "workbook-ratio"
    case .tooMuchText: "workbook-text-too-large"
    case .cellTooLong: "field-too-long"
    case .rowTooLong: "record-too-long"
    case .beyondLastColumn: "too-many-fields"
    case .sheetMissing: "sheet-missing"
    case .noData: "file-empty"
    }
  }

  var isTooLarge: Bool {
    switch self {
    case .tooManyParts, .expandsTooFar, .expandsTooFast, .tooMuchText, .cellTooLong, .rowTooLong: true
    default: false
    }
  }

  /// What is said behind the file's name.
  var message: String {
    switch self {
    case .passwordProtected:
      "the workbook is protected by a password. Open it, remove the password, save it and send it again."
    case .oldFormat:
      "this is an old Excel workbook (.xls). Open it, save it as \u{201C}Excel Workbook (.xlsx)\u{201D} and send that."
    case .binaryFormat:
      "this is a binary Excel workbook (.xlsb). Save it as \u{201C}Excel Workbook (.xlsx)\u{201D} and send that."
    case .openDocument:
      "this is an OpenDocument sheet (.ods). Save it as \u{201C}Excel Workbook (.xlsx)\u{201D} and send that."
    case .notAWorkbook:
      "this is a ZIP archive, not a workbook. Unpack it and send the file inside, as CSV, XLSX or JSON lines."
    case .damaged(let part, let reason):
      "the workbook is damaged or was cut short (\(part): \(reason)). Send it again; if that fails, open and save it "
        + "first."
    case .tooManyParts(let limit):
      "the archive has more than \(limit) parts, which no workbook of figures has. Export the sheet alone."
    case .declaresEntities(let part):
      "\(part) declares its own XML entities, which no workbook needs and which can do harm. Open the file in a "
        + "spreadsheet program, save it and send that."
    default: limitMessage
    }
  }

  private var limitMessage: String {
    switch self {
    case .expandsTooFar(let part, let limit):
      "\(part) expands to more than \(limit) bytes, the limit for one sheet. Split it into smaller files."
    case .expandsTooFast(let part, let ratio):
      "\(part) expands to more than \(ratio) times its size, which no export does. If the file is genuine, send it "
        + "as CSV."
    case .tooMuchText(let limit):
      "its texts take more than \(limit) bytes, the limit for one workbook. Split it, or send it as CSV."
    case .cellTooLong(let cell, let limit):
      "cell \(cell) has a text of more than \(limit) bytes. Shorten it and send the file again."
    case .rowTooLong(let row, let limit):
      "row \(row) has texts of more than \(limit) bytes. Shorten them and send the file again."
    case .beyondLastColumn(let row):
      "row \(row) has a cell right of column XFD, the last a sheet can have. Export the workbook again."
    case .sheetMissing(let wanted, let sheets):
      "there is no sheet \(wanted). The workbook has: \(Self.list(sheets)). Name one of them."
    case .noData(let sheets):
      "no sheet has a filled cell (\(Self.list(sheets))). Export it again and check that it has a header row."
    default: ""
    }
  }

  private static func list(_ sheets: [String]) -> String {
    let shown = sheets.prefix(20).map { "\u{201C}\($0)\u{201D}" }.joined(separator: ", ")
    return sheets.isEmpty ? "no sheets" : shown + (sheets.count > 20 ? " and \(sheets.count - 20) more" : "")
  }
}
