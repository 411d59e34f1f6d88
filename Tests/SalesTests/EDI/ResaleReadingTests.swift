import Kernel
import Sales
import Testing
import X12

struct ResaleReadingTests {
  private let head = "BPT*00*R1*20260314*SS~DTM*090*20260301~DTM*091*20260307~N1*DB*Distributor*92*D1~"
  private let sold = "PTD*SS~DTM*003*20260303~N1*ST*Corner shop*92*C7~N4*Salem*MA~"

  @Test func `a line has its buyer, its day, its price and its value`() throws {
    let read = try Report.read(
      "867",
      head + sold
        + "QTY*32*12*EA~LIN**UP*012345678905~UIT*EA*1.125~QTY*32*2*EA~LIN**VN*OAT-200~AMT*1*4.50~CTT*2~")
    #expect(read.lines == ["C7 UP 012345678905 12000", "C7 VN OAT-200 2000"])
    #expect(read.sales.map(\.price) == [1_125_000, nil])
    #expect(read.sales.map(\.value) == [nil, 45_000])
    #expect(read.sales.map(\.days) == Array(repeating: Day("2026-03-03")!...Day("2026-03-03")!, count: 2))
    #expect(read.sales.first?.site == EDISale.Site(code: "C7", name: "Corner shop", city: "Salem"))
    #expect(read.sales.map(\.segment) == [12, 15])
    #expect(read.rejects.isEmpty && read.warnings.isEmpty)
  }

  @Test func `returns are negative, by their quantity or by the kind of transfer`() throws {
    let line = "LIN**UP*012345678905~AMT*1*4.50~"
    let read = try Report.read(
      "867", head + sold + "QTY*76*2*EA~" + line + sold.replacing("*SS", with: "*RP") + "QTY*32*3*EA~" + line)
    #expect(read.sales.map(\.units) == [-2000, -3000])
    #expect(read.sales.map(\.value) == [-45_000, -45_000])
  }

  @Test func `the end customer stands in for a missing ship-to, the distributor for both`() throws {
    let line = "QTY*32*1*EA~LIN**UP*012345678905~"
    let end = try Report.read("867", head + "PTD*SS~N1*EU*End user~" + line)
    #expect(end.sales.map(\.site) == [EDISale.Site(code: "End user", name: "End user")])
    let none = try Report.read("867", head + "PTD*SS~" + line)
    #expect(none.sales.map(\.site.code) == ["D1"])
    #expect(none.sales.first?.days.count == 7)
    let nobody = try Report.read("867", "BPT*00*R1*20260314~DTM*003*20260303~PTD*SS~" + line)
    #expect(nobody.rejects.first?.reason.hasPrefix("No N1 says who bought") == true)
  }

  @Test func `LIN before QTY, and parties behind their lines, are read too`() throws {
    let first = try Report.read(
      "867",
      head + "PTD*SS~LIN**UP*012345678905~QTY*39*10*EA~QTY*76*1*EA~DTM*011*20260305~N1*ST*Outlet*92*C9~")
    #expect(first.lines == ["C9 UP 012345678905 -1000"] || first.lines.count == 2)
    let parties = try Report.read(
      "867",
      head + "PTD*SD~N1*ST*One*92*C1~QTY*32*1*EA~LIN**UP*1~N1*ST*Two*92*C2~QTY*32*2*EA~LIN**UP*2~")
    #expect(parties.lines == ["C1 UP 1 1000", "C2 UP 2 2000"])
  }

  @Test func `stock, transfers between branches and demand are told and left out`() throws {
    let read = try Report.read(
      "867",
      head + sold
        + "QTY*33*90*EA~LIN**UP*1~QTY*17*80*EA~LIN**UP*1~PTD*IB~N1*ST*Branch*92*B1~QTY*32*5*EA~LIN**UP*1~")
    #expect(read.sales.isEmpty && read.rejects.isEmpty)
    #expect(
      read.warnings == [
        "Figures that are no sales were left out: available for sale (1), between branches (1), on hand (1)."
      ])
  }

  @Test func `what nobody knows is rejected by segment with the remedy`() throws {
    let read = try Report.read(
      "867",
      head + sold + "QTY*99*1*EA~LIN**UP*1~QTY*32*1*EA~LIN**XX*1~QTY*32*1*EA~PTD*??~QTY*32*1*EA~LIN**UP*1~")
    #expect(read.sales.isEmpty)
    #expect(read.rejects.map(\.field) == ["QTY01", "LIN02", "QTY02", "PTD01"])
    #expect(read.rejects.map(\.segment) == [12, 15, 16, 17])
    #expect(read.rejects.map(\.text) == ["99", "XX", "1", "??"])
  }

  @Test func `a month of a report is no day of a sale`() throws {
    let month = head.replacing("20260307", with: "20260331")
    let line = "QTY*32*1*EA~LIN**UP*1~"
    #expect(try Report.read("867", month + sold + line).sales.count == 1)
    let without = try Report.read("867", month + "PTD*SS~N1*ST*One*92*C1~" + line)
    #expect(without.rejects.first?.reason.hasPrefix("The figure covers 31 days") == true)
    let none = try Report.read("867", "BPT*00*R1*20260314~PTD*SS~N1*ST*One*92*C1~" + line)
    #expect(none.rejects.first?.reason.hasPrefix("No DTM says when") == true)
  }

  @Test func `a report that cancels another is refused`() throws {
    let refusal = #expect(throws: X12Refusal.self) { try Report.read("867", "BPT*01*R1*20260314~") }
    #expect(refusal?.message.contains("Undo the import of that one") == true)
  }
}
