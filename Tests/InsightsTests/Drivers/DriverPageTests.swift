import Blueprint
import Insights
import Kernel
import Testing

struct DriverPageTests {
  private func endpoint(_ path: String) throws -> Endpoint {
    try #require(insightsCapability.endpoints.first { $0.path == path })
  }

  @Test func `the file holds every part, the shift between them and a total that is their sum`() async throws
  {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let drivers = try endpoint("/sales/drivers")
    var fields = Fields()
    fields.add(text: [("window", "4"), ("by", "products")])
    let answer = try await drivers.call(fields, world.context)
    let visit = Visit(context: world.context, path: "/sales/drivers", query: "", fields: fields)
    let export = try #require(drivers.export)
    let table = try await export(answer, visit)
    func cells(_ row: [Table.Cell]) -> [Int64] {
      var found: [Int64] = []
      for cell in row {
        if case .decimal(let units, 4) = cell { found.append(units) }
      }
      return found
    }
    let total = cells(try #require(table.rows.last)), parts = table.rows.dropLast().map(cells)
    #expect(total.indices.map { place in parts.reduce(0) { $0 + $1[place] } } == total)
    #expect(table.notes.contains { $0.0 == "Weeks" && $0.1.contains("4 weeks to") })
  }

  @Test func `every page and panel of drivers draws`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let id = try await world.account("Northgate")
    for (path, text) in [
      ("/sales/drivers", [("window", "4")]), ("/accounts/{id}/drivers", [("id", id.text)]),
    ] {
      let one = try endpoint(path)
      var fields = Fields()
      fields.add(text: text)
      let answer = try await one.call(fields, world.context)
      let visit = Visit(context: world.context, path: path, query: "", fields: fields)
      let draw = try #require(one.draw)
      let page = try await draw(answer, visit)
      #expect(page.template == "drivers")
      #expect(page.title.hasPrefix("Why value"))
    }
  }
}
