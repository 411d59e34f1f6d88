import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team
import TestCompany
import TestSupport
import Testing

@Suite struct AccountMergeTests {
  private func rows(_ company: SmallCompany) async throws -> [Account] {
    try await company.database.read { try Account.all($0) }
  }

  /// What a merge may touch, without versions and times, which tell that something happened.
  private func shape(_ company: SmallCompany) async throws -> [String] {
    let links = try await company.database.read { try ParentLink.all($0) }
    let codes = try await company.database.read { try Account.numbers(forSource: "portal", $0) }
    let accounts = try await rows(company)
    return accounts.map {
      "\($0.number) \($0.parent?.text ?? "") \($0.siteCount) \($0.mergedInto?.text ?? "")"
    }
      + links.map { "\($0.account) \($0.parent) \($0.firstDay) \($0.lastDay)" }
      + codes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.map(\.number))" }
  }

  @Test(arguments: Backing.available)
  func `a merge takes children, codes and figures over, and its undo restores all exactly`(
    backing: Backing
  ) async throws {
    try await SmallCompany.open(backing) { company in
      let kept = try await company.add("Northgate", .banner)
      var twin = Account.New(name: "North Gate", kind: .banner)
      twin.source = "portal"
      twin.code = "NG"
      let merged = try await Account.add(twin, company.context())
      let store = try await company.add("Store", .store, below: merged.id)
      try await company.add("Store of the kept", .store, below: kept.id)
      let before = try await shape(company)
      let merge = try await AccountMerge.make(.init(kept: kept.id, merged: merged.id), company.context())
      #expect(try await company.stored(store.id).parent == kept.id)
      #expect(try await company.stored(kept.id).siteCount == 2)
      let numbers = try await company.database.read { try Account.numbers(forSource: "portal", $0) }
      #expect(numbers.number(of: "NG", on: Day("2026-01-01")!) == kept.number)
      let covered = try await company.database.read {
        try Account.numbers(below: kept.id, on: Day("2026-01-01")!, $0)
      }
      #expect(covered == [1, 2, 3, 4])
      _ = try await AccountMerge.undo(merge.id, company.context())
      #expect(try await shape(company) == before)
      await #expect(throws: AccountRefusal.mergeUndone) {
        _ = try await AccountMerge.undo(merge.id, company.context())
      }
    }
  }

  @Test(arguments: Backing.available)
  func `what somebody moved after the merge stays where they put it`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let kept = try await company.add("Kept", .banner), merged = try await company.add("Merged", .banner)
      let other = try await company.add("Other", .banner)
      let store = try await company.add("Store", .store, below: merged.id)
      let merge = try await AccountMerge.make(.init(kept: kept.id, merged: merged.id), company.context())
      _ = try await Account.move(
        .init(id: store.id, parent: other.id, from: Validity.earliest), company.context())
      _ = try await AccountMerge.undo(merge.id, company.context())
      #expect(try await company.stored(store.id).parent == other.id)
    }
  }

  @Test(arguments: Backing.available)
  func `an account is merged neither with itself nor with one above the other`(backing: Backing) async throws
  {
    try await SmallCompany.open(backing) { company in
      let group = try await company.add("Group", .group)
      let banner = try await company.add("Banner", .banner, below: group.id)
      await #expect(throws: AccountRefusal.mergeWithItself) {
        _ = try await AccountMerge.make(.init(kept: group.id, merged: group.id), company.context())
      }
      await #expect(throws: AccountRefusal.mergeWithAncestor("Group")) {
        _ = try await AccountMerge.make(.init(kept: banner.id, merged: group.id), company.context())
      }
    }
  }

  @Test(arguments: Backing.available)
  func `like names are suspect below one parent or in one city, unlike numbers are not`(
    backing: Backing
  ) async throws {
    try await SmallCompany.open(backing) { company in
      let group = try await company.add("Group", .group)
      try await company.add("Harbour Market Ltd", .store, below: group.id)
      try await company.add("Harbor Market", .store, below: group.id)
      try await company.add("Harbour Market 12", .store, below: group.id)
      try await company.add("Harbour Market 13", .store, below: group.id)
      try await company.add("Elsewhere Foods", .store, city: "Leeds")
      try await company.add("Elsewhere Food", .banner, below: group.id, city: "LEEDS")
      let (context, endpoint) = (company.context(), try #require(Self.endpoint("/accounts/duplicates")))
      guard case .value(let value) = try await endpoint.call(Fields(), context).body,
        let found = value as? AccountDuplicates
      else { return #expect(Bool(false), "the reply has another type") }
      let names = found.pairs.map { Set([$0.first.name, $0.second.name]) }
      #expect(
        Set(names) == [["Harbour Market Ltd", "Harbor Market"], ["Elsewhere Foods", "Elsewhere Food"]])
    }
  }

  private static func endpoint(_ path: String) -> Endpoint? {
    accountsCapability.endpoints.first { $0.path == path && $0.method == .get }
  }
}
