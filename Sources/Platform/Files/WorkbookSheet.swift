import CXlsxWriter
package import Kernel

/// One cell of a workbook, by meaning; the sheet chooses the format.
package enum WorkbookCell: Sendable {
  case text(String)
  case integer(Int64)
  case number(Double)
  /// Units of 10 to the minus `scale`.
  case fixed(Int64, scale: Int)
  case money(Money)
  /// Hundredths of a percent.
  case percent(basisPoints: Int64)
  case day(Day)
  case empty
}

/// A sheet being written, top to bottom. It ends with its workbook.
package final class WorkbookSheet {
  /// What Excel holds, header included.
  package static let maximumRows = 1_048_576
  /// Excel cuts longer text, and libxlsxwriter leaves the cell out.
  static let maximumTextUnits = 32_767
  /// What Excel holds side by side; more are left out.
  static let maximumColumns = 16_384

  package let title: String
  /// Rows so far, header included.
  package private(set) var rows = 1

  private var sheet: UnsafeMutablePointer<lxw_worksheet>?
  private let formats: WorkbookFormats
  private let columns: Int

  init(
    _ sheet: UnsafeMutablePointer<lxw_worksheet>, title: String, formats: WorkbookFormats,
    columns: [WorkbookColumn]
  ) {
    self.sheet = sheet
    self.title = title
    self.formats = formats
    self.columns = min(columns.count, Self.maximumColumns)
    for (index, column) in columns.prefix(Self.maximumColumns).enumerated() {
      worksheet_set_column(sheet, UInt16(index), UInt16(index), column.width, nil)
      worksheet_write_string(sheet, 0, UInt16(index), Self.legalText(column.heading), formats.header)
    }
    worksheet_freeze_panes(sheet, 1, 0)
  }

  /// Adds a row below the last.
  package func append(_ cells: [WorkbookCell]) throws(FileRefusal) {
    guard rows < Self.maximumRows else { throw .sheetFull(sheet: title, rows: Self.maximumRows) }
    precondition(sheet != nil, "the workbook is finished or gone")
    for (index, cell) in cells.prefix(Self.maximumColumns).enumerated() {
      write(cell, UInt32(rows), UInt16(index))
    }
    rows += 1
  }

  /// Lets go of the sheet before the workbook frees it.
  func close() { sheet = nil }

  /// Called once all rows are there: the filter's range must end at the last.
  func filterColumns() {
    guard columns > 0 else { return }
    worksheet_autofilter(sheet, 0, 0, UInt32(rows - 1), UInt16(columns - 1))
  }

  private func write(_ cell: WorkbookCell, _ row: UInt32, _ column: UInt16) {
    switch cell {
    case .text(let value): worksheet_write_string(sheet, row, column, Self.legalText(value), nil)
    case .integer(let value): write(value, scale: 0, row, column, formats.integer)
    case .number(let value) where value.isFinite: worksheet_write_number(sheet, row, column, value, nil)
    case .fixed(let units, let scale): write(units, scale: scale, row, column, formats.decimals(scale))
    case .money(let value):
      write(value.minor, scale: value.currency.decimals, row, column, formats.money(value.currency))
    case .percent(let points): write(points, scale: 4, row, column, formats.percent)
    case .day(let value): write(value, row, column)
    case .number, .empty: break
    }
  }

  /// A cell's number is a binary float by the file format, right to 15 digits; more go in as text, unharmed.
  private func write(
    _ units: Int64, scale: Int, _ row: UInt32, _ column: UInt16, _ format: UnsafeMutablePointer<lxw_format>?
  ) {
    guard units.magnitude < 1_000_000_000_000_000, (0..<16).contains(scale) else {
      let digits = String(units.magnitude)
      let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
      let text = padded.dropLast(scale) + (scale > 0 ? "." : "") + padded.suffix(max(0, scale))
      worksheet_write_string(sheet, row, column, (units < 0 ? "-" : "") + text, nil)
      return
    }
    worksheet_write_number(sheet, row, column, Double(units) / Double(powersOfTen[scale]), format)
  }

  /// Excel counts days from 1900 and believes in a 29 February of that year; days before March go in as text.
  private func write(_ day: Day, _ row: UInt32, _ column: UInt16) {
    let serial = day.ordinal + 25_569
    if serial > 60 {
      worksheet_write_number(sheet, row, column, Double(serial), formats.day)
    } else {
      worksheet_write_string(sheet, row, column, day.description, nil)
    }
  }

  /// Without what XML 1.0 cannot hold, and no longer than a cell may be.
  static func legalText(_ text: String) -> String {
    let isLegal = text.utf16.count <= maximumTextUnits && text.unicodeScalars.allSatisfy(isWritable)
    if isLegal { return text }
    var kept = String.UnicodeScalarView()
    var units = 0
    for scalar in text.unicodeScalars where isWritable(scalar) {
      units += scalar.value > 0xffff ? 2 : 1
      if units >= maximumTextUnits {
        kept.append("\u{2026}")
        break
      }
      kept.append(scalar)
    }
    return String(kept)
  }

  private static func isWritable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9, 10: true
    case 0..<32, 0x7f, 0xfffe, 0xffff: false
    default: true
    }
  }
}
