package import Foundation
import Kernel

/// A file of weekly sales as a retailer's portal would have sent it.
package struct PortalFile: Hashable, Sendable {
  package let name: String
  package let retailer: Int
  package let batch: DemoBatch
  /// What it holds: rows, units and cents.
  package internal(set) var totals = DemoTally.Totals()

  static func name(_ retailer: DemoRetailer, _ batch: DemoBatch) -> String {
    let kind = batch.version == .restated ? "-restated" : ""
    return "\(retailer.source)-\(batch.receivedOn)\(kind).csv"
  }
}

/// Writes the demo's sales as portal files, a megabyte at a time.
package struct PortalWriter {
  let company: DemoCompany
  let directory: URL

  /// The directory must exist.
  package init(_ company: DemoCompany, into directory: URL) {
    self.company = company
    self.directory = directory
  }

  /// Writes all files of one retailer, oldest first.
  package func write(_ retailer: DemoRetailer) throws -> [PortalFile] {
    let sales = DemoSales(company, retailer)
    var tally = sales.emptyTally
    return try sales.batches.map { try write($0, of: sales, retailer, &tally) }
  }

  private func write(
    _ batch: DemoBatch, of sales: DemoSales, _ retailer: DemoRetailer, _ tally: inout DemoTally
  ) throws -> PortalFile {
    let name = PortalFile.name(retailer, batch)
    let path = directory.appendingPathComponent(name)
    try Data().write(to: path)
    let handle = try FileHandle(forWritingTo: path)
    defer { try? handle.close() }
    var lines = PortalLines(company, sales, retailer)
    lines.begin()
    try sales.eachGroup(of: batch, into: &tally) { facts in
      let codes = sales.codes.codes(of: company.items[facts.item])
      for row in 0..<facts.count {
        lines.add(facts, row, codes)
        if lines.isFull { try handle.write(contentsOf: lines.taken()) }
      }
    }
    lines.end()
    try handle.write(contentsOf: lines.taken())
    return PortalFile(name: name, retailer: retailer.index, batch: batch, totals: lines.totals)
  }
}
