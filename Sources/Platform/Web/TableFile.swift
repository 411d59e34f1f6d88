import Blueprint
import Files
import Foundation
import Kernel

/// Any table as a file that spreadsheets open, with its filters and date printed beside.
enum TableFile {
  enum Format: String {
    case csv, xlsx

    /// From `?format=csv`, or from what the caller accepts.
    init?(asked request: WebRequest, _ fields: Fields) {
      if let word = fields.text("format") {
        self.init(rawValue: word)
      } else {
        let accept = request.headers["accept"] ?? ""
        if accept.hasPrefix("text/csv") {
          self = .csv
        } else if accept.hasPrefix("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") {
          self = .xlsx
        } else {
          return nil
        }
      }
    }
  }

  static func response(_ table: Table, _ format: Format) throws -> WebResponse {
    let name = table.title.lowercased().replacing(" ", with: "-") + "." + format.rawValue
    let (type, bytes) =
      switch format {
      case .csv: ("text/csv; charset=utf-8", try csv(table))
      case .xlsx:
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", try workbook(table))
      }
    return Site.response(Download(name: name, type: type, content: .bytes(bytes)))
  }

  private static func csv(_ table: Table) throws -> [UInt8] {
    let gathered = Gathered()
    let writer = CSVWriter(ByteSink(gathered.take))
    try writer.row(table.heads)
    for row in table.rows {
      for cell in row { put(cell, writer) }
      try writer.endRow()
    }
    try writer.finish()
    return gathered.bytes
  }

  private static func put(_ cell: Table.Cell, _ writer: CSVWriter) {
    switch cell {
    case .empty: writer.empty()
    case .text(let text): writer.text(text)
    case .whole(let number): writer.integer(number)
    case .decimal(let units, let scale): writer.fixed(units, scale: scale)
    case .money(let money): writer.money(money)
    case .percent(let points): writer.fixed(Int64(points.count), scale: 2)
    case .day(let day): writer.day(day)
    case .flag(let flag): writer.text(flag ? "yes" : "no")
    }
  }
}

extension TableFile {
  private static func workbook(_ table: Table) throws -> [UInt8] {
    let path = FileManager.default.temporaryDirectory.path() + "/" + ID<Table>.new().text + ".xlsx"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = try WorkbookWriter(path: path)
    let sheet = try writer.addSheet(table.title, columns: table.heads.map { WorkbookColumn($0) })
    for row in table.rows { try sheet.append(row.map(workbookCell)) }
    try writer.addAbout(table.notes.map { (key: $0.0, value: $0.1) })
    try writer.finish()
    return Array(try Data(contentsOf: URL(filePath: path)))
  }

  private static func workbookCell(_ cell: Table.Cell) -> WorkbookCell {
    switch cell {
    case .empty: .empty
    case .text(let text): .text(text)
    case .whole(let number): .integer(number)
    case .decimal(let units, let scale): .fixed(units, scale: scale)
    case .money(let money): .money(money)
    case .percent(let points): .percent(basisPoints: Int64(points.count))
    case .day(let day): .day(day)
    case .flag(let flag): .text(flag ? "yes" : "no")
    }
  }
}

private final class Gathered {
  var bytes: [UInt8] = []
  func take(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }
}
