import Files
import Foundation
import Kernel

/// Reads rows as facts by one loader spec: columns found once, no string made for a row that is right.
struct RowReader {
  let spec: LoaderSpec
  let header: [String]
  let layout: ColumnLayout
  let style: NumberStyle
  private let site, siteName, siteCity, siteParent, item, itemName, itemParent, week: Int
  private let constants: ConstantFields
  let scaling: [SalesField: Scaling]
  let units, value, price: Int
  let isLogarithm: Bool
  private var weeks: WeekReader
  var sites: CodeBook
  var items: CodeBook
  /// Figures that had more decimals than are kept.
  var rounded = 0
  var fault: RowFault?
  private let weekEnd: Int
  private let countsLines: Bool

  init(
    _ spec: LoaderSpec, header: [String], calendar: FiscalCalendar, sites: CodeBook, items: CodeBook
  ) throws(LoaderRefusal) {
    let layout = try ColumnLayout(spec, header: header)
    func place(_ field: SalesField) -> Int { layout.places[field] ?? -1 }
    self.spec = spec
    self.header = header
    self.layout = layout
    self.sites = sites
    self.items = items
    (site, siteName, siteCity) = (place(.site), place(.siteName), place(.siteCity))
    (item, itemName, week) = (place(.item), place(.itemName), place(.week))
    (siteParent, itemParent) = (place(.siteParent), place(.itemParent))
    self.sites.watchesKnown = siteParent >= 0
    constants = ConstantFields(spec.constants ?? [:])
    scaling = spec.scaling ?? [:]
    isLogarithm = layout.places[.units] == nil
    units = isLogarithm ? place(.logUnits) : place(.units)
    (value, price) = (place(.value), place(.price))
    style = spec.numberStyle
    countsLines = spec.countsLines
    weeks = try WeekReader(spec.week, calendar)
    weekEnd = Week(ordinal: 0, endingOn: calendar.weekEnding).lastDay.ordinal
  }

  /// Reads a row into `fact`; false where it must be rejected (`fault` says why) or left out (no fault).
  mutating func read(_ record: borrowing Record, _ fact: inout Fact) -> Bool {
    fault = nil
    if let problem = record.problem {
      let place = problem.place
      fault = RowFault(field: place?.field ?? "row", reason: problem.message, text: place?.text ?? "")
      return false
    }
    fact.values = MeasureValues()
    guard readKeys(record, &fact), readUnits(record[units].trimmed, &fact), readMoney(record, &fact) else {
      return false
    }
    for (field, place) in layout.others {
      guard read(field, place, record[place].trimmed, &fact) else { return false }
    }
    if countsLines { fact[.lines] = 1 }
    return true
  }

  /// How many weeks the row stands for that was read last.
  var weekCount: Int { weeks.count }

  private mutating func readKeys(_ record: borrowing Record, _ fact: inout Fact) -> Bool {
    let weekText = constants[.week] ?? record[week].trimmed
    guard let number = weeks.week(weekText.bytes) else {
      return weekText.isEmpty ? lacks(.week, week) : reject(week, weekText, weekReason)
    }
    let itemCode = constants[.item] ?? record[item].trimmed
    let siteCode = constants[.site] ?? record[site].trimmed
    guard !itemCode.isEmpty else { return lacks(.item, item) }
    guard itemCode.bytes.count <= 100 else { return reject(item, itemCode, Self.longCode) }
    guard siteCode.bytes.count <= 100 else { return reject(site, siteCode, Self.longCode) }
    let day = Int(number) * 7 + weekEnd
    let name = record[siteName], city = record[siteCity], above = record[siteParent]
    let itemText = record[itemName], itemAbove = record[itemParent]
    if !siteCode.isEmpty {
      fact.site = sites.number(siteCode.bytes, on: day) {
        .init(name: name.trimmed.text, detail: city.trimmed.text, parent: above.trimmed.text)
      }
    } else if let siteless = spec.siteless {
      fact.site = Field.lending(siteless) { sites.number($0.bytes, on: day) { .init(name: siteless) } }
    } else {
      return lacks(.site, site)
    }
    fact.item = items.number(itemCode.bytes, on: day) {
      .init(name: itemText.trimmed.text, parent: itemAbove.trimmed.text)
    }
    fact.week = number
    return fact.site != CodeBook.ignored && fact.item != CodeBook.ignored
  }

  private static let longCode = "The code has more than 100 bytes. Correct the row."

  private var weekReason: String {
    switch spec.week.meaning {
    case .number: "Not the number of a week (1 to 10,000). Correct it."
    case .isoWeek: "Not an ISO week such as 2026-W11. Correct it."
    case .month: "Not a month written as \(spec.week.pattern), or not in 1950 to 2100. Correct it."
    default:
      "Not a day written as \(spec.week.pattern), or not in 1950 to 2100. Correct it, or say how days are "
        + "written."
    }
  }

  mutating func lacks(_ field: SalesField, _ place: Int) -> Bool {
    let column = place >= 0 ? header[place] : field.label
    fault = RowFault(
      field: column, reason: "The \(field.label.lowercased()) is missing. Fill it in, or leave the row out.",
      text: "")
    return false
  }

  mutating func reject(_ place: Int, _ text: Field, _ reason: String) -> Bool {
    fault = RowFault(field: header[place], reason: reason, text: String(text.text.prefix(80)))
    return false
  }
}

/// Texts that stand for a column on every row, kept where they do not move.
private final class ConstantFields {
  private let texts: [SalesField: UnsafeRawBufferPointer]

  init(_ texts: [SalesField: String]) {
    self.texts = texts.mapValues { text in
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, text.utf8.count), alignment: 1)
      copy.copyBytes(from: text.utf8)
      return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(copy)[..<text.utf8.count])
    }
  }

  deinit { for text in texts.values { text.deallocate() } }

  subscript(field: SalesField) -> Field? { texts.isEmpty ? nil : texts[field].map { Field($0) } }
}
