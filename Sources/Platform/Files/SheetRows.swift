import Foundation

/// Makes rows of a sheet's XML. Everything here runs once a cell, so it makes no strings.
final class SheetRows: XMLHandler {
  struct Limits: Sendable {
    var fieldBytes = 1 << 20
    var rowBytes = 16 << 20
  }

  let batch = RowBatch(bytes: 256 << 10)
  /// Nil: rows are handed over one by one, for the header may be among them.
  var expectedFields: Int?
  private(set) var hiddenColumns: [ClosedRange<Int>] = []
  private(set) var hiddenRows = 0
  /// Cells right of the header, which were left out, and the first of them.
  private(set) var strayCells = 0
  private(set) var firstStray = ""

  private let strings: SharedStrings
  private let formats: CellFormats
  private let texts: CellText
  private let merged: MergedCells
  private let limits: Limits

  private enum Kind { case number, shared, text, boolean, failure, day }

  private var row = 0
  private var rowStart = 0
  private var problem: RowProblem?
  private var isFilled = false, isInRow = false, isRowHidden = false
  private var column = -1
  private var kind = Kind.number
  private var style = 0
  private var cellStart = 0
  private var hasFormula = false, isCell = false, isTaking = false
  private var phonetic = 0

  init(
    strings: SharedStrings, formats: CellFormats, texts: CellText, merged: MergedCells,
    limits: Limits = Limits()
  ) {
    self.strings = strings
    self.formats = formats
    self.texts = texts
    self.merged = merged
    self.limits = limits
  }

  override func begin(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name.letter {
    case 99: if isInRow { beginCell(attributes) }
    case 118: isTaking = isCell
    case 116: isTaking = isCell && phonetic == 0
    case 102: hasFormula = true
    case 0: beginLong(name, attributes)
    default: break
    }
  }

  private func beginLong(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "row" {
      beginRow(attributes)
    } else if name == "rPh" {
      phonetic += 1
    } else if name == "col", attributes.isTrue("hidden"), let first = attributes.number("min"),
      let last = attributes.number("max"), first > 0, first <= last, hiddenColumns.count < 16_384
    {
      hiddenColumns.append(first - 1...last - 1)
    }
  }

  override func end(_ name: XMLName) {
    switch name.letter {
    case 118, 116: isTaking = false
    case 99: if isCell { endCell() }
    case 0:
      if name == "row" {
        if isInRow { endRow() }
      } else if name == "rPh" {
        phonetic -= 1
      } else if name == "sheetData" {
        stop()
      }
    default: break
    }
  }

  override func text(_ bytes: UnsafeRawBufferPointer) {
    guard isTaking else { return }
    if batch.used - cellStart + bytes.count > limits.fieldBytes {
      refuse(.cellTooLong(cell: cellName, limit: limits.fieldBytes))
    } else if batch.used - rowStart + bytes.count > limits.rowBytes {
      refuse(.rowTooLong(row: row, limit: limits.rowBytes))
    } else {
      batch.append(bytes)
    }
  }

  private var cellName: String { "\(CellReference.letters(column))\(row)" }

  // MARK: - Rows

  private func beginRow(_ attributes: XMLAttributes) {
    let number = attributes["r"].map { strtol($0, nil, 10) } ?? 0
    row = number > 0 && number <= 1 << 40 ? number : row + 1
    (problem, isFilled, isInRow, column) = (nil, false, true, -1)
    isRowHidden = attributes.isTrue("hidden")
    rowStart = batch.used
  }

  private func endRow() {
    isInRow = false
    guard isFilled || problem != nil else { return batch.dropRow() }
    if isRowHidden { hiddenRows += 1 }
    merged.fill(row: row, batch, isHeading: expectedFields == nil)
    if let expected = expectedFields {
      for place in stride(from: expected, to: batch.fields, by: 1) where !batch.range(place).isEmpty {
        if strayCells == 0 { firstStray = "\(CellReference.letters(place))\(row)" }
        strayCells += 1
      }
      batch.narrow(to: expected)
      batch.widen(to: expected)
    }
    batch.endRow(line: row, problem: problem)
    if expectedFields == nil || batch.isFull { pause() }
  }

  /// Forgets the rows that were delivered.
  func recycle() {
    guard isInRow else { return batch.clear() }
    batch.keepRow(from: rowStart)
    (cellStart, rowStart) = (cellStart - rowStart, 0)
  }

  // MARK: - Cells

  private func beginCell(_ attributes: XMLAttributes) {
    column += 1
    (kind, style) = (.number, 0)
    (hasFormula, isCell, isTaking, cellStart) = (false, true, false, batch.used)
    var place = attributes.base
    while let name = place.pointee, let value = place[1] {
      switch XMLName(whole: name).letter {
      case 114: locate(value)
      case 116: kind = Self.kind(value)
      case 115: style = strtol(value, nil, 10)
      default: break
      }
      place += 2
    }
    if column >= 16_384 { refuse(.beyondLastColumn(row: row)) }
  }

  /// Column letters; the row stands at the row.
  private func locate(_ reference: UnsafePointer<CChar>) {
    var found = 0
    var place = reference
    while case let letter = UInt8(bitPattern: place.pointee) | 32, (97...122).contains(letter),
      found < 1 << 20
    {
      found = found * 26 + Int(letter) - 96
      place += 1
    }
    if found > 0 { column = found - 1 }
  }

  private static func kind(_ value: UnsafePointer<CChar>) -> Kind {
    switch UInt8(bitPattern: value[0]) {
    case 115: value[1] == 0 ? .shared : .text
    case 105: .text
    case 98: .boolean
    case 101: .failure
    case 100: .day
    default: .number
    }
  }

  private func endCell() {
    (isCell, isTaking) = (false, false)
    if kind != .text { trim() }
    guard batch.used > cellStart else {
      if hasFormula, kind != .text { note(.formulaWithoutValue(cell: cellName)) }
      return
    }
    switch kind {
    case .number: texts.settle(batch, from: cellStart, as: formats[style])
    case .shared: takeShared()
    case .text:
      let text = UnsafeMutableBufferPointer(start: batch.bytes + cellStart, count: batch.used - cellStart)
      batch.cut(to: cellStart + OOXMLEscape.undo(text))
    case .boolean: takeBoolean()
    case .day: shortenDay()
    case .failure: break
    }
    guard batch.used > cellStart else { return }
    isFilled = true
    batch.set(column, from: cellStart, to: batch.used, isQuoted: kind == .shared || kind == .text)
  }

  private func note(_ found: RowProblem) { if problem == nil { problem = found } }

  private func takeShared() {
    var number = 0
    for place in cellStart..<batch.used {
      let digit = batch.bytes[place] &- 48
      number = digit < 10 && number < 1 << 40 ? number * 10 + Int(digit) : -1
      if number < 0 { break }
    }
    batch.cut(to: cellStart)
    guard let text = strings[number] else { return note(.textMissing(cell: cellName)) }
    if batch.used - rowStart + text.count > limits.rowBytes {
      return refuse(.rowTooLong(row: row, limit: limits.rowBytes))
    }
    if text.count > limits.fieldBytes {
      return refuse(.cellTooLong(cell: cellName, limit: limits.fieldBytes))
    }
    batch.append(text)
  }

  private func takeBoolean() {
    let isTrue = batch.bytes[cellStart] == 49 || batch.bytes[cellStart] | 32 == 116
    batch.cut(to: cellStart)
    for byte in (isTrue ? "TRUE" : "FALSE").utf8 { batch.append(byte) }
  }

  /// `2026-03-14T00:00:00` is a day; the time stays where there is one.
  private func shortenDay() {
    if batch.used > cellStart, batch.bytes[batch.used - 1] == 90 { batch.cut(to: batch.used - 1) }
    guard batch.used - cellStart > 10, batch.bytes[cellStart + 10] == 84 else { return }
    let isMidnight = (cellStart + 11..<batch.used).allSatisfy { [48, 58, 46].contains(batch.bytes[$0]) }
    if isMidnight { batch.cut(to: cellStart + 10) }
  }

  /// Numbers may stand between blanks.
  private func trim() {
    while batch.used > cellStart, batch.bytes[batch.used - 1] <= 32 { batch.cut(to: batch.used - 1) }
    while cellStart < batch.used, batch.bytes[cellStart] <= 32 { cellStart += 1 }
  }
}
