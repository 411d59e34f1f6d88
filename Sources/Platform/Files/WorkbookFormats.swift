import CXlsxWriter
import Kernel

/// The cell formats of one workbook, each made once; the workbook owns and frees them.
final class WorkbookFormats {
  typealias Format = UnsafeMutablePointer<lxw_format>

  let header: Format?
  let key: Format?
  let wrapped: Format?
  let integer: Format?
  let percent: Format?
  let day: Format?

  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private var byPattern: [String: Format] = [:]

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
    self.workbook = workbook
    func format(_ pattern: String) -> Format? {
      let format = workbook_add_format(workbook)
      format_set_num_format(format, pattern)
      return format
    }
    header = workbook_add_format(workbook)
    format_set_bold(header)
    format_set_bg_color(header, 0xe8edf2)
    format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
    format_set_text_wrap(header)
    format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    key = workbook_add_format(workbook)
    format_set_bold(key)
    format_set_align(key, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    wrapped = workbook_add_format(workbook)
    format_set_text_wrap(wrapped)
    integer = format("#,##0")
    percent = format("0.00%")
    day = format("yyyy-mm-dd")
  }

  func decimals(_ scale: Int) -> Format? { named(Self.pattern(scale)) }

  func money(_ currency: Currency) -> Format? {
    named("\(Self.pattern(currency.decimals)) [$\(currency.code)]")
  }

  private static func pattern(_ decimals: Int) -> String {
    decimals > 0 ? "#,##0." + String(repeating: "0", count: decimals) : "#,##0"
  }

  private func named(_ pattern: String) -> Format? {
    if let format = byPattern[pattern] { return format }
    let format = workbook_add_format(workbook)
    format_set_num_format(format, pattern)
    byPattern[pattern] = format
    return format
  }
}
