import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Sales

extension SalesWorld {
  func ask(_ query: AnalysisQuery) async throws -> AnalysisTable {
    try await context.read { try SalesDesk.analyse(query, context, $0) }
  }

  func ask(
    rows: [String] = [], columns: [String] = [], metrics: [String] = [], where filters: [String] = [],
    _ more: (inout AnalysisQuery) -> Void = { _ in }
  ) async throws -> AnalysisTable {
    var query = AnalysisQuery(rows: rows, columns: columns, metrics: metrics, where: filters)
    more(&query)
    return try await ask(query)
  }

  func account(_ name: String) async throws -> ID<Account> {
    let text = try await context.read { db in
      try db.first("SELECT id FROM accounts WHERE name = \(name)") { try $0.text(0) }
    }
    return try #require(text.flatMap { ID<Account>($0) })
  }

  func product(_ name: String) async throws -> ID<Product> {
    let text = try await context.read { db in
      try db.first("SELECT id FROM products WHERE name = \(name)") { try $0.text(0) }
    }
    return try #require(text.flatMap { ID<Product>($0) })
  }

  func state(acv: String, of name: String) async throws {
    var change = Account.Change(id: try await account(name))
    change.acv = .set(acv)
    _ = try await Account.change(change, context)
  }
}

extension AnalysisTable {
  /// The cells of the row with these names, as shown.
  func texts(_ names: String...) -> [String] {
    rows.first { $0.members.map(\.name) == names }?.cells.map(\.text) ?? []
  }
}
