import Foundation

/// Reads one sheet of an Excel workbook (.xlsx, .xlsm) row by row, in constant memory but for the shared texts.
///
/// A record's line is the sheet's row number; empty rows are passed over. Numbers come as they are written,
/// dates as `2026-03-14` or `2026-03-14T09:30:00`, booleans as TRUE and FALSE, errors as `#N/A`.
package final class WorkbookReader {
  /// Which sheet is read.
  package enum SheetChoice: Hashable, Sendable {
    /// The first visible one that has a filled cell; hidden ones come last.
    case firstWithData
    case named(String)
    /// Counted from 1, in the order of the tabs.
    case number(Int)
  }

  package struct Options: Sendable {
    package var sheet = SheetChoice.firstWithData
    package var maximumTextBytes = 512 << 20
    package var maximumFieldBytes = 1 << 20
    package var maximumRowBytes = 16 << 20
    package var maximumPartBytes: Int64 = 16 << 30
    /// How many times its size the archive may swell.
    package var maximumRatio: Int64 = 400

    package init(sheet: SheetChoice = .firstWithData) { self.sheet = sheet }
  }

  /// A sheet of the workbook.
  package struct Sheet: Hashable, Sendable {
    package let name: String
    package let isHidden: Bool
  }

  /// The file's name, for messages.
  package var name: String { archive.name }
  package var totalBytes: Int64 { archive.totalBytes }
  /// All sheets with cells, in the order of their tabs.
  package let sheets: [Sheet]
  /// The one that is read.
  package let sheet: Sheet
  /// How many fields the header has, once it has been read.
  package private(set) var expectedFields: Int?

  private let archive: ZipArchive
  private let open: OpenSheet
  private var isDone = false

  package init(path: String, options: Options = Options()) throws(FileRefusal) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    try OldWorkbook.refuse(path, name: name)
    var limits = ZipArchive.Limits()
    (limits.partBytes, limits.ratio) = (options.maximumPartBytes, options.maximumRatio)
    archive = try ZipArchive(path: path, limits: limits)
    let parts = try WorkbookParts(archive)
    sheets = parts.sheets.map { Sheet(name: $0.name, isHidden: $0.isHidden) }
    let strings = SharedStrings(limit: options.maximumTextBytes), formats = CellFormats()
    if let part = parts.strings { try XMLStream(try archive.open(part), strings).run() }
    if let part = parts.styles { try XMLStream(try archive.open(part), formats).run() }
    var found: OpenSheet?
    let candidates = try Self.candidates(parts.sheets, options.sheet, name)
    for place in candidates {
      let opened = try OpenSheet(archive, parts, place, strings: strings, formats: formats, options)
      guard try opened.hasRow() else { continue }
      found = opened
      break
    }
    guard let found else { throw .workbook(name: name, fault: .noData(sheets: sheets.map(\.name))) }
    open = found
    sheet = sheets[found.place]
  }

  /// The places of the sheets to try, in order.
  private static func candidates(
    _ sheets: [WorkbookParts.Sheet], _ choice: SheetChoice, _ name: String
  ) throws(FileRefusal) -> [Int] {
    let places = Array(sheets.indices)
    switch choice {
    case .firstWithData: return places.filter { !sheets[$0].isHidden } + places.filter { sheets[$0].isHidden }
    case .number(let number):
      if places.contains(number - 1) { return [number - 1] }
      throw .workbook(name: name, fault: .sheetMissing(wanted: "\(number)", sheets: sheets.map(\.name)))
    case .named(let wanted):
      // Spreadsheet programs do not tell names apart by case either.
      if let place = places.first(where: { sheets[$0].name.lowercased() == wanted.lowercased() }) {
        return [place]
      }
      throw .workbook(
        name: name, fault: .sheetMissing(wanted: "\u{201C}\(wanted)\u{201D}", sheets: sheets.map(\.name)))
    }
  }

  /// Takes the next filled row as the header: its names, trimmed, in one line each.
  package func readHeader() throws(FileRefusal) -> [String] {
    guard let record = try next() else {
      throw .workbook(name: name, fault: .noData(sheets: [sheet.name]))
    }
    var names: [String] = []
    for index in 0..<record.count {
      names.append(record[index].text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
    expectedFields = names.count
    open.rows.expectedFields = names.count
    return names
  }

  /// The next filled row, or nil at the end. It must not be used after the following call.
  package func next() throws(FileRefusal) -> Record? {
    while true {
      if let record = open.rows.batch.next() { return record }
      open.rows.recycle()
      if isDone { return nil }
      isDone = try !open.stream.step()
    }
  }

  /// Hands every remaining row to `body`.
  package func forEachRecord(_ body: (borrowing Record) throws -> Void) throws {
    while let record = try next() { try body(record) }
  }

  /// How far the sheet has been read, in bytes of the stored file.
  package var bytesRead: Int64 {
    let source = open.stream.source
    if open.stream.isFinished { return totalBytes }
    return Int64(Double(totalBytes) * min(1, Double(source.delivered) / Double(max(1, source.declaredBytes))))
  }

  /// What a reader should know of the sheet; complete once the last row has been read.
  package var warnings: [String] {
    var found: [String] = []
    let others = sheets.filter { $0 != sheet }
    if sheet.isHidden {
      found.append("The sheet \u{201C}\(sheet.name)\u{201D} is hidden; it was read all the same.")
    }
    if !others.isEmpty {
      let hidden = others.count { $0.isHidden }
      found.append(
        "The sheet \u{201C}\(sheet.name)\u{201D} was read. Not read: "
          + others.prefix(10).map { "\u{201C}\($0.name)\u{201D}" }.joined(separator: ", ")
          + (others.count > 10 ? " and \(others.count - 10) more" : "")
          + (hidden > 0 ? " (\(hidden) hidden)." : "."))
    }
    return found + open.warnings
  }
}

/// A sheet that is being read.
private final class OpenSheet {
  let place: Int
  let rows: SheetRows
  let stream: XMLStream
  private let merged = MergedCells()

  init(
    _ archive: ZipArchive, _ parts: WorkbookParts, _ place: Int, strings: SharedStrings, formats: CellFormats,
    _ options: WorkbookReader.Options
  ) throws(FileRefusal) {
    self.place = place
    let part = parts.sheets[place].part
    // Merged ranges stand behind the rows they are needed for. Looking for the word costs unpacking alone, and
    // a sheet that breaks off is refused before a row of it counts.
    if try archive.open(part).contains("mergeCell") { try XMLStream(try archive.open(part), merged).run() }
    merged.prepare()
    rows = SheetRows(
      strings: strings, formats: formats, texts: CellText(countsFrom1904: parts.countsFrom1904),
      merged: merged,
      limits: .init(fieldBytes: options.maximumFieldBytes, rowBytes: options.maximumRowBytes))
    stream = XMLStream(try archive.open(part), rows)
  }

  /// Reads until there is a row to hand over.
  func hasRow() throws(FileRefusal) -> Bool {
    while !rows.batch.hasRows { guard try stream.step() else { break } }
    return rows.batch.hasRows
  }

  var warnings: [String] {
    var found: [String] = []
    if rows.hiddenRows > 0 { found.append("\(rows.hiddenRows) hidden rows were read like the others.") }
    let width = rows.expectedFields ?? 0
    let hidden = (0..<width).filter { column in rows.hiddenColumns.contains { $0.contains(column) } }
    if !hidden.isEmpty {
      let letters = hidden.prefix(10).map(CellReference.letters).joined(separator: ", ")
      found.append(
        "Hidden columns were read like the others: \(letters)\(hidden.count > 10 ? " \u{2026}" : "").")
    }
    if merged.count > 0 {
      let kept = merged.keptFigures > 0 ? " Figures below the header were not repeated." : ""
      found.append("\(merged.count) merged ranges: their text was read into each of their cells.\(kept)")
    }
    if rows.strayCells > 0 {
      found.append(
        "\(rows.strayCells) cells right of the header's last column were left out, the first at \(rows.firstStray)."
      )
    }
    return found
  }
}

/// Tells what lies in the container that Excel used before ZIP: old workbooks, and new ones with a password.
private enum OldWorkbook {
  static func refuse(_ path: String, name: String) throws(FileRefusal) {
    let source = try ByteSource(path: path, chunkBytes: 64 << 10)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 8)
    defer { buffer.deallocate() }
    var count = try source.read(into: buffer)
    guard count >= 8, buffer.prefix(4).elementsEqual([0xd0, 0xcf, 0x11, 0xe0]), let base = buffer.baseAddress
    else { return }
    let word = "EncryptedPackage".utf8.reduce(into: [UInt8]()) { $0 += [$1, 0] }
    // Names in the directory lie on multiples of 128, so none is cut by the pieces.
    while count > 0 {
      if holds(UnsafeRawBufferPointer(start: base, count: count), word) {
        throw .workbook(name: name, fault: .passwordProtected)
      }
      count = try source.read(into: buffer)
    }
    throw .workbook(name: name, fault: .oldFormat)
  }
}
