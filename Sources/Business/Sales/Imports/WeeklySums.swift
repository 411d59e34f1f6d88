/// Sums by number (of a site, or of an item) and week while a year of a source is added up.
struct WeeklySums {
  private let weeks: ClosedRange<Int32>
  private var places: [Int32: Int] = [:]
  /// Per number and week: the sums of all sheets, how many facts know each, and how many facts.
  private var cells: [Int64] = []
  private static let quantities = RollUpSheet.quantities.count
  private static let stride = 2 * quantities + 1

  init(_ weeks: ClosedRange<Int32>) { self.weeks = weeks }

  var isEmpty: Bool { places.isEmpty }
  var numbers: [Int32] { places.keys.sorted() }
  /// How many facts in all.
  var facts: Int64 {
    Swift.stride(from: Self.stride - 1, to: cells.count, by: Self.stride).reduce(0) { $0 + cells[$1] }
  }

  private mutating func cell(_ number: Int32, _ week: Int32) -> Int {
    let weekly = weeks.count * Self.stride
    let place = places[number] ?? places.count
    if place == places.count {
      places[number] = place
      cells.append(contentsOf: repeatElement(0, count: weekly))
    }
    return place * weekly + Int(week - weeks.lowerBound) * Self.stride
  }

  /// Adds a group of a scan over some of the kept quantities, given by their places.
  mutating func add(
    _ totals: ScanTotals, _ group: ScanTotals.Group, _ quantities: [Int], number: Int32, week: Int32
  ) throws {
    let cell = cell(number, week)
    for (scanned, place) in quantities.enumerated() {
      guard let sum = totals.sum(scanned, group) else { continue }
      try add(sum, to: cell + place, place)
      cells[cell + Self.quantities + place] += totals.count(scanned, group)
    }
    cells[cell + Self.stride - 1] += group.rows
  }

  /// Adds what was kept of weeks that did not change; `sheet` by sheet.
  mutating func add(
    _ view: SegmentView, _ sheet: RollUpSheet, of numbers: ClosedRange<Int32>,
    outside changed: ClosedRange<Int32>
  ) throws {
    let first = sheet.first
    let columns = sheet.columns.map { view.column($0) }, count = sheet.quantities.count
    for index in 0..<view.siteCount {
      let number = view.site(at: index)
      guard numbers.contains(number) else { continue }
      for row in view.rows(at: index) {
        let week = view.week(at: row)
        guard weeks.contains(week), !changed.contains(week) else { continue }
        let cell = cell(number, week), facts = columns[2 * count]?.value(row) ?? 0
        for place in 0..<count {
          try add(columns[place]?.value(row) ?? 0, to: cell + first + place, first + place)
          cells[cell + Self.quantities + first + place] += facts - (columns[count + place]?.value(row) ?? 0)
        }
        if sheet.number == 0 { cells[cell + Self.stride - 1] += facts }
      }
    }
  }

  private mutating func add(_ sum: Int64, to cell: Int, _ quantity: Int) throws(SegmentFault) {
    let (total, overflow) = cells[cell].addingReportingOverflow(sum)
    if overflow { throw .overflow(RollUpSheet.quantities[quantity].measure) }
    cells[cell] = total
  }

  /// Whether any fact knows something of a sheet; one without needs no rows, save the first, which counts facts.
  func knows(_ sheet: RollUpSheet) -> Bool {
    let low = Self.quantities + sheet.first, high = low + sheet.quantities.count
    return sheet.number == 0
      || Swift.stride(from: 0, to: cells.count, by: Self.stride).contains { cell in
        cells[(cell + low)..<(cell + high)].contains { $0 != 0 }
      }
  }

  /// Some of the numbers as rows of a sheet.
  func columns(_ numbers: some Sequence<Int32>, _ sheet: RollUpSheet) -> FactColumns {
    let first = sheet.first
    let count = sheet.quantities.count, measures = sheet.columns
    var columns = FactColumns(measures: measures)
    let known = measures.reduce(UInt32(0)) { $0 | $1.bit }
    var row = [Int64](repeating: 0, count: measures.count)
    for number in numbers {
      guard let place = places[number] else { continue }
      for week in weeks {
        let cell = (place * weeks.count + Int(week - weeks.lowerBound)) * Self.stride
        let facts = cells[cell + Self.stride - 1]
        guard facts > 0 else { continue }
        for quantity in 0..<count {
          row[quantity] = cells[cell + first + quantity]
          row[count + quantity] = facts - cells[cell + Self.quantities + first + quantity]
        }
        row[2 * count] = facts
        row.withUnsafeBufferPointer { columns.append(site: number, week: week, present: known, cells: $0) }
      }
    }
    return columns
  }
}
