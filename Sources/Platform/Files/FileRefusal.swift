import Kernel

/// Why a file could not be read or written, in words its owner can act on.
package enum FileRefusal: Refusal, Equatable {
  case empty(name: String)
  case cannotOpen(name: String, reason: String)
  case cannotRead(name: String, reason: String)
  case cannotWrite(name: String, reason: String)
  case truncatedGzip(name: String, byte: Int64)
  case corruptGzip(name: String, byte: Int64)
  case expandsTooFar(name: String, limit: Int64)
  case expandsTooFast(name: String, ratio: Int64, byte: Int64)
  case wideEncoding(name: String)
  case notText(name: String, kind: String)
  case fieldTooLong(line: Int, limit: Int)
  case recordTooLong(line: Int, limit: Int)
  case tooManyFields(line: Int, limit: Int)
  case noObjects(name: String)
  case workbook(name: String, fault: WorkbookFault)
  case sheetFull(sheet: String, rows: Int)

  package var status: Int {
    switch self {
    case .cannotOpen: 404
    case .workbook(_, let fault): fault.isTooLarge ? 413 : 422
    case .expandsTooFar, .expandsTooFast, .fieldTooLong, .recordTooLong, .tooManyFields, .sheetFull: 413
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .empty: "file-empty"
    case .cannotOpen: "file-cannot-open"
    case .cannotRead: "file-cannot-read"
    case .cannotWrite: "file-cannot-write"
    case .truncatedGzip: "gzip-truncated"
    case .corruptGzip: "gzip-corrupt"
    case .expandsTooFar: "gzip-too-large"
    case .expandsTooFast: "gzip-ratio"
    case .wideEncoding: "file-utf-16"
    case .notText: "file-not-text"
    case .fieldTooLong: "field-too-long"
    case .recordTooLong: "record-too-long"
    case .tooManyFields: "too-many-fields"
    case .noObjects: "json-no-objects"
    case .workbook(_, let fault): fault.code
    case .sheetFull: "sheet-full"
    }
  }

  package var field: String? { "file" }

  package var message: String {
    switch self {
    case .empty(let name):
      "\(name): the file is empty. Export it again and check that it has a header line."
    case .cannotOpen(let name, let reason):
      "\(name) cannot be opened: \(reason). Check the name and who may read it."
    case .cannotRead(let name, let reason):
      "\(name) cannot be read: \(reason). Check the disk, then try again."
    case .cannotWrite(let name, let reason):
      "\(name) cannot be written: \(reason). Make room or choose another place, then try again."
    case .truncatedGzip, .corruptGzip, .expandsTooFar, .expandsTooFast: compressionMessage
    case .wideEncoding, .notText: formatMessage
    case .fieldTooLong(let line, let limit):
      "Line \(line) has a field of more than \(limit) bytes; "
        + "most often a quotation mark was opened and never closed. Correct that line and send the file again."
    case .recordTooLong(let line, let limit):
      "The row that starts on line \(line) is longer than \(limit) bytes. "
        + "Check that the file has line ends and that quotation marks are closed."
    case .tooManyFields(let line, let limit):
      "The row on line \(line) has more than \(limit) fields. Check that the file has line ends."
    case .noObjects(let name):
      "\(name): none of its first lines is a JSON object with keys. Write one whole object on each line."
    case .workbook(let name, let fault): "\(name): \(fault.message)"
    case .sheetFull(let sheet, let rows):
      "The sheet \(sheet) is full: a workbook sheet holds \(rows) rows. Narrow the filter or export as CSV."
    }
  }

  private var compressionMessage: String {
    switch self {
    case .truncatedGzip(let name, let byte):
      "\(name) breaks off in the middle of its compressed data, at byte \(byte). "
        + "The transfer was probably cut short: send the file again."
    case .corruptGzip(let name, let byte):
      "\(name) has damaged compressed data near byte \(byte). Compress it again, or send it uncompressed."
    case .expandsTooFar(let name, let limit):
      "\(name) expands to more than \(limit) bytes, the limit for one file. "
        + "Split it into smaller files, or let an administrator raise the limit."
    case .expandsTooFast(let name, let ratio, let byte):
      "\(name) expands to more than \(ratio) times its size by byte \(byte), which no export does. "
        + "If the file is genuine, send it uncompressed."
    default: ""
    }
  }

  private var formatMessage: String {
    switch self {
    case .wideEncoding(let name):
      "\(name) is UTF-16 text. Save it as \u{201C}CSV UTF-8\u{201D} and send it again."
    case .notText(let name, let kind):
      "\(name) is \(kind), not delimited text. Save the sheet as \u{201C}CSV UTF-8\u{201D} and send that."
    default: ""
    }
  }
}
