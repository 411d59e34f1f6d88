import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@Suite struct ProductTests {
  private func open(_ backing: Backing, _ body: (Context) async throws -> Void) async throws {
    try await withTemporaryDatabase(backing, PlatformTables.migrations + catalogCapability.migrations) {
      database in
      try await body(
        Context(
          actor: .commandLine, now: Date(timeIntervalSince1970: 1_795_000_000), database: database,
          requestID: "test", folder: NSTemporaryDirectory()))
    }
  }

  private func upload(_ text: String) throws -> Upload {
    let path = NSTemporaryDirectory() + "products_" + ID<Upload>.new().text + ".csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return Upload(path: path, name: "products.csv", bytes: text.utf8.count, digest: "")
  }

  @Test(arguments: [0, -268_025])
  func `a case that holds no items is refused by name, not by the database`(count: Int) async throws {
    try await open(.sqlite) { context in
      var input = Product.New(name: "Cloudy apple 1 l")
      input.caseQuantity = count
      await #expect(throws: ProductRefusal.emptyCase(count)) { _ = try await Product.add(input, context) }
    }
  }

  @Test(arguments: Backing.available)
  func `a wrong check digit is refused with the right one`(backing: Backing) async throws {
    try await open(backing) { context in
      var input = Product.New(name: "Cloudy apple 1 l")
      input.gtin = "4006381333932"
      await #expect(throws: GTINRefusal.checkDigit("4006381333932", expected: 1)) {
        _ = try await Product.add(input, context)
      }
      input.gtin = "4006381333931"
      let made = try await Product.add(input, context)
      #expect(made.gtin?.printed == "4006381333931")
      input.name = "Another"
      await #expect(throws: ProductRefusal.gtinTaken("4006381333931", by: "Cloudy apple 1 l")) {
        _ = try await Product.add(input, context)
      }
    }
  }

  @Test(arguments: Backing.available)
  func `an item takes category and brand from where it hangs, and along when they move`(
    backing: Backing
  ) async throws {
    try await open(backing) { context in
      let juice = try await Product.add(.init(name: "Juice", kind: .category), context)
      let water = try await Product.add(.init(name: "Water", kind: .category), context)
      let brand = try await Product.add(.init(name: "Orchard", kind: .brand, parent: juice.id), context)
      let item = try await Product.add(.init(name: "Cloudy", parent: brand.id), context)
      #expect((item.category, item.brand) == (juice.id, brand.id))
      var move = Product.Change(id: brand.id, version: 1)
      move.parent = .set(water.id)
      _ = try await Product.change(move, context)
      let moved = try await context.read { try Product.find(item.id, $0) }
      #expect(moved.category == water.id)
      await #expect(throws: ProductRefusal.parentBelow(child: .category, parent: .brand)) {
        _ = try await Product.add(.init(name: "Wrong", kind: .category, parent: brand.id), context)
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a new price ends the old one the day before`(backing: Backing) async throws {
    try await open(backing) { context in
      let item = try await Product.add(.init(name: "Cloudy"), context)
      for (price, day) in [("1.2345", "2026-01-01"), ("1.3", "2026-07-01")] {
        let input = #"{"id": "\#(item.id)", "price": "\#(price)", "currency": "EUR", "from": "\#(day)"}"#
        let priced = try JSONDecoder().decode(Product.Priced.self, from: Data(input.utf8))
        _ = try await Product.setPrice(priced, context)
      }
      let prices = try await context.read { try Product.prices(of: item.id, $0) }
      let june = prices.price(on: Day("2026-06-30")!, in: .eur),
        july = prices.price(on: Day("2026-07-01")!, in: .eur)
      #expect((june?.description, july?.description) == ("1.2345 EUR", "1.30 EUR"))
      #expect(prices.price(on: Day("2025-12-31")!, in: .eur) == nil)
    }
  }

  @Test(arguments: Backing.available)
  func `a file of products makes the tree; again it changes nothing; its undo leaves nothing`(
    backing: Backing
  ) async throws {
    try await open(backing) { context in
      let text = """
        name,kind,parent,gtin,case quantity,eq factor,launch,source,code
        Cloudy 1 l,item,Orchard,4006381333931,6,1,2025-01-01,portal,77
        Orchard,brand,Juice,,,,,,
        Juice,category,,,,,,,
        Bad,item,Orchard,4006381333932,,,,,
        """
      let done = try await Product.importer.preview(.init(file: try upload(text), apply: true), context)
      #expect((done.counts.new, done.counts.rejected) == (3, 1))
      #expect(done.notes.map(\.line) == [5])
      #expect(done.notes.first?.reason.contains("1 is expected") == true)
      let again = try await Product.importer.preview(.init(file: try upload(text), apply: true), context)
      #expect((again.counts.new, again.counts.changed, again.counts.unchanged) == (0, 0, 3))
      let numbers = try await context.read { try Product.numbers(forSource: "portal", $0) }
      #expect(numbers["77"]?.count == 1)
      _ = try await Product.importer.takeBack(done.id, context)
      #expect(try await context.read { try Product.all($0) }.isEmpty)
    }
  }

  @Test(arguments: Backing.available)
  func `the list filters by category and by shelf life`(backing: Backing) async throws {
    try await open(backing) { context in
      let juice = try await Product.add(.init(name: "Juice", kind: .category), context)
      var old = Product.New(name: "Gone", parent: juice.id)
      old.lastDay = Day("2020-01-01")
      _ = try await Product.add(old, context)
      _ = try await Product.add(.init(name: "Here", parent: juice.id), context)
      let filters = ["category:\(juice.id)", "status:delisted"]
      let reply = try await context.read {
        try Product.listing.fetch(ListQuery(filter: filters), for: context.actor, $0)
      }
      #expect(reply.items.map(\.name) == ["Gone"])
    }
  }

  @Test func `sums up the catalogue are exact`() {
    let moment = Date(timeIntervalSince1970: 0)
    var top = Product(id: .new(), number: 1, kind: .category, name: "Juice", at: moment)
    top.category = top.id
    let items = (2...4).map {
      Product(id: .new(), number: $0, kind: .item, name: "Item", parent: top.id, at: moment)
    }
    let sums = ProductTree([top] + items).rollUp([1: 5, 2: 10, 3: -3, 9: 100])
    #expect((sums[1], sums[2], sums[3], sums[4]) == (12, 10, -3, 0))
  }

  @Test func `open ends are the calendar's own`() {
    #expect(Validity.earliest.description == "0001-01-01")
    #expect(Validity.latest.description == "9999-12-31")
    #expect(Validity(Day("2026-01-02"), Day("2026-01-01")) == nil)
  }
}
