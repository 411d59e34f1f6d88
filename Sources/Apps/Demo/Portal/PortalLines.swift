import Foundation

/// The lines of one portal file.
struct PortalLines {
  private(set) var totals = DemoTally.Totals()
  private var text = PortalText()
  private let format: PortalFormat
  private let stores: [[UInt8]]
  private let days: [[UInt8]]
  private let quote: [UInt8]

  init(_ company: DemoCompany, _ sales: DemoSales, _ retailer: DemoRetailer) {
    let format = PortalFormat.of(retailer)
    self.format = format
    stores = company.places[retailer.index].storeCodes.map { PortalText.store($0, format) }
    days = (0..<DemoHistory.count).map { week in
      PortalText.day(format.lastDay(for: company.history.week(week)), format.dates)
    }
    quote = format.isQuoted ? [34] : []
  }

  var isFull: Bool { text.bytes.count > 1 << 20 }

  mutating func taken() -> Data {
    let data = Data(text.bytes)
    text.removeAll()
    return data
  }

  mutating func begin() {
    for title in format.titles { text.put(title + "\r\n") }
    for (place, name) in format.header.enumerated() {
      if place > 0 { text.put(byte: format.delimiter) }
      field { $0.put(name) }
    }
    text.put(byte: 10)
  }

  mutating func add(_ facts: borrowing DemoFacts, _ row: Int, _ codes: [DemoCodes.Code]) {
    let week = Int(facts.weeks[row]), units = Int64(facts.units[row])
    let code = codes.first { $0.weeks.contains(week) }?.text ?? ""
    let store = stores[Int(facts.stores[row])], day = days[week], decimal = format.decimal
    field { $0.put(store) }
    next { $0.put(code) }
    next { $0.put(day) }
    next { $0.put(units) }
    let mark = format.currencyMark, price = Int64(facts.prices[row]),
      regular = Int64(facts.regularPrices[row])
    next {
      $0.put(mark)
      $0.put(cents: price, decimal: decimal)
    }
    next {
      $0.put(mark)
      $0.put(cents: regular, decimal: decimal)
    }
    add(flags: facts.flags[row])
    text.put(byte: 10)
    totals.facts += 1
    totals.units += units
    totals.cents += facts.value(at: row)
  }

  private mutating func add(flags: UInt8) {
    switch format.flags {
    case .yesNo: for bit: UInt8 in [1, 2, 4] { next { $0.put(byte: flags & bit == 0 ? 78 : 89) } }
    case .oneZero: for bit: UInt8 in [1, 2, 4] { next { $0.put(byte: flags & bit == 0 ? 48 : 49) } }
    case .letters:
      next {
        if flags & 1 != 0 { $0.put(byte: 70) }
        if flags & 2 != 0 { $0.put(byte: 68) }
        if flags & 4 != 0 { $0.put(byte: 84) }
      }
    }
  }

  /// The last line of a file with control totals: rows and units.
  mutating func end() {
    guard format.hasTotals else { return }
    let count = Int64(totals.facts), units = totals.units
    field { $0.put("Total") }
    next { $0.put(count) }
    next { _ in }
    next { $0.put(units) }
    for _ in 4..<format.header.count { next { _ in } }
    text.put(byte: 10)
  }

  private mutating func next(_ write: (inout PortalText) -> Void) {
    text.put(byte: format.delimiter)
    field(write)
  }

  private mutating func field(_ write: (inout PortalText) -> Void) {
    text.put(quote)
    write(&text)
    text.put(quote)
  }
}
