import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team

/// Writes the demo's accounts and products, in bulk, and knows their numbers afterwards.
///
/// The numbers are given here: the database is empty. Stores of a retailer get ascending ones, so that facts
/// in order of store are in order of site.
struct DemoRecords: Sendable {
  let company: DemoCompany
  let owners: [ID<Actor>]
  let teams: [ID<SalesTeam>]
  let context: Context
  let accountIDs: [ID<Account>]
  let productIDs: [ID<Product>]
  let tree: DemoTree

  private static let rowsAtOnce = 2_000

  init(_ company: DemoCompany, _ owners: [ID<Actor>], _ teams: [ID<SalesTeam>], _ context: Context) {
    self.company = company
    self.owners = owners
    self.teams = teams
    self.context = context
    tree = DemoTree(company)
    accountIDs = company.accounts.map { account in
      var series = SeededGenerator(seed: account.key)
      return ID(at: context.now, using: &series)
    }
    let count = company.productGroups.count + company.items.count
    var series = company.draw.of(.item).of(.code).series
    productIDs = (0..<count).map { _ in ID(at: context.now, using: &series) }
  }

  /// The numbers that facts use.
  func account(_ place: Int) -> Int32 { Int32(place + 1) }
  func product(item: Int) -> Int32 { Int32(company.productGroups.count + item + 1) }

  func write() async throws {
    try await writeProducts()
    for start in stride(from: 0, to: company.accounts.count, by: Self.rowsAtOnce) {
      let end = min(start + Self.rowsAtOnce, company.accounts.count)
      try await context.database.write { try insertAccounts(start..<end, $0) }
    }
    try await context.database.write { db in
      for (name, value) in [("accounts.tree", "1"), ("accounts.tree-day", context.today.description)] {
        try db.run(
          """
          INSERT INTO settings (name, value) VALUES (\(name), \(value))
          ON CONFLICT (name) DO UPDATE SET value = excluded.value
          """)
      }
    }
  }

  /// The first day of a week of history; week 0 means always.
  func firstDay(_ week: Int) -> Day {
    week == 0 ? Validity.earliest : company.history.week(week).firstDay
  }
}
