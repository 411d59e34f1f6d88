import Blueprint
import Foundation
import Kernel
import Storage
import Testing

@testable import Sales

/// Each rule of a loader on a small file.
struct LoaderShapeTests {
  private func load(_ text: String, _ change: (inout LoaderSpec) -> Void) async throws -> (
    SalesWorld, ImportResult
  ) {
    let world = try await SalesWorld.make()
    var spec = SalesWorld.spec
    spec.columns = ["store": .site, "item": .item, "week": .week, "units": .units, "value": .value]
    change(&spec)
    return (world, try await world.load(text, spec: spec))
  }

  @Test func `titles are passed over and header rows joined, merged cells filled`() async throws {
    let (_, result) = try await load(
      """
      Report of sales
      Printed on 5 January

      Where,,When,Sales,
      store,item,week,units,value
      S1,A,2026-01-04,4,5.20

      """
    ) { spec in
      spec.shape = FileShape(titleRows: 2, headerRows: 2)
      spec.columns = [
        "Where store": .site, "Where item": .item, "When week": .week, "Sales units": .units,
        "Sales value": .value,
      ]
    }
    #expect(result.accepted == 1 && result.totals == ["units": "4", "value": "5.20"])
  }

  @Test func `a file without a header is read by the places of its columns`() async throws {
    let (_, result) = try await load("S1,A,2026-01-04,4,5.20\nS1,B,2026-01-04,3,1\n") { spec in
      spec.shape = FileShape(headerRows: 0)
      spec.columns = [
        "column 1": .site, "column 2": .item, "column 3": .week, "column 4": .units, "column 5": .value,
      ]
    }
    #expect(result.accepted == 2 && result.totals["units"] == "7")
  }

  @Test func `weeks and measures across the columns become rows`() async throws {
    let (world, result) = try await load(
      """
      ,,W/E 2026-01-04,,W/E 2026-01-11,
      store,item,Units,Value,Units,Value
      S1,A,4,5.20,3,3.90
      S1,B,,,2,8.00
      Total,,4,5.20,5,11.90

      """
    ) { spec in
      spec.shape = FileShape(
        headerRows: 2,
        crosstab: Crosstab(rows: [.week, .measure], measures: ["Units": .units, "Value": .value]))
      spec.columns = ["store": .site, "item": .item]
    }
    #expect(result.accepted == 3 && result.rejected == 0)
    #expect(result.totals == ["units": "9", "value": "17.10"])
    #expect(result.controls?.allSatisfy(\.ties) == true && result.controls?.count == 2)
    #expect(try await world.visible().count == 3)
  }

  @Test func `sites across the columns become rows, and a wrong cell is named by its column`() async throws {
    let (_, result) = try await load("item,week,North,South,Total\nA,2026-01-04,4,x,4\nB,2026-01-04,1,2,3\n")
    { spec in
      spec.shape = FileShape(crosstab: Crosstab(rows: [.site]))
      spec.columns = ["item": .item, "week": .week]
    }
    #expect(result.accepted == 3 && result.rejected == 1 && result.totals["units"] == "7")
    #expect(result.firstRejects.first?.field == "Units, South" && result.firstRejects.first?.line == 2)
    #expect(result.warnings.contains { $0.contains("“Total”") })
  }

  @Test func `a total at the foot that ties is reported, and no row`() async throws {
    let (_, result) = try await load(
      "store,item,week,units,value\nS1,A,2026-01-04,4,5.20\nS1,B,2026-01-04,3,1.00\nTotal,,,7,6.20\nRows: 2\n"
    ) { _ in }
    #expect(result.accepted == 2 && result.rejected == 0)
    #expect(result.controls?.map(\.measure) == ["units", "value", "rows"])
    #expect(result.controls?.allSatisfy(\.ties) == true)
  }

  @Test func `a total that does not tie stops the import with both figures, unless it is accepted`()
    async throws
  {
    let file = "store,item,week,units,value\nS1,A,2026-01-04,4,5.20\nGesamt,,,9,5.20\n"
    let refusal = await #expect(throws: ImportRefusal.self) { _ = try await load(file) { _ in } }
    #expect(refusal?.code == "totals-differ")
    #expect(refusal?.message.contains("units 9 at its foot, 4 in its rows") == true)
    #expect(refusal?.message.contains("totals=accept") == true)
    let (_, result) = try await load(file) { $0.totals = .accept }
    #expect(result.accepted == 1 && result.warnings.contains { $0.contains("units 9 at its foot") })
  }

  @Test func `totals between the rows are left out`() async throws {
    let (_, result) = try await load(
      "store,item,week,units,value\nS1,A,2026-01-04,4,5\nSubtotal,,,4,5\nS2,A,2026-01-04,1,1\nTotal,,,5,6\n"
    ) { _ in }
    #expect(result.accepted == 2 && result.rejected == 0 && result.controls?.allSatisfy(\.ties) == true)
    #expect(result.warnings.contains { $0.contains("totals stand between the rows") })
  }

  @Test func `a month is spread over its weeks, to the unit and the cent`() async throws {
    let (world, result) = try await load(
      "store,item,week,units,value\nS1,A,2026-01,10,12.35\nS1,A,2026-02,3,5.00\nS1,A,Mar 2026,1,1\n"
    ) { $0.week = WeekRule(.month, pattern: "yyyy-MM") }
    // January 2026 has four weeks that end on a Sunday and lie mostly in it, or five: 4, 11, 18, 25 Jan and 1 Feb.
    #expect(
      result.accepted == 2 && result.rejected == 1 && result.totals == ["units": "13", "value": "17.35"])
    #expect(result.method.hasPrefix("Spread from months"))
    let facts = try await world.visible()
    #expect(facts.count == 9)
    let again = try await world.load(
      "store,item,week,units,value\nS1,A,2026-01,20,24.70\n", spec: spread(.month, "yyyy-MM"))
    #expect(again.restated == 5 && again.accepted == 1)
    #expect(try await world.rolledUp().units == 23_000)
  }

  private func spread(_ meaning: WeekRule.Meaning, _ pattern: String) -> LoaderSpec {
    var spec = SalesWorld.spec
    spec.columns = ["store": .site, "item": .item, "week": .week, "units": .units, "value": .value]
    spec.week = WeekRule(meaning, pattern: pattern)
    return spec
  }

  @Test func `four weeks are spread over four`() async throws {
    let (world, result) = try await load("store,item,week,units,value\nS1,A,2026-01-25,8,10\n") {
      $0.week = WeekRule(.fourWeeks)
    }
    #expect(result.accepted == 1 && result.totals["units"] == "8")
    #expect(
      try await world.visible().map { $0.contains("units=2000 value=25000") } == [true, true, true, true])
  }

  @Test(arguments: 1...40)
  func `parts of a period always add up`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var fact = Fact(site: 1, item: 1, week: 100)
    fact[.units] = Int64.random(in: -5_000_000...5_000_000, using: &random)
    fact[.value] = Int64.random(in: -50_000_000...50_000_000, using: &random)
    let parts = PeriodSplit.facts(fact, weeks: Int.random(in: 1...6, using: &random))
    #expect(parts.reduce(0) { $0 + ($1[.units] ?? 0) } == fact[.units])
    #expect(parts.reduce(0) { $0 + ($1[.value] ?? 0) } == fact[.value])
    #expect(parts.map(\.week) == Array(100..<100 + Int32(parts.count)))
  }

  @Test func `no week is in two months, and none is left out`() {
    for calendar in [FiscalCalendar.iso, .retail454, .months] {
      var day = Day("2023-01-01")!, last: Week?
      for _ in 0..<48 {
        let end = day.advanced(by: Day.length(ofMonth: day.month, in: day.year) - 1)
        let weeks = calendar.weeks(mostlyIn: day...end)
        if let last { #expect(weeks.lowerBound == last.advanced(by: 1)) }
        last = weeks.upperBound
        day = end.advanced(by: 1)
      }
    }
  }

  @Test func `thousands, cents and signs become units and money`() async throws {
    let (_, result) = try await load("store,item,week,units,value\nS1,A,2026-01-04,-1.5,-123450\n") { spec in
      spec.scaling = [
        .units: Scaling(times: 1_000, sign: .reversed), .value: Scaling(over: 100, sign: .positive),
      ]
    }
    #expect(result.totals == ["units": "1500", "value": "1234.50"])
  }

  @Test func `a mark turns a sale into a return`() async throws {
    let (_, result) = try await load(
      "store,item,week,units,value,kind\nS1,A,2026-01-04,5,10,S\nS2,A,2026-01-04,2,4,R\n"
    ) { spec in
      spec.columns["kind"] = .returned
      spec.returnWords = ["R"]
    }
    #expect(result.totals == ["units": "3", "value": "6.00"])
  }

  @Test func `a file of one account needs no column for it`() async throws {
    let (world, result) = try await load("item,week,units,value\nA,2026-01-04,5,10\n") { spec in
      spec.columns["store"] = nil
      spec.constants = [.site: "National"]
    }
    #expect(result.accepted == 1 && result.unknownSites.map(\.code) == ["National"])
    #expect(try await world.visible().count == 1)
  }

  @Test func `a saved loader of before can still be read, and a new one comes back as it was`() throws {
    var spec = SalesWorld.spec
    let old = try JSON.text(of: spec)
    #expect(!old.contains("shape") && !old.contains("scaling"))
    #expect(try JSONDecoder().decode(LoaderSpec.self, from: Data(old.utf8)) == spec)
    spec.shape = FileShape(
      headerRows: 2, crosstab: Crosstab(rows: [.week, .measure], measures: ["Units": .units]))
    spec.constants = [.site: "National"]
    spec.scaling = [.value: Scaling(over: 100)]
    let new = try JSON.text(of: spec)
    #expect(new.contains("\"constants\":{\"site\":\"National\"}"))
    #expect(try JSONDecoder().decode(LoaderSpec.self, from: Data(new.utf8)) == spec)
  }
}
