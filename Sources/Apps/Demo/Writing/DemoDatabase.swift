package import Blueprint
import Foundation
import Kernel
import Relationships
package import Storage
package import Team

/// The demo company in a database: its people, accounts, products, sales, and the truth behind them.
package enum DemoDatabase {
  /// What came of it; the password is told this once and kept nowhere.
  package struct Created: Sendable {
    package let company: String
    package let email: String
    package let password: String
    package let accounts: Int
    package let items: Int
    package internal(set) var facts = 0
    package internal(set) var shipments = 0
  }

  /// Whether a demo was begun in this database and is not, or not yet, complete.
  package static func isIncomplete(_ db: Connection) throws -> Bool { try state(db) == DemoState.creating }

  /// How far it is: retailers told, of all, and a word for the reader.
  package typealias Progress = @Sendable (_ done: Int, _ total: Int, _ word: String) async throws -> Void

  /// Fills an empty database. Written in short transactions; with the last of them it counts.
  package static func create(
    seed: UInt64, scale: DemoScale, _ context: Context, policy: PasswordPolicy = .standard,
    progress: Progress = { _, _, _ in }
  ) async throws -> Created {
    try await begin(context)
    let people = try await DemoPeopleWriter(context, policy).write()
    let calendar = try await context.read { try Company.current($0).calendar }
    let lastWeek = DemoCompany.lastCompleteWeek(before: context.today, calendar: calendar)
    let company = DemoCompany(seed: seed, scale: scale, lastWeek: lastWeek, calendar: calendar)
    let records = DemoRecords(company, people.owners, people.teams, context)
    try await records.write()
    var created = Created(
      company: DemoPeople.company, email: people.email, password: people.password,
      accounts: company.accounts.count, items: company.items.count)
    var sales = DemoSalesWriter(company, records, context)
    for retailer in company.retailers {
      try await progress(retailer.index, company.retailers.count, retailer.name)
      created.facts += try await sales.write(retailer)
    }
    try await progress(company.retailers.count, company.retailers.count, "Shipments")
    created.shipments = try await sales.writeShipments()
    try await sales.write(company.truth)
    try await sales.show()
    try await DemoCategoryWriter(company, records, context).write()
    try await workspace(company, records, people.owners, &sales, context)
    try await context.database.write { db in
      try db.run("UPDATE settings SET value = \(DemoState.complete) WHERE name = \(DemoState.key)")
    }
    return created
  }

  /// People, what was done with them, targets, deals and plans.
  private static func workspace(
    _ company: DemoCompany, _ records: DemoRecords, _ owners: [ID<Actor>], _ sales: inout DemoSalesWriter,
    _ context: Context
  ) async throws {
    let contacts = DemoContactPlan(company)
    let writer = DemoContactWriter(company, contacts, records, context)
    try await writer.write()
    let activity = DemoActivityWriter(company: company, contacts: writer, records: records, context: context)
    try await activity.write()
    try await RelationshipClock.tick(context)
    try await sales.write(contacts.truth)
    try await DemoTargetWriter(company: company, records: records, owners: owners, context: context)
      .write()
    let deals = DemoDealsWriter(company, records, context)
    try await deals.write()
    try await sales.write(deals.deals.truth)
    try await DemoPlanWriter(company: company, records: records, owners: owners, context: context).write()
    try await DemoStockWriter(company: company, records: records, context: context).write()
    try await DemoLaunchWriter(company: company, records: records, owners: owners, context: context).write()
  }

  private static func begin(_ context: Context) async throws {
    try await context.database.write { db in
      guard try state(db) != DemoState.creating else { throw DemoRefusal.interrupted }
      let accounts = try db.count("SELECT COUNT(*) FROM accounts")
      guard accounts == 0 else { throw DemoRefusal.notEmpty(accounts: accounts) }
      guard try SignIn.needsSetUp(db) else { throw DemoRefusal.hasUsers }
      try db.run("INSERT INTO settings (name, value) VALUES (\(DemoState.key), \(DemoState.creating))")
    }
  }

  private static func state(_ db: Connection) throws -> String? {
    try db.first("SELECT value FROM settings WHERE name = \(DemoState.key)") { try $0.text(0) }
  }
}

/// How far a demo is, as the database keeps it.
enum DemoState {
  static let key = "demo.state"
  static let creating = "creating"
  static let complete = "complete"
}

/// Why no demo was made.
package enum DemoRefusal: Refusal, Equatable {
  case notEmpty(accounts: Int)
  case hasUsers
  case interrupted

  package var status: Int { 409 }
  package var field: String? { nil }

  package var code: String {
    switch self {
    case .notEmpty: "not-empty"
    case .hasUsers: "has-users"
    case .interrupted: "interrupted"
    }
  }

  package var message: String {
    switch self {
    case .notEmpty(let accounts):
      "This database has \(accounts) accounts already, and a demo would mix with them. "
        + "Name a new file: --database demo.sqlite."
    case .hasUsers:
      "This database is set up for a company already. "
        + "Name a new file for the demo: --database demo.sqlite."
    case .interrupted:
      "An earlier demo in this database was cut short, so it is not complete. "
        + "Delete the database and start again."
    }
  }
}
