import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import Team
import TestSupport
import Testing

@testable import Insights
@testable import Sales

struct AnalysisPageTests {
  private func table(_ address: String, _ world: DriverWorld) async throws -> AnalysisTable {
    try await world.context.read {
      try SalesDesk.analyse(try AnalysisQuery(address: address), world.context, $0)
    }
  }

  @Test func `a row leads one level down, and a figure to where it comes from`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let table = try await table("rows=account&columns=week&metric=value&window=4", world)
    let links = AnalysisLinks(table: table), id = try await world.account("Northgate")
    let down = try #require(links.down(table.rows[0]))
    #expect(down.hasPrefix("/analysis?rows=banner&columns=week") && down.contains("where=account%3D\(id)"))
    let cell = try #require(links.explain(table.rows[0], table.columns[0]))
    #expect(
      cell.contains("where=account%3D") && cell.contains("where=week%3D\(table.columns[0].members[0].id)")
        && cell.contains("from="))
    let query = try AnalysisQuery(address: String(cell.drop { $0 != "?" }.dropFirst()))
    let one = try await world.context.read {
      try SalesDesk.explain(query, as: ("analysis", "", "all"), world.context, $0)
    }
    #expect(one.value == "\(table.rows[0].cells[0].text) EUR" && one.ties && one.shares.count == 1)
  }

  @Test func `every figure of a table is explained by the same figure`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let table = try await table(
      "rows=store,item&metric=units,value,value-share,acv-distribution,stores-selling&compare=last-year&window=4",
      world)
    for row in table.rows {
      for (column, cell) in zip(table.columns, row.cells) where column.role == .now && cell.number != nil {
        let link = try #require(AnalysisLinks(table: table).explain(row, column))
        let query = try AnalysisQuery(address: String(link.drop { $0 != "?" }.dropFirst()))
        let one = try await world.context.read {
          try SalesDesk.explain(query, as: ("analysis", "", "all"), world.context, $0)
        }
        #expect(one.value.hasPrefix(cell.text), "\(row.members.map(\.name)) \(column.label): \(one.value)")
      }
    }
  }

  @Test func `the picture fits the question`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    func kinds(_ address: String) async throws -> [String] {
      let table = try await table(address + "&window=4", world)
      return Mirror(reflecting: AnalysisView(table)).children.isEmpty
        ? []
        : AnalysisChart(table: table).charts.map {
          Mirror(reflecting: $0).descendant("kind") as? String ?? ""
        }
    }
    #expect(try await kinds("rows=item&columns=week") == ["line"])
    #expect(try await kinds("rows=week") == ["line"])
    #expect(try await kinds("rows=item") == ["bars"])
    #expect(try await kinds("rows=item&columns=store") == ["bars", "bars"])
    #expect(try await kinds("metric=value") == [])
  }

  @Test func `a page without figures says what to do`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let view = AnalysisView(try await table("rows=item&kind=shipment", world))
    #expect(view.isEmpty && view.emptyText.contains("Remove one") && view.pictures.isEmpty)
  }
}
