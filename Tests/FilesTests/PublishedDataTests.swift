import Files
import Foundation
import Kernel
import Testing

/// Real files, where they lie beside the repository or in `MAINSTAY_DATA`; their totals are known.
struct PublishedDataTests {
  static let folder = ProcessInfo.processInfo.environment["MAINSTAY_DATA"] ?? "../shared/data"
  static let isPresent = FileManager.default.fileExists(atPath: folder + "/analgesics")

  private func reader(_ file: String) throws -> DelimitedReader {
    DelimitedReader(try ByteSource(path: Self.folder + "/" + file))
  }

  @Test(.enabled(if: isPresent, "the published data files are not here"))
  func `analgesics add up to the cent`() throws {
    let reader = try reader("analgesics/analgesics.csv.gz")
    let header = try reader.readHeader()
    #expect(header.starts(with: ["store", "week", "brand", "units", "store_customers", "price"]))
    var count = 0
    var units: Int64 = 0, retail: Int64 = 0
    try reader.forEachRecord { record in
      let sold = try #require(record[3].integer()), price = try #require(record[5].fixedUnits(scale: 2))
      #expect(record.problem == nil)
      (count, units, retail) = (count + 1, units + sold, retail + sold * price)
    }
    #expect(count == 38_544 && units == 364_692 && retail == 155_486_288)
  }

  @Test(.enabled(if: isPresent, "the published data files are not here"))
  func `invoices add up to a tenth of a penny, credits included`() throws {
    let reader = try reader("online_retail/online_retail_to_2011_06.csv.gz")
    _ = try reader.readHeader()
    var count = 0
    var net: Int64 = 0
    var first = Day(ordinal: .max), last = Day(ordinal: 0)
    while let record = try reader.next() {
      guard let quantity = record[3].integer(), let price = record[5].fixed(scale: 3), price.isExact,
        let day = record[4].day(.iso)
      else {
        Issue.record("line \(record.line): \(record.texts)")
        continue
      }
      (count, net) = (count + 1, net + quantity * price.units)
      (first, last) = (min(first, day), max(last, day))
    }
    #expect(count == 245_903 && net == 4_397_950_761)
    #expect(first.description == "2010-12-01" && last.description == "2011-06-30")
  }
}
