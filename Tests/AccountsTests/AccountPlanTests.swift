import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

/// That queries behind pages walk an index instead of sorting or reading all accounts.
@Suite struct AccountPlanTests {
  private func steps(_ sql: SQL, _ company: SmallCompany) async throws -> [String] {
    try await company.database.read { db in
      try db.all("EXPLAIN QUERY PLAN \(sql)") { try $0.text("detail") }
    }
  }

  @Test func `the list by name walks its index and sorts nothing`() async throws {
    try await SmallCompany.open(.sqlite) { company in
      let list = Account.listing, actor = company.context().actor
      let steps = try await steps(
        """
        SELECT \(list.select) \(list.from) WHERE (\(list.visible(actor))) AND (a.search_key, a.id) > (\("m"), \(""))
        ORDER BY a.search_key ASC, a.id ASC LIMIT 51
        """, company)
      #expect(steps.contains { $0.contains("USING INDEX accounts_by_name") })
      #expect(!steps.contains { $0.contains("TEMP B-TREE") || $0.hasPrefix("SCAN") && !$0.contains("INDEX") })
    }
  }

  @Test func `filters of the list use their indexes`() async throws {
    try await SmallCompany.open(.sqlite) { company in
      let list = Account.listing
      for (filter, index) in [("kind", "accounts_by_kind"), ("team", "accounts_by_reach_team")] {
        let condition = try #require(list.filters.first { $0.key == filter }).condition("x")
        let steps = try await steps("SELECT COUNT(*) FROM accounts a WHERE \(condition)", company)
        #expect(steps.contains { $0.contains(index) })
      }
    }
  }
}
