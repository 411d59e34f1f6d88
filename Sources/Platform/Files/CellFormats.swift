import Foundation

/// What the number formats of a workbook say of cells: which numbers are dates and times.
final class CellFormats: XMLHandler {
  enum Meaning: UInt8 {
    case number, date, time
    /// Hours that go on beyond a day.
    case duration
  }

  private var custom: [Int: Meaning] = [:]
  private var byStyle: [Meaning] = []
  private var isInCells = false

  /// What a number in a cell of that style means.
  @inline(__always) subscript(style: Int) -> Meaning {
    style >= 0 && style < byStyle.count ? byStyle[style] : .number
  }

  override func begin(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "cellXfs" {
      isInCells = true
    } else if isInCells, name == "xf" {
      let format = attributes.number("numFmtId") ?? 0
      byStyle.append(custom[format] ?? Self.builtin(format))
    } else if name == "numFmt", let id = attributes.number("numFmtId"),
      let code = attributes.text("formatCode")
    {
      custom[id] = Self.meaning(code)
    }
  }

  override func end(_ name: XMLName) { if name == "cellXfs" { isInCells = false } }

  /// ECMA-376 part 1, 18.8.30, with the numbers that East Asian versions use for dates and times.
  static func builtin(_ format: Int) -> Meaning {
    switch format {
    case 14...17, 22, 27...31, 36, 50...58: .date
    case 18...21, 32...35, 45, 47: .time
    case 46: .duration
    default: .number
    }
  }

  /// A format's first section with a letter of dates outside quotation marks, escapes and brackets.
  static func meaning(_ code: String) -> Meaning {
    var hasDay = false, hasTime = false, hasMonth = false
    var bytes = Array(code.lowercased().utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case 34: bytes = bytes.drop { $0 != 34 }.dropFirst()
      case 92, 95, 42: bytes = bytes.dropFirst()
      case 91:
        let inside = bytes.prefix { $0 != 93 }
        bytes = bytes.dropFirst(inside.count + 1)
        // [h], [mm], [ss]; other brackets are colours, conditions and countries.
        if let first = inside.first, [104, 109, 115].contains(first), inside.allSatisfy({ $0 == first }) {
          return .duration
        }
      case 59: return meaning(hasDay, hasMonth, hasTime)
      case 121, 100: hasDay = true
      case 109: hasMonth = true
      case 104, 115: hasTime = true
      case 103 where bytes.starts(with: "eneral".utf8): bytes = bytes.dropFirst(6)
      default: break
      }
    }
    return meaning(hasDay, hasMonth, hasTime)
  }

  /// An `m` alone is a month, beside hours or seconds minutes.
  private static func meaning(_ hasDay: Bool, _ hasMonth: Bool, _ hasTime: Bool) -> Meaning {
    if hasDay { return .date }
    if hasTime { return .time }
    return hasMonth ? .date : .number
  }
}
