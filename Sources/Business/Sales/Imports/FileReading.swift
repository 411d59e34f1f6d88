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
    header = try source.readHeader()
    reader = try RowReader(request.loader, header: header, calendar: calendar, sites: sites, items: items)
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
      if reader.read(record, &fact) {
        try sorter.add(fact, line: Int64(record.line))
        firstWeek = min(firstWeek, fact.week)
        lastWeek = max(lastWeek, fact.week)
      } else if let fault = reader.fault {
        try rejects.add(line: record.line, fault)
      } else {
        ignored += 1
      }
    }
    return true
  }

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
