import Files
import Foundation
import Kernel

/// The first half of an import: rows become facts, sorted in constant memory.
final class FileReading {
  let source: RowSource
  let header: [String]
  var reader: RowReader
  let sorter: FactSorter
  let rejects: RejectLog
  private(set) var rows = 0
  private(set) var ignored = 0
  private(set) var preview: [[String]] = []
  private(set) var control = ControlTotals()
  /// Nil for flat files.
  private let fold: RowFold?
  private(set) var firstWeek = Int32.max
  private(set) var lastWeek = Int32.min
  private var repeats: RepeatCount?
  private var fact = Fact(site: 0, item: 0, week: 0)
  private var isDone = false

  private static let previewRows = 8

  init(
    _ request: ImportRequest, calendar: FiscalCalendar, sites: CodeBook, items: CodeBook, rejects: RejectLog,
    folder: String
  ) throws {
    source = try RowSource.sales(path: request.path, loader: request.loader)
    let shape = request.loader.shape ?? .plain
    let head = try shape.readHeader(source) {
      try shape.width(RowSource.sales(path: request.path, loader: request.loader))
    }
    header = head.names
    fold = try shape.crosstab.map { try RowFold(request.loader, $0, header: head) }
    reader = try RowReader(
      request.loader.flattened, header: fold?.header ?? header, calendar: calendar, sites: sites, items: items
    )
    sorter = FactSorter(
      measures: request.loader.measures, years: CompanyYears(calendar),
      options: FactSorter.Options(
        duplicates: request.loader.grain == .week ? .refuse : .sum, memory: 48 << 20, folder: folder))
    self.rejects = rejects
    repeats = request.loader.countsRepeats ? RepeatCount() : nil
  }

  var repeated: Int { repeats?.count ?? 0 }

  /// Reads some thousand rows; false at the end of the file.
  func readSome(_ limit: Int) throws -> Bool {
    for _ in 0..<limit {
      guard let record = try source.next() else {
        isDone = true
        return false
      }
      rows += 1
      if rows <= Self.previewRows { preview.append(record.texts) }
      repeats?.look(at: record)
      if let fold {
        try unfold(record, fold)
      } else {
        try take(record)
      }
    }
    return true
  }

  private func take(_ record: borrowing Record, _ place: String = "") throws {
    if reader.read(record, &fact) {
      control.add(fact)
      firstWeek = min(firstWeek, fact.week)
      lastWeek = max(lastWeek, fact.week + Int32(reader.weekCount - 1))
      guard reader.weekCount > 1 else { return try sorter.add(fact, line: Int64(record.line)) }
      for part in PeriodSplit.facts(fact, weeks: reader.weekCount) {
        try sorter.add(part, line: Int64(record.line))
      }
    } else if let fault = reader.fault {
      if fold == nil, Self.mayBeFooter(record.problem), control.take(record, reader) {
        rows -= 1
        return
      }
      let field = place.isEmpty ? fault.field : "\(fault.field), \(place)"
      try rejects.add(
        line: record.line, RowFault(field: field, reason: fault.reason, text: fault.text))
    } else {
      ignored += 1
    }
  }

  /// Totals and notes have fewer fields than rows; a row that is spoilt in another way is neither.
  private static func mayBeFooter(_ problem: RowProblem?) -> Bool {
    switch problem {
    case nil, .fieldCount: true
    default: false
    }
  }

  private func unfold(_ record: borrowing Record, _ fold: RowFold) throws {
    if let problem = record.problem {
      if control.take(record, reader) { return rows -= 1 }
      return try rejects.add(line: record.line, .row(problem.message))
    }
    guard let first = (0..<record.count).first(where: { !record[$0].trimmed.isEmpty }) else {
      return rows -= 1
    }
    guard TotalWords.begin(record[first].trimmed.text) else {
      return try fold.each(record) { flat, place in try take(flat, place) }
    }
    rows -= 1
    var sums: (units: Int128?, value: Int128?) = (nil, nil)
    fold.each(record) { flat, _ in
      if reader.units >= 0, let number = reader.figure(.units, flat[reader.units], scale: 3) {
        sums.units = (sums.units ?? 0) + Int128(number.units)
      }
      if reader.value >= 0, let number = reader.figure(.value, flat[reader.value], scale: 4) {
        sums.value = (sums.value ?? 0) + Int128(number.units)
      }
    }
    control.settle(units: sums.units, value: sums.value)
  }

  /// Columns of a crosstab that no rule takes.
  var leftColumns: [String] { fold?.left ?? [] }

  var weeks: ClosedRange<Int32>? { firstWeek <= lastWeek ? firstWeek...lastWeek : nil }
}

/// Counts rows that repeat an earlier one in every field.
private struct RepeatCount {
  private(set) var count = 0
  private var seen = Set<UInt64>()
  /// 64 bytes a row at worst: with more rows than this the count is of the first ones.
  private static let most = 500_000

  mutating func look(at record: borrowing Record) {
    guard seen.count < Self.most else { return }
    var hash: UInt64 = 0
    for place in 0..<record.count { hash = Checksum.of(record[place].bytes, seed: hash &+ 1) }
    if !seen.insert(hash).inserted { count += 1 }
  }
}

extension CompanyYears {
  /// The years of a company's calendar, as far as weeks are read from files.
  init(_ calendar: FiscalCalendar) {
    let years = WeekReader.years
    self.init(
      firstYear: Int32(years.lowerBound),
      firstWeeks: years.map { year in
        Int32(calendar.week(containing: calendar.firstDay(ofFiscalYear: year).advanced(by: 3)).ordinal)
      })
  }
}
