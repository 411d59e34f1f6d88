import CXlsxWriter
import Foundation

/// Writes an Excel workbook row by row; rows go to disk as they come, so memory does not grow with them.
///
/// Text is always a string cell and never a formula, whatever it begins with.
package final class WorkbookWriter {
  private let name: String
  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private let formats: WorkbookFormats
  private var sheetNames: Set<String> = []
  private var sheets: [WorkbookSheet] = []

  /// Begins a workbook at `path`; the file appears with `finish()`. Rows wait in `scratch`, or the system's place.
  package init(path: String, scratch: String? = nil) throws(FileRefusal) {
    name = path.split(separator: "/").last.map(String.init) ?? path
    let made = Self.open(path, scratch)
    guard let made else { throw .cannotWrite(name: name, reason: "the workbook cannot be started") }
    workbook = made
    formats = WorkbookFormats(made)
  }

  deinit {
    for sheet in sheets { sheet.close() }
    if let workbook { lxw_workbook_free(workbook) }
  }

  private static func open(_ path: String, _ scratch: String?) -> UnsafeMutablePointer<lxw_workbook>? {
    func open(_ folder: UnsafeMutablePointer<CChar>?) -> UnsafeMutablePointer<lxw_workbook>? {
      var options = lxw_workbook_options(constant_memory: 1, tmpdir: folder, use_zip64: 1)
      return workbook_new_opt(path, &options)
    }
    guard let scratch else { return open(nil) }
    let folder = strdup(scratch)
    defer { free(folder) }
    return open(folder)
  }

  /// Adds a sheet with a header row that stays in view and filters the columns.
  ///
  /// Excel's rules for names (31 characters, none of `[]:*?/\`, no two alike) are applied, not refused.
  package func addSheet(_ title: String, columns: [WorkbookColumn]) throws(FileRefusal) -> WorkbookSheet {
    let title = legalName(title)
    guard let workbook, let sheet = workbook_add_worksheet(workbook, title) else {
      throw .cannotWrite(name: name, reason: "the sheet \(title) cannot be added")
    }
    let added = WorkbookSheet(sheet, title: title, formats: formats, columns: columns)
    sheets.append(added)
    return added
  }

  /// Adds a sheet that says what the workbook shows: filters, date of the data, definitions.
  package func addAbout(_ lines: [(key: String, value: String)], title: String = "About") throws(FileRefusal)
  {
    let title = legalName(title)
    guard let workbook, let sheet = workbook_add_worksheet(workbook, title) else {
      throw .cannotWrite(name: name, reason: "the sheet \(title) cannot be added")
    }
    worksheet_set_column(sheet, 0, 0, 28, nil)
    worksheet_set_column(sheet, 1, 1, 90, nil)
    for (row, line) in lines.enumerated().prefix(WorkbookSheet.maximumRows) {
      worksheet_write_string(sheet, UInt32(row), 0, WorkbookSheet.legalText(line.key), formats.key)
      worksheet_write_string(sheet, UInt32(row), 1, WorkbookSheet.legalText(line.value), formats.wrapped)
    }
  }

  /// Writes the file. Without it there is none.
  package func finish() throws(FileRefusal) {
    guard let workbook else { return }
    for sheet in sheets {
      sheet.filterColumns()
      sheet.close()
    }
    // Frees the workbook, also when it fails.
    self.workbook = nil
    let result = workbook_close(workbook)
    guard result == LXW_NO_ERROR else {
      throw .cannotWrite(name: name, reason: String(cString: lxw_strerror(result)))
    }
  }

  private func legalName(_ title: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in title.unicodeScalars where !"[]:*?/\\".unicodeScalars.contains(scalar) && scalar.value >= 32
    {
      kept.append(scalar)
    }
    // Excel counts UTF-16 units, forbids an apostrophe at either end, and keeps "History" for itself.
    var base = String(kept).trimmingCharacters(in: CharacterSet(charactersIn: "' "))
    if base.isEmpty || base.lowercased() == "history" { base = "Sheet" }
    var name = Self.shortened(base, to: 31)
    var number = 2
    while !sheetNames.insert(name.lowercased()).inserted {
      let ending = " \(number)"
      name = Self.shortened(base, to: 31 - ending.count) + ending
      number += 1
    }
    return name
  }

  private static func shortened(_ text: String, to units: Int) -> String {
    var text = text
    while text.utf16.count > units { text.removeLast() }
    return text
  }
}

/// One column of a sheet: its heading and how wide it is, in characters.
package struct WorkbookColumn: Sendable {
  package let heading: String
  package let width: Double

  package init(_ heading: String, width: Double = 14) {
    self.heading = heading
    self.width = width
  }
}
