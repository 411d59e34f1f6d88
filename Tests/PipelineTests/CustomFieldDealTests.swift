import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Pipeline

/// A company's own fields on deals: in the API's object, in imports, and back by their undo.
struct CustomFieldDealTests {
  private func load(_ firm: Firm, _ lines: [String], mapping: String? = nil) async throws -> DealImport {
    let path = NSTemporaryDirectory() + "deals-\(ID<Deal>.new()).csv"
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
    return try await DealImport.fromFile(
      path, source: "CRM", accounts: .reject, mapping: mapping, process: nil, firm.context())
  }

  @Test(arguments: Backing.available)
  func `deals bring own fields from a file, and an undo puts back what they held`(backing: Backing)
    async throws
  {
    try await Firm.open(backing) { firm in
      let context = firm.context()
      for field in [
        CustomField.New(Deal.ownFields, "Budget", .money), CustomField.New(Deal.ownFields, "Tender", .yesNo),
      ] { _ = try await CustomField.add(field, among: [Deal.ownFields], context) }
      func budgets() async throws -> [String] {
        try await firm.database.read { db in
          try Deal.listing.fetch(ListQuery(sort: "name"), for: context.actor, db).items.map { row in
            try DealRecord.find(row.id, for: context.actor, db).fields.lines.map(\.shown).joined(
              separator: ", ")
          }
        }
      }
      try await firm.add("Northgate", .group)
      let head = "Id,Name,Account,Stage,Amount,Close Date,Budgeted,Tender"
      let first = try await load(
        firm,
        [
          head, "1,Range,Northgate,Prospecting,100,2027-04-01,\"12,000.10 EUR\",yes",
          "2,Shelf,Northgate,Prospecting,100,2027-04-01,,no",
          "3,Cooler,Northgate,Prospecting,100,2027-04-01,12,",
        ], mapping: "field.budget=Budgeted")
      #expect(first.counts.new == 2 && first.rejects.map(\.field) == ["fields.budget"])
      #expect(
        first.columns.contains("field.budget: Budgeted") && first.columns.contains("field.tender: Tender"))
      #expect(try await budgets() == ["12,000.10 EUR, yes", "no"])
      let again = try await load(
        firm,
        [
          head.replacing("Budgeted", with: "Budget"),
          "1,Range,Northgate,Prospecting,100,2027-04-01,5 EUR,yes",
        ])
      #expect(again.counts.changed == 1)
      #expect(try await budgets() == ["5.00 EUR, yes", "no"])
      _ = try await DealImport.undo(again.id, context)
      #expect(try await budgets() == ["12,000.10 EUR, yes", "no"])
      let known = try await load(
        firm,
        [head.replacing("Budgeted", with: "Budget"), "2,Shelf,Northgate,Prospecting,100,2027-04-01,,no"])
      #expect(known.counts.unchanged == 1)
    }
  }

  @Test
  func `a deal without a field that it needs is refused by name, and one that is made in passing is not`()
    async throws
  {
    try await Firm.open(.sqlite) { firm in
      let context = firm.context(), account = try await firm.add("Northgate", .group)
      var field = CustomField.New(Deal.ownFields, "Budget", .money)
      field.isRequired = true
      _ = try await CustomField.add(field, among: [Deal.ownFields], context)
      await #expect(throws: CustomFieldRefusal.valueMissing(key: "budget", name: "Budget")) {
        try await firm.open("Range", with: account.id)
      }
      let made = try await context.write {
        try Deal.add(.init(name: "Range", account: account.id), context, $0)
      }
      var change = Deal.Change(id: made.id)
      change.fields = CustomInput(["budget": .object(["minor": .whole(500), "currency": .text("EUR")])])
      let changed = try await Deal.change(change, context)
      #expect(changed.version == made.version + 1)
    }
  }
}
