import Files
import Kernel
import Sales
import Testing
import X12

struct EDIWritingTests {
  private let writing = EDIWriting(
    from: X12Address(id: "NORTHGATE"), to: X12Address(id: "MAINSTAY"), control: 7, on: Day("2026-03-14")!,
    currency: .usd)

  /// Sales of some weeks, items and stores, with returns, thousandths and values that no price gives.
  private func someSales(seed: UInt64) -> [EDISale] {
    var numbers = SeededGenerator(seed: seed)
    var sales: [EDISale] = []
    for week in 0..<3 {
      let first = Day("2026-03-01")!.advanced(by: 7 * week)
      for item in 0..<4 {
        for store in 0..<23 where Int.random(in: 0..<3, using: &numbers) > 0 {
          sales.append(
            EDISale(
              site: EDISale.Site(code: "\(100 + store)"), item: EDISale.Item(code: "50123450000\(item)"),
              days: first...first.advanced(by: 6), units: Int64.random(in: -5_000...90_000, using: &numbers),
              value: nil))
          let last = sales.count - 1
          if Bool.random(using: &numbers) {
            let size = Int64.random(in: 0...9_999_999, using: &numbers)
            sales[last].value = sales[last].units < 0 ? -size : size
          } else if Bool.random(using: &numbers) {
            sales[last].price = Int64.random(in: 1...4, using: &numbers) * 990_000
          }
        }
      }
    }
    return sales
  }

  private func key(_ sale: EDISale) -> String {
    "\(sale.days.lowerBound) \(sale.item.code) \(sale.site.code)"
  }

  private func text(_ write: (ByteSink) throws -> Void) throws -> String {
    var bytes: [UInt8] = []
    let sink = ByteSink { bytes.append(contentsOf: $0) }
    try write(sink)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func expectSame(_ read: Report.Read, _ sales: [EDISale]) {
    #expect(read.rejects.isEmpty && read.warnings.isEmpty)
    #expect(read.currencies == ["USD"])
    #expect(read.sales.count == sales.count)
    let found = Dictionary(uniqueKeysWithValues: read.sales.map { (key($0), $0) })
    for sale in sales {
      let twin = found[key(sale)]
      #expect(twin?.units == sale.units)
      #expect(twin?.value == sale.value)
      #expect(twin?.price == (sale.value == nil ? sale.price : nil))
      #expect(twin?.days == sale.days)
    }
  }

  @Test(arguments: 1...5) func `an 852 that is written is read back to the last figure`(seed: Int) throws {
    let sales = someSales(seed: UInt64(seed))
    expectSame(try Report.read(file: text { try writing.writeActivity(sales, to: $0) }), sales)
  }

  @Test(arguments: 1...5) func `an 867 that is written is read back to the last figure`(seed: Int) throws {
    let sales = someSales(seed: UInt64(seed)).sorted { key($0) < key($1) }
    expectSame(try Report.read(file: text { try writing.writeResale(sales, number: "R1", to: $0) }), sales)
  }

  @Test func `an 852 says its sums, ten stores to a segment`() throws {
    let days = Day("2026-03-01")!...Day("2026-03-07")!
    let sales = (1...11).map { store in
      EDISale(
        site: EDISale.Site(code: "\(store)"), item: EDISale.Item(code: "012345678905", name: "Oat biscuits"),
        days: days, units: 1500)
    }
    let lines = try text { try writing.writeActivity(sales, to: $0) }.split(separator: "\n").dropFirst(2)
    #expect(
      Array(lines) == [
        "ST*852*0001~", "XQ*H*20260301*20260307~", "CUR*SE*USD~", "LIN*1*UP*012345678905~",
        "PID*F****Oat biscuits~", "ZA*QS*16.5*EA~",
        "SDQ*EA*92*1*1.5*2*1.5*3*1.5*4*1.5*5*1.5*6*1.5*7*1.5*8*1.5*9*1.5*10*1.5~", "SDQ*EA*92*11*1.5~",
        "CTT*1~",
        "SE*10*0001~", "GE*1*1~", "IEA*1*000000007~",
      ])
  }
}
