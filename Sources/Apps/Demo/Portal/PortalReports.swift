import Files
import Foundation
import Kernel
import Sales
import X12

/// What a retailer's EDI desk would send besides: the newest week as an 852, and as an 867 as if it were a distributor.
extension PortalWriter {
  /// Writes both files and returns their names.
  package func writeReports(_ retailer: DemoRetailer) throws -> [String] {
    let sales = DemoSales(company, retailer)
    guard let batch = sales.batches.last(where: { $0.version == .first }) else { return [] }
    let week = newest(batch, sales, retailer)
    let receiver = X12Address(id: "MAINSTAYDEMO")
    let writing = EDIWriting(
      from: X12Address(id: String(retailer.source.uppercased().filter { $0.isLetter || $0.isNumber })),
      to: receiver,
      control: retailer.index + 1, on: batch.receivedOn, currency: .usd)
    let stem = "\(retailer.source)-\(batch.receivedOn)"
    func sink(_ name: String) throws -> ByteSink {
      try ByteSink(path: directory.appendingPathComponent(name).path)
    }
    try writing.writeActivity(week, to: sink("\(stem).852"))
    let byStore = week.sorted { ($0.site.code, $0.item.code) < ($1.site.code, $1.item.code) }
    try writing.writeResale(byStore, number: stem, to: sink("\(stem).867"))
    return ["\(stem).852", "\(stem).867"]
  }

  /// The sales of one week, with the codes and the price that the portal's own file has.
  private func newest(
    _ batch: DemoBatch, _ sales: DemoSales, _ retailer: DemoRetailer
  ) -> [EDISale] {
    let format = PortalFormat.of(retailer)
    let stores = company.places[retailer.index].storeCodes.map {
      String(decoding: PortalText.store($0, format), as: UTF8.self)
    }
    var found: [EDISale] = [], tally = sales.emptyTally
    sales.eachGroup(of: batch, into: &tally) { facts in
      let codes = sales.codes.codes(of: company.items[facts.item])
      for row in 0..<facts.count {
        let week = Int(facts.weeks[row]), last = format.lastDay(for: company.history.week(week))
        let code = codes.first { $0.weeks.contains(week) }?.text ?? ""
        found.append(
          EDISale(
            site: .init(code: stores[Int(facts.stores[row])]),
            item: .init(code: code, qualifier: Self.qualifier(code)), days: last.advanced(by: -6)...last,
            units: Int64(facts.units[row]) * 1_000, value: facts.value(at: row) * 100))
      }
    }
    return found
  }

  /// Whose code it is: a UPC, an EAN, a GTIN of a case, or the retailer's own number.
  private static func qualifier(_ code: String) -> String {
    guard GTIN(code) != nil else { return "IN" }
    return [12: "UP", 13: "EN", 14: "UK"][code.count] ?? "IN"
  }
}
