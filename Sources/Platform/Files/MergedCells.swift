import Foundation

/// The merged ranges of one sheet; the value of the first cell counts for the others.
///
/// A text or a day is repeated wherever it is merged. A figure is repeated in headings alone: below them each
/// repeat would count once more.
final class MergedCells: XMLHandler {
  struct Range {
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>
    /// The field of the first cell, once it has been read.
    var value: [UInt8] = []
    var isText = false
  }

  private(set) var count = 0
  private var ranges: [Range] = []
  private var upcoming = 0
  private var active: [Range] = []
  private(set) var keptFigures = 0

  private static let most = 100_000

  override func begin(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == "mergeCell", let reference = attributes.text("ref") else { return }
    let corners = reference.split(separator: ":").compactMap { CellReference(String($0)) }
    guard let first = corners.first, let last = corners.last, first.row <= last.row,
      first.column <= last.column
    else { return }
    count += 1
    guard ranges.count < Self.most else { return }
    ranges.append(Range(rows: first.row...last.row, columns: first.column...last.column))
  }

  /// To be called once all ranges are there.
  func prepare() { ranges.sort { $0.rows.lowerBound < $1.rows.lowerBound } }

  /// Repeats values in the row that is being made.
  func fill(row: Int, _ batch: RowBatch, isHeading: Bool) {
    if upcoming == ranges.count, active.isEmpty { return }
    active.removeAll { $0.rows.upperBound < row }
    while upcoming < ranges.count, ranges[upcoming].rows.lowerBound <= row {
      let range = ranges[upcoming]
      upcoming += 1
      // No program writes ranges that overlap; a file that has them must not make a row take for ever.
      guard range.rows.contains(row), !active.contains(where: { $0.columns.overlaps(range.columns) }) else {
        continue
      }
      active.append(taken(range, row, batch))
    }
    for range in active where !range.value.isEmpty { repeatValue(of: range, batch, isHeading: isHeading) }
  }

  private func taken(_ range: Range, _ row: Int, _ batch: RowBatch) -> Range {
    var range = range
    guard range.rows.lowerBound == row, range.columns.lowerBound < batch.fields else { return range }
    let place = batch.range(range.columns.lowerBound)
    range.value = Array(UnsafeBufferPointer(start: batch.bytes + place.lowerBound, count: place.count))
    range.isText = range.value.withUnsafeBytes { !JSONScan.isNumber($0) }
    return range
  }

  private func repeatValue(of range: Range, _ batch: RowBatch, isHeading: Bool) {
    guard isHeading || range.isText else {
      keptFigures += 1
      return
    }
    var start: Int?
    for column in range.columns where column >= batch.fields || batch.range(column).isEmpty {
      let from = start ?? batch.used
      if start == nil { range.value.withUnsafeBytes { batch.append($0) } }
      start = from
      batch.set(column, from: from, to: from + range.value.count, isQuoted: range.isText)
    }
  }
}

/// A cell's place, both numbers from 1 (rows) and 0 (columns).
struct CellReference {
  let row: Int
  let column: Int

  /// `AB12`, also with dollar signs.
  init?(_ text: String) {
    var column = 0, row = 0
    for byte in text.utf8 where byte != 36 {
      switch byte | 32 {
      case 97...122 where row == 0: column = column * 26 + Int(byte | 32) - 96
      default:
        guard (48...57).contains(byte) else { return nil }
        row = row * 10 + Int(byte) - 48
      }
      guard column <= 16_384, row <= 1_048_576 else { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    self.row = row
    self.column = column - 1
  }

  /// The letters of a column counted from 0.
  static func letters(_ column: Int) -> String {
    var rest = column + 1
    var letters: [UInt8] = []
    while rest > 0 {
      letters.append(UInt8(65 + (rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}
