import Kernel
import Sales
import Testing
import X12

struct ActivityReadingTests {
  private let item = "LIN*1*UP*012345678905~"

  @Test func `stores' quantities stand in SDQ, the item in LIN, the days in XQ`() throws {
    let read = try Report.read(
      "852", Report.week + item + "ZA*QS*12*EA~SDQ*EA*92*101*5*102*7~CTT*1~")
    #expect(read.lines == ["101 UP 012345678905 5000", "102 UP 012345678905 7000"])
    #expect(read.sales.map(\.days) == Array(repeating: Day("2026-03-01")!...Day("2026-03-07")!, count: 2))
    #expect(read.sales.map(\.segment) == [7, 7])
    #expect(read.rejects.isEmpty && read.warnings.isEmpty)
  }

  @Test func `without SDQ the quantity is of the store in N1`() throws {
    let read = try Report.read(
      "852",
      Report.week + "N1*FR*Retailer*UL*060538~N1*ST*Harbour*92*101~N4*Northgate*NY~" + item + "ZA*QS*12*EA~")
    #expect(read.sales.map(\.site) == [EDISale.Site(code: "101", name: "Harbour", city: "Northgate")])
    let none = try Report.read("852", Report.week + item + "ZA*QS*12*EA~")
    #expect(none.rejects.map(\.field) == ["ZA02"])
    #expect(none.rejects.first?.reason.contains("neither SDQ nor an N1") == true)
  }

  @Test func `the best code of an item is its GTIN, and its name comes from PID`() throws {
    let read = try Report.read(
      "852",
      Report.week + "LIN*1*IN*990402230*UP*072470006431*****UK*00072470006431~PID*F****Oat biscuits~"
        + "ZA*QS~SDQ*EA*UL*0605388006059*3~LIN*2*CB*77~ZA*QS~SDQ*EA*92*101*1~")
    #expect(read.lines == ["0605388006059 UP 072470006431 3000", "101 CB 77 1000"])
    #expect(read.sales.first?.item.name == "Oat biscuits")
  }

  @Test func `stock and orders are told and left out, sales and returns come in`() throws {
    let read = try Report.read(
      "852",
      Report.week + item
        + "ZA*QS*5*EA~SDQ*EA*92*101*5~ZA*QA*40*EA~SDQ*EA*92*101*40~ZA*QP*9*EA~SDQ*EA*92*101*9~ZA*QR*3*EA~"
        + "SDQ*EA*92*101*3~ZA*QC*1*EA~SDQ*EA*92*101*1~ZA*QU*2*EA~SDQ*EA*92*101*2~")
    #expect(read.sales.map(\.units) == [5000, -2000])
    #expect(
      read.warnings == [
        "Figures that are no sales were left out: committed (1), on hand (1), on order (1), received (1)."
      ])
  }

  @Test func `negative sales are returns, and data`() throws {
    let read = try Report.read("852", Report.week + item + "ZA*QS*-3*EA~SDQ*EA*92*101*-3~")
    #expect(read.sales.map(\.units) == [-3000])
    #expect(read.rejects.isEmpty)
  }

  @Test func `a value in dollars belongs to its units, a price to its activity or item`() throws {
    let read = try Report.read(
      "852",
      Report.week + item
        + "CTP**RTL*1.99~ZA*QS*9*EA~SDQ*EA*92*101*5*102*4~ZA*QS*9.95*DO~SDQ*DO*92*101*9.95~"
        + "LIN*2*UP*072470006431~ZA*QS~CTP**UCP*12.29~SDQ*EA*92*101*3~LIN*3*UP*072470006448~ZA*QS~CTP**RTL*.985~"
        + "SDQ*EA*92*101*1~")
    #expect(read.sales.map(\.value) == [99_500, nil, nil, nil])
    #expect(read.sales.map(\.price) == [nil, 1_990_000, nil, 985_000])
    #expect(read.warnings == ["Figures that are no sales were left out: prices of the kind UCP (1)."])
  }

  @Test func `cases are taken apart by PO4, and refused without it`() throws {
    let read = try Report.read(
      "852", Report.week + item + "PO4*12~ZA*QS*2*CA~CTP**RTL*1.99~SDQ*CA*92*101*2~")
    #expect(read.sales.map(\.units) == [24_000])
    #expect(read.sales.map(\.price) == [nil])
    let without = try Report.read("852", Report.week + item + "ZA*QS*2*CA~SDQ*CA*92*101*2~")
    #expect(without.rejects.map(\.field) == ["SDQ04"])
    #expect(without.rejects.first?.reason.contains("no PO4 says how many") == true)
  }

  @Test func `a total that its stores don't reach is told`() throws {
    let read = try Report.read("852", Report.week + item + "ZA*QS*12*EA~SDQ*EA*92*101*5*102*6~")
    #expect(read.sales.count == 2)
    #expect(
      read.warnings == ["Segment 6: ZA says 12, its stores add up to 11. The stores' figures were taken."])
  }

  @Test func `a store that stands twice is added and told`() throws {
    let read = try Report.read("852", Report.week + item + "ZA*QS*3*EA~SDQ*EA*92*101*1*101*2~")
    #expect(read.sales.map(\.units) == [3000])
    #expect(read.warnings == ["Segment 7: the store 101 stands twice under one activity; both were added."])
  }

  @Test func `two kinds of sales of one item are refused, not counted twice`() throws {
    let read = try Report.read(
      "852", Report.week + item + "ZA*QS*5*EA~SDQ*EA*92*101*5~ZA*TS*5*EA~SDQ*EA*92*101*5~")
    #expect(read.sales.map(\.units) == [5000])
    #expect(read.rejects.map(\.segment) == [9])
    #expect(read.rejects.first?.reason.hasPrefix("The item's sales stand under QS already") == true)
  }

  @Test func `qualifiers that nobody knows are rejected by segment with the remedy`() throws {
    let read = try Report.read(
      "852",
      Report.week
        + "LIN*1*XX*4711~ZA*QS*5*EA~SDQ*EA*92*101*5~LIN*2*UP*012345678905~ZA*ZZ*5*EA~SDQ*EA*92*101*5~"
        + "ZA*QS*1*EA~SDQ*EA*92*101*1~")
    #expect(read.lines == ["101 UP 012345678905 1000"])
    #expect(read.rejects.map(\.segment) == [5, 9])
    #expect(read.rejects.map(\.field) == ["LIN02", "ZA01"])
    #expect(read.rejects.map(\.text) == ["XX", "ZZ"])
    #expect(read.rejects.allSatisfy { $0.reason.contains("Ask the sender") })
  }

  @Test func `figures that are none, and stores without a code, are rejected alone`() throws {
    let read = try Report.read(
      "852", Report.week + item + "ZA*QS**EA~SDQ*EA*92*101*five**6*103*1,5*104*1~ZA*QS*x*EA~")
    #expect(read.lines == ["104 UP 012345678905 1000"])
    #expect(read.rejects.map(\.field) == ["SDQ04", "SDQ05", "SDQ08", "ZA02"])
    #expect(read.rejects.first?.text == "five")
  }

  @Test func `a period of a month is rejected line by line with the remedy`() throws {
    let read = try Report.read("852", "XQ*H*20260201*20260228~" + item + "ZA*QS*5*EA~SDQ*EA*92*101*5~")
    #expect(read.sales.isEmpty)
    #expect(
      read.rejects.first?.reason
        == "The figure covers 28 days (2026-02-01 to 2026-02-28), and which weeks they belong to can't be known. Ask the "
        + "sender for weekly or daily reports.")
  }

  @Test func `a report whose days can't be read is refused as a whole`() throws {
    for (period, element) in [("XQ*H*20260231~", 2), ("XQ*H~", 2), ("XQ*H*20260307*20260301~", 3)] {
      let refusal = #expect(throws: X12Refusal.self) { try Report.read("852", period + item + "ZA*QS*5*EA~") }
      guard case .element(4, "XQ", element, _, _)? = refusal else {
        Issue.record("\(period): \(String(describing: refusal))")
        continue
      }
    }
    let none = try Report.read("852", item + "ZA*QS*5*EA~SDQ*EA*92*101*5~")
    #expect(none.rejects.first?.reason.hasPrefix("XQ gives no days") == true)
  }

  @Test func `one day, a week across two company weeks, and a stretch find their middle`() throws {
    func middle(_ first: String, _ last: String) throws -> String? {
      let xq = "XQ*H*\(first)*\(last)~"
      return try Report.read("852", xq + item + "ZA*QS*5*EA~SDQ*EA*92*101*5~").sales.first?.middleDay
        .description
    }
    #expect(try middle("20260314", "") == "2026-03-14")
    #expect(try middle("20260301", "20260307") == "2026-03-04")
    #expect(try middle("20260301", "20260306") == "2026-03-04")
  }

  @Test func `the middle of a stretch lies in the week that holds most of it`() throws {
    let calendar = FiscalCalendar.retail454
    for start in 0..<14 {
      for length in 1...7 {
        let first = Day("2026-03-01")!.advanced(by: start), days = first...first.advanced(by: length - 1)
        let sale = EDISale(
          site: EDISale.Site(code: "1"), item: EDISale.Item(code: "2"), days: days, units: 0)
        #expect(calendar.week(containing: sale.middleDay) == calendar.mostDays(of: days))
      }
    }
  }

  @Test func `two currencies in a file are refused, other documents are left out and told`() throws {
    let cur = "CUR*SE*USD~", lines = item + "ZA*QS*5*EA~SDQ*EA*92*101*5~"
    #expect(try Report.read("852", Report.week + cur + lines).currencies == ["USD"])
    #expect(throws: X12Refusal.self) { try Report.read("852", Report.week + cur + "CUR*SE*CAD~" + lines) }
    #expect(throws: X12Refusal.self) { try Report.read("852", Report.week + "CUR*SE*dollars~" + lines) }
    #expect(throws: EDIRefusal.noReports(found: "850")) { try Report.read("850", "BEG*00*SA*1**20260314~") }
  }
}
