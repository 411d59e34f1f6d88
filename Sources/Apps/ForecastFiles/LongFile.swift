import Files
import Kernel

/// A long CSV of series: `unique_id`, `ds` and `y`, one value a row, other columns beside them.
package struct LongFile: Sendable {
  /// One series as it was read: rows in the file's order.
  package struct Raw: Sendable {
    package let id: String
    package var times: [Int32] = []
    package var values: [Double] = []
    package var lines: [Int32] = []
    /// Row by row the numbers of the other columns; NaN where there is none.
    package var extras: [Double] = []
    /// The first field of a column that is no number.
    package var words: [Int: Word] = [:]
    /// What the columns `item` and `site` say in the first row.
    package var item = ""
    package var site = ""
    /// The first thing that stops this series from being forecast.
    package var fault: LongFileRefusal?

    package struct Word: Sendable {
      package let line: Int32
      package let text: String
    }

    func extra(_ column: Int, row: Int) -> Double { extras[row * (extras.count / times.count) + column] }
  }

  package private(set) var series: [Raw] = []
  package let cadence: Cadence
  /// Columns beside the three that must be there.
  package let others: [String]
  /// Places of those among them that hold more numbers than words.
  let numeric: [Int]

  package static func read(_ path: String) throws -> LongFile {
    let rows = try RowSource.open(path: path)
    let header = try rows.readHeader()
    var reading = try Reading(header, name: rows.name)
    try rows.forEachRecord { record in try reading.take(record) }
    return try LongFile(reading.finished(), reading, name: rows.name)
  }

  /// Hands a series over and keeps its place only: files of millions of rows are not held twice.
  mutating func take(_ place: Int) -> Raw {
    var taken = Raw(id: series[place].id)
    swap(&taken, &series[place])
    return taken
  }

  private init(_ series: [Raw], _ reading: borrowing Reading, name: String) throws {
    (self.series, others, numeric) = (series, reading.others, reading.numeric)
    guard !series.isEmpty else { throw LongFileRefusal.noRows(file: name) }
    if reading.isNumbered {
      cadence = .numbers
    } else {
      // The first series show the cadence of all.
      let sample = series.prefix(200).map { $0.times.sorted().map { Day(ordinal: Int($0)) } }
      if let found = Cadence(sample) {
        cadence = found
      } else {
        // One value a series: its step is not known, a week is as good as any.
        cadence = Cadence([[Day(ordinal: 0), Day(ordinal: 7)]]) ?? .numbers
      }
    }
  }
}

/// Rows on their way into series.
private struct Reading {
  private let id: Int
  private let time: Int
  private let value: Int
  let others: [String]
  private let otherPlaces: [Int]
  /// How many more numbers than words each of the others holds.
  private var lead: [Int]
  private let item: Int?
  private let site: Int?
  private var places: [String: Int] = [:]
  private var series: [LongFile.Raw] = []
  /// Times of the file are whole numbers, or days; the first row decides.
  private(set) var isNumbered = false
  private var isFirst = true
  private var latest = -1

  init(_ header: [String], name: String) throws {
    let names = header.map { $0.lowercased() }
    func column(_ wanted: String) throws -> Int {
      guard let place = names.firstIndex(of: wanted) else {
        throw LongFileRefusal.noColumn(wanted, file: name, found: header)
      }
      return place
    }
    let three = [try column("unique_id"), try column("ds"), try column("y")]
    (id, time, value) = (three[0], three[1], three[2])
    (item, site) = (names.firstIndex(of: "item"), names.firstIndex(of: "site"))
    let taken = three + [item, site].compactMap { $0 }
    otherPlaces = header.indices.filter { !taken.contains($0) }
    others = otherPlaces.map { header[$0] }
    lead = others.map { _ in 0 }
  }

  var numeric: [Int] { lead.indices.filter { lead[$0] > 0 } }

  mutating func take(_ record: borrowing Record) throws {
    if record.count == 1, record[0].isEmpty { return }
    let place = series(record[id])
    func fail(_ fault: LongFileRefusal) { if series[place].fault == nil { series[place].fault = fault } }
    if let problem = record.problem {
      return fail(.row(series[place].id, line: record.line, reason: problem.message))
    }
    guard let (time, isNumber) = Self.time(record[time].trimmed) else {
      return fail(.time(series[place].id, line: record.line, text: record[self.time].text))
    }
    if isFirst { (isNumbered, isFirst) = (isNumber, false) }
    guard isNumber == isNumbered else {
      return fail(.time(series[place].id, line: record.line, text: record[self.time].text))
    }
    let field = record[value].trimmed
    guard field.isEmpty || field.double != nil else {
      return fail(.value(series[place].id, line: record.line, text: field.text))
    }
    series[place].times.append(time)
    series[place].values.append(field.double ?? .nan)
    series[place].lines.append(Int32(clamping: record.line))
    takeOthers(record, place)
  }

  private mutating func takeOthers(_ record: borrowing Record, _ place: Int) {
    if series[place].times.count == 1 {
      if let item { series[place].item = record[item].text }
      if let site { series[place].site = record[site].text }
    }
    for (column, field) in otherPlaces.enumerated() {
      let field = record[field].trimmed, number = field.double.flatMap { $0.isFinite ? $0 : nil }
      series[place].extras.append(number ?? .nan)
      if field.isEmpty { continue }
      lead[column] += number == nil ? -1 : 1
      if number == nil, series[place].words[column] == nil {
        series[place].words[column] = .init(line: Int32(clamping: record.line), text: field.text)
      }
    }
  }

  /// The place of the row's series; most often it is that of the row before.
  private mutating func series(_ field: Field) -> Int {
    let text = field.text
    if latest >= 0, series[latest].id == text { return latest }
    if let known = places[text] {
      latest = known
    } else {
      latest = series.count
      places[text] = latest
      series.append(LongFile.Raw(id: text))
    }
    return latest
  }

  /// A day `2026-03-02`, also with a midnight behind it, a month `2026-03`, or a whole number.
  private static func time(_ field: Field) -> (Int32, isNumber: Bool)? {
    var text = field.text
    if text.count > 10, text.dropFirst(10).allSatisfy({ " T0:.Z".contains($0) }) {
      text = String(text.prefix(10))
    }
    if let day = Day(text) ?? Day(text + "-01") { return (Int32(clamping: day.ordinal), false) }
    if let number = Int32(text) { return (number, true) }
    return nil
  }

  func finished() -> [LongFile.Raw] { series }
}
