import Accounts
import Blueprint
import Catalog
import Kernel
import Storage
import TestSupport
import Testing

@testable import Categories
@testable import Sales

struct VoidTests {
  /// Twelve stores sell B; eleven of them sell A, ten units a week each.
  private func world(_ backing: Backing = .sqlite) async throws -> CategoryWorld {
    let world = try await CategoryWorld.make(backing)
    var rows: [String] = []
    for store in 1...12 {
      rows += CategoryWorld.weekly("N\(store)", "B", 40)
      if store < 12 { rows += CategoryWorld.weekly("N\(store)", "A", 10) }
    }
    try await world.load(rows, account: "Northgate")
    return world
  }

  private func voids(_ world: CategoryWorld) async throws -> Voids {
    let north = try await world.account("Northgate").id.text
    return try await world.read { try CategoryDesk.voids(VoidQuery(id: north), world.context, $0) }
  }

  @Test(arguments: Backing.available)
  func `a store that sells no A where all others do is a void until it sells it`(backing: Backing)
    async throws
  {
    let world = try await world(backing), found = try await voids(world)
    #expect(found.lines.map(\.storeName) == ["N12"] && found.lines.map(\.itemName) == ["A"])
    let void = try #require(found.lines.first)
    #expect(void.kind == .neverSold && void.authority == .custom && void.chance < 50_000)
    // Its category is 40 a week where the others' is 50: A would sell 10 x 40 / 50.
    #expect(void.weekly?.middle == 80_000 && void.peersSelling == 10 && void.peers.count == 10)
    #expect(VoidWords(one: found).page.answer.contains("1 void"))
    try await world.load(CategoryWorld.weekly("N12", "A", 3, weeks: 1), account: "Northgate")
    #expect(try await voids(world).lines.isEmpty)
  }

  @Test func `an item that fell silent is a void that stopped; a slow one may be chance`() async throws {
    let world = try await CategoryWorld.make()
    var rows: [String] = []
    for store in 1...12 {
      rows += CategoryWorld.weekly("N\(store)", "B", 40) + CategoryWorld.weekly("N\(store)", "A", 10)
    }
    // N12 sold A well until eight weeks ago, and C once.
    rows.removeAll { $0.hasPrefix("N12,A,") }
    for week in 8..<20 { rows.append("N12,A,\(CategoryWorld.lastWeek.advanced(by: -7 * week)),20,1.00") }
    for store in 1...12 {
      rows.append("N\(store),C,\(CategoryWorld.lastWeek.advanced(by: store == 12 ? -70 : 0)),1,1.00")
    }
    try await world.load(rows, account: "Northgate")
    let found = try await voids(world)
    #expect(found.lines.map(\.kind) == [.stopped] && found.lines.map(\.itemName) == ["A"])
    #expect(found.mayBeChance == 1)
  }

  @Test func `listings decide where they are kept, and wrong rows are told by line, field and remedy`()
    async throws
  {
    let world = try await world()
    let path = try world.file(
      """
      account,item,from,to
      Northgate,B,2025-01-01,
      N12,A,2025-01-01,
      N11,Nothing,2025-01-01,
      N11,A,2025-13-01,
      ,A,,
      N10,A,2026-02-01,2026-01-01

      """, "listings.csv")
    let upload = Upload(path: path, name: "listings.csv", bytes: 1, digest: "")
    let done = try await ShelfImport.run(.listings, .init(file: upload), world.context)
    #expect(done.accepted == 2 && done.rejected.map(\.line) == [4, 5, 6, 7])
    #expect(done.rejected.map(\.field) == ["item", "from", "account", "to"])
    #expect(done.rejected[1].reason == "“2025-13-01” is not a day. Write it as 2026-03-02.")
    let kept = try await world.read { try ShelfImport.find(done.id, .listings, world.context, $0) }
    #expect(kept.rejected == done.rejected && kept.at == done.at)
    let found = try await voids(world)
    #expect(found.listingsAreKept && found.lines.map(\.storeName) == ["N12"])
    #expect(found.lines.first?.authority == .listing)
    let bare = Upload(
      path: try world.file("store,units\n1,2\n", "x.csv"), name: "x.csv", bytes: 1, digest: "")
    await #expect(throws: CategoryRefusal.columnMissing("item", ["store", "units"])) {
      _ = try await ShelfImport.run(.listings, .init(file: bare), world.context)
    }
  }

  @Test func `facings stand against sales once somebody counted them`() async throws {
    let world = try await world(), north = try await world.account("Northgate").id.text
    let path = try world.file(
      "account,item,date,facings,capacity\nN1,A,2026-01-05,2,20\nN1,B,2026-01-05,8,80\nN1,B,2026-01-05,x,\n",
      "facings.csv")
    let done = try await ShelfImport.run(
      .facings, .init(file: Upload(path: path, name: "facings.csv", bytes: 1, digest: "")), world.context)
    #expect(done.accepted == 2 && done.rejected.map(\.field) == ["facings"])
    let review = try await world.read {
      try CategoryDesk.review(AccountCategoryQuery(id: north), world.context, $0)
    }
    // A fifth of the sales on a fifth of the shelf; 20 units last 56 days at 130 in 52 weeks.
    #expect(review.space.lines.map(\.name) == ["B", "A"])
    #expect(review.space.lines.map(\.indexHundredths) == [10_000, 10_000])
    #expect(review.space.lines[1].tenthsOfDaysOfSupply == 560)
  }
}
