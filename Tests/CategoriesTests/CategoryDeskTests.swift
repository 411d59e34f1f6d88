import Accounts
import Blueprint
import Catalog
import Kernel
import Storage
import TestSupport
import Testing

@testable import Categories
@testable import Sales

struct CategoryDeskTests {
  /// 18 % at Northgate, 22 % at Southgate; a year of a hundred each.
  private func world(_ backing: Backing = .sqlite) async throws -> CategoryWorld {
    let world = try await CategoryWorld.make(backing)
    let week = CategoryWorld.lastWeek
    try await world.load(["N1,A,\(week),18,1.00", "N1,X,\(week),82,1.00"], account: "Northgate")
    try await world.load(["S1,A,\(week),22,1.00", "S1,X,\(week),78,1.00"], account: "Southgate")
    // One maker's item, sold by two: the second portal's code becomes an item of its own until it is mapped.
    for product in try await world.read({ try Product.all($0) }) where product.name == "X" {
      var change = Product.Change(id: product.id)
      change.isOurs = .set(false)
      _ = try await Product.change(change, world.context)
    }
    return world
  }

  @Test(arguments: Backing.available)
  func `an account's share is held against all others, on the retailer's category`(backing: Backing)
    async throws
  {
    let world = try await world(backing), snacks = try await world.product("Snacks").id
    let north = try await world.account("Northgate")
    let one = try await world.read {
      try CategoryDesk.scorecard(CategoryQuery(id: snacks), world.context, $0)
    }
    #expect(one.knowsCategory && one.sales == CategorySales(ours: 400_000, category: 2_000_000))
    #expect(one.accounts.map(\.name) == ["Northgate", "Southgate"])
    #expect(one.accounts[0].fair.index == 8_182 && one.accounts[0].fair.gap == 40_000)
    #expect(one.accounts[1].fair.gap == -40_000 && one.opportunity == 40_000)
    #expect(one.accounts.map(\.fair.here).reduce(.none, +) == one.sales)
    #expect(one.weeks.map(\.sales).reduce(.none, +) == one.sales)
    let list = try await world.read { try CategoryDesk.overview(CategoryPeriod(), world.context, $0) }
    #expect(list.lines.map(\.sales) == [one.sales] && list.lines[0].opportunity == one.opportunity)
    let review = try await world.read {
      try CategoryDesk.review(AccountCategoryQuery(id: north.id.text), world.context, $0)
    }
    #expect(review.fair == one.accounts[0].fair && review.parts?.whole == review.fair.gap)
    #expect(review.category == snacks && review.isKnown)
    let why = try await world.read {
      try CategoryDesk.explain(
        CategoryExplanationQuery(id: snacks, figure: .gap, account: north.id), world.context, $0)
    }
    #expect(why.filled == "(22.00 / 100.00 - 18.00 / 100.00) x 100.00 = 4.00 EUR")
  }

  @Test func `where nobody named a competitor there is no category, and the page says how to name one`()
    async throws
  {
    let world = try await CategoryWorld.make()
    try await world.load(["N1,A,\(CategoryWorld.lastWeek),18,1.00"], account: "Northgate")
    let list = try await world.read { try CategoryDesk.overview(CategoryPeriod(), world.context, $0) }
    #expect(!list.knowsCategory && list.lines[0].sales == .none && list.lines[0].unknownAccounts == 1)
    let page = OverviewWords(one: list).page
    #expect(page.empty?.href == "/sales/imports/new" && page.tiles.isEmpty)
  }

  @Test func `an account without competitors' sales is left out of the market and named`() async throws {
    let world = try await world(), snacks = try await world.product("Snacks").id
    try await world.load(["E1,A,\(CategoryWorld.lastWeek),500,1.00"], account: "Eastgate")
    let one = try await world.read {
      try CategoryDesk.scorecard(CategoryQuery(id: snacks), world.context, $0)
    }
    #expect(one.unknownAccounts == ["Eastgate"] && one.sales.category == 2_000_000)
  }

  @Test func `a brand of a competitor makes all below it theirs`() async throws {
    let world = try await CategoryWorld.make()
    let category = try await Product.add(.init(name: "Soups", kind: .category), world.context)
    let brand = try await Product.add(.init(name: "Rival", kind: .brand, parent: category.id), world.context)
    _ = try await Product.add(.init(name: "Rival soup", parent: brand.id), world.context)
    _ = try await Product.add(.init(name: "Our soup", parent: category.id), world.context)
    try await world.giveAway("Rival")
    let book = try await world.read { try ProductBook($0) }
    let items = book.items(of: category)
    #expect(
      Dictionary(uniqueKeysWithValues: items.map { ($0.name, $0.isOurs) }) == [
        "Rival soup": false, "Our soup": true,
      ])
  }

  @Test func `a reader compares with what they see, and what is not theirs is not there`() async throws {
    let world = try await world(), snacks = try await world.product("Snacks").id
    let north = try await world.account("Northgate")
    let stranger = world.context(for: Actor(id: .new(), name: "Stranger", role: .manager))
    let list = try await stranger.read { try CategoryDesk.overview(CategoryPeriod(), stranger, $0) }
    #expect(list.lines.allSatisfy { $0.sales == .none })
    await #expect(throws: AccountRefusal.notThere) {
      _ = try await stranger.read {
        try CategoryDesk.review(AccountCategoryQuery(id: north.id.text), stranger, $0)
      }
    }
    await #expect(throws: AccountRefusal.notThere) {
      _ = try await stranger.read { try CategoryDesk.voids(VoidQuery(id: north.id.text), stranger, $0) }
    }
    await #expect(throws: AccountRefusal.notThere) {
      _ = try await stranger.read {
        try CategoryDesk.range(RangeQuery(id: north.id, category: snacks), stranger, $0)
      }
    }
    await #expect(throws: AccountRefusal.notThere) {
      _ = try await CategoryRoles.set(
        .init(id: north.id.text, category: snacks, role: .routine), stranger)
    }
  }

  @Test func `a role is kept with who said it, and said again it is changed`() async throws {
    let world = try await world(), snacks = try await world.product("Snacks").id
    let north = try await world.account("Northgate")
    _ = try await CategoryRoles.set(.init(id: north.id.text, category: snacks, role: .routine), world.context)
    _ = try await CategoryRoles.set(
      .init(id: north.id.text, category: snacks, role: .destination, note: "The buyer's plan"), world.context)
    let kept = try await world.read { try CategoryRoles.role(of: snacks, at: north.id, $0) }
    #expect(kept?.role == .destination && kept?.setBy == "Command line" && kept?.note == "The buyer's plan")
    let item = try await world.product("A").id
    await #expect(throws: CategoryRefusal.notThere) {
      _ = try await CategoryRoles.set(.init(id: north.id.text, category: item, role: .routine), world.context)
    }
  }

  @Test func `rates that no shopper could have are refused`() async throws {
    let world = try await world(), snacks = try await world.product("Snacks").id
    let north = try await world.account("Northgate")
    var query = RangeQuery(id: north.id, category: snacks)
    query.walkAwayLow = 50
    query.walkAwayHigh = 20
    let asked = query
    await #expect(throws: CategoryRefusal.badAssumptions) {
      _ = try await world.read { try CategoryDesk.range(asked, world.context, $0) }
    }
  }
}
