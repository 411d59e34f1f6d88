import Foundation
import Kernel
import Testing

@testable import Demo

@Suite struct PortalTests {
  private let company = Samples.small

  private func inDirectory<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("demo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: path) }
    return try body(path)
  }

  @Test func `a portal's files hold what the facts say, and again with restated weeks`() throws {
    let retailer = Samples.retailer("Wexcombe", of: company)
    try inDirectory { directory in
      let files = try PortalWriter(company, into: directory).write(retailer)
      #expect(files.filter { $0.batch.version == .restated }.count == 2)
      let first = Samples.lines(company, retailer)
      let told = files.filter { $0.batch.version == .first }
      print("told", told.map(\.totals.facts), told.map(\.batch.version))
      #expect(told.map(\.totals.facts).reduce(0, +) == first.count)
      #expect(told.map(\.totals.units).reduce(0, +) == first.map { Int64($0.units) }.reduce(0, +))
      let text = try String(contentsOf: directory.appendingPathComponent(files[0].name), encoding: .utf8)
      let lines = text.split(whereSeparator: \.isNewline)
      #expect(lines[0] == "Weekly sales by store and item" && lines[2].hasPrefix("Location,"))
      #expect(lines.last == "Total,\(files[0].totals.facts),,\(files[0].totals.units),,,,,")
      #expect(lines.count == files[0].totals.facts + 4)
    }
  }

  @Test func `the same company writes the same bytes`() throws {
    let retailer = Samples.retailer("Copperlane", of: company)
    let bytes = try (0..<2).map { _ in
      try inDirectory { directory in
        try PortalWriter(Samples.company(), into: directory).write(retailer).map {
          try Data(contentsOf: directory.appendingPathComponent($0.name))
        }
      }
    }
    #expect(bytes[0] == bytes[1])
  }

  @Test func `a portal's week ends on its own day and lies mostly in the company's`() {
    let calendar = company.history.calendar
    for retailer in company.retailers {
      let format = PortalFormat.of(retailer)
      for week in [0, 77, 155].map(company.history.week) {
        let last = format.lastDay(for: week)
        #expect(last.weekday == format.weekEnding)
        #expect(calendar.mostDays(of: last.advanced(by: -6)...last) == week)
      }
    }
    #expect(Set(company.retailers.map { PortalFormat.of($0).weekEnding }).count == 5)
  }

  @Test func `one retailer changes an item's code and says nothing`() {
    var changed: [String] = []
    for retailer in company.retailers {
      let sales = DemoSales(company, retailer)
      let codes = sales.listed.map { sales.codes.codes(of: company.items[$0]) }
      let all = codes.flatMap { $0.map(\.text) }
      #expect(Set(all).count == all.count)
      for code in codes where code.count > 1 {
        changed.append(retailer.stem)
        #expect(GTIN(code[1].text) != nil && code[0].weeks.upperBound + 1 == code[1].weeks.lowerBound)
      }
    }
    #expect(changed == ["Alderquay"])
  }
}
