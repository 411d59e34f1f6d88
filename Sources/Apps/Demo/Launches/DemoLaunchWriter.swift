import Accounts
import Blueprint
import Catalog
import Forecasting
import Kernel
import Storage
import Team

/// Writes what the demo company has told of items to come: two that sell like others, and one that replaces another.
struct DemoLaunchWriter {
  let company: DemoCompany
  let records: DemoRecords
  let owners: [ID<Actor>]
  let context: Context

  func write() async throws {
    let retailers = company.retailers.filter { $0.tier == "A" }
    guard let first = retailers.first, let second = retailers.dropFirst().first ?? retailers.first else {
      return
    }
    let sold = selling(at: first), other = selling(at: second).filter { !sold.prefix(2).contains($0) }
    guard sold.count > 2, other.count > 1 else { return }
    try await launch(
      "Winter Edition", sold[0], at: first, in: 35, level: "40",
      reason:
        "Listed in the last line review for the winter shelf; the buyer expects less than half of the original"
    )
    try await launch(
      "Family Pack", other[0], at: second, in: 56, level: "60",
      and: other.dropFirst().first { company.items[$0].category == company.items[other[0]].category },
      reason: "Second size, agreed with the category buyer; half of it from either pack")
    try await replace(sold[1], in: 21)
  }

  /// Items that a retailer sells and that nobody delists, the quickest first.
  private func selling(at retailer: DemoRetailer) -> [Int] {
    DemoSales(company, retailer).listed.filter { place in
      company.items[place].delistWeek == nil && company.items[place].launchWeek == nil
    }.sorted { company.items[$0].velocity > company.items[$1].velocity }
  }

  private func launch(
    _ word: String, _ like: Int, at retailer: DemoRetailer, in days: Int, level: String,
    and second: Int? = nil,
    reason: String
  ) async throws {
    let new = try await product("\(lineName(like)) \(word)", place: days, like: like)
    var terms = ItemLaunch.Terms(
      from: context.today.advanced(by: days), like: id(like), level: level, reason: reason)
    terms.like2 = second.map(id)
    let account = records.accountIDs[company.places[retailer.index].group]
    _ = try await ItemLaunch.add(.init(product: new, account: account, terms: terms), by(retailer.owner))
  }

  /// A new recipe takes an item's place at every retailer.
  private func replace(_ old: Int, in days: Int) async throws {
    let new = try await product("\(lineName(old)) New Recipe", place: days, like: old)
    var terms = ItemLaunch.Terms(
      from: context.today.advanced(by: days), reason: "The recipe changes; retailers sell off the old pack")
    (terms.replaces, terms.weeks) = (id(old), 8)
    _ = try await ItemLaunch.add(.init(product: new, terms: terms), by(0))
  }

  private func lineName(_ item: Int) -> String { company.productGroups[company.items[item].line].name }

  private func id(_ item: Int) -> ID<Product> { records.productIDs[company.productGroups.count + item] }

  private func product(_ name: String, place: Int, like item: Int) async throws -> ID<Product> {
    var new = Product.New(name: name, kind: .item, parent: records.productIDs[company.items[item].line])
    new.gtin = CatalogPlan.gtin(company.items.count + place, packed: nil).description
    new.caseQuantity = company.items[item].caseQuantity(week: DemoHistory.count - 1)
    return try await Product.add(new, context).id
  }

  private func by(_ person: Int) -> Context {
    let actor = Actor(id: owners[person], name: company.people[person].name, role: .director)
    return Context(
      actor: actor, now: context.now, database: context.database, requestID: context.requestID,
      folder: context.folder)
  }
}
