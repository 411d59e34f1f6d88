import Blueprint
import Foundation
import Kernel
import Storage
import Team
import TestSupport

/// A small company in a fresh database: an administrator, a director and a manager in the north.
struct Office: Sendable {
  let database: Database
  let start: Date
  let admin: User
  let adminSession: String

  static let password = "lantern orbit velvet"
  static let client = Client(address: "203.0.113.7", userAgent: "Mozilla/5.0 (X11; Linux) Firefox/140.0")
  static let policy = PasswordPolicy.cheap

  /// Runs `body` in a new office on each database there is.
  static func open(_ body: (Office) async throws -> Void) async throws {
    for backing in Backing.available {
      try await withTemporaryDatabase(backing, PlatformTables.migrations + teamCapability.migrations) {
        database in
        let start = Moment.date("2026-03-02T09:00:00.000Z")!
        let began = try await SignIn.setUp(
          answers, from: client, on: database, at: start, policy: policy)
        try await body(Office(database: database, start: start, admin: began.user, adminSession: began.token))
      }
    }
  }

  static let answers = SignIn.SetUp(
    name: "Ada Berg", email: "ada@northgate.example", password: password, company: "Northgate Foods",
    currency: .eur)

  func later(_ seconds: TimeInterval) -> Date { start.addingTimeInterval(seconds) }

  /// What an actor's call is given, `seconds` after the set-up.
  func context(_ actor: Actor, after seconds: TimeInterval = 1) -> Context {
    Context(actor: actor, now: later(seconds), database: database, requestID: "test", folder: "")
  }

  func actor(_ user: User) -> Actor {
    Actor(id: ID(user.id.text)!, name: user.name, role: user.role, scope: .admin)
  }

  var asAdmin: Context { context(actor(admin)) }

  func hire(
    _ name: String, _ role: Role = .manager, team: ID<SalesTeam>? = nil, password: String? = Office.password
  ) async throws -> User {
    let email = name.lowercased().replacing(" ", with: ".") + "@northgate.example"
    let new = User.New(name: name, email: email, role: role, team: team)
    return try await User.add(new, password: password, asAdmin, policy: Office.policy).user
  }

  func signIn(
    _ email: String, _ password: String = Office.password, address: String = Office.client.address,
    replacing: String? = nil, after seconds: TimeInterval = 2
  ) async throws -> NewSession {
    try await SignIn.signIn(
      .init(email: email, password: password, replacing: replacing),
      from: Client(address: address, userAgent: Office.client.userAgent), on: database, at: later(seconds),
      policy: Office.policy)
  }

  func holder(_ session: String, after seconds: TimeInterval = 3) async throws -> Actor? {
    try await SignIn.actor(forSession: session, on: database, at: later(seconds))?.0
  }

  func texts(_ sql: SQL) async throws -> [String] {
    try await database.read { db in try db.all(sql) { try $0.text(0) } }
  }

  /// Everything that any table holds as text, for secrets that must not be there.
  func everything() async throws -> String {
    let columns: [SQL] = [
      "SELECT email || name || COALESCE(password_hash, '') FROM users", "SELECT code_hash FROM invitations",
      "SELECT token_hash || address || device FROM sessions",
      "SELECT token_hash || start || name FROM tokens",
      "SELECT account_key || address_key FROM sign_in_attempts", "SELECT value FROM settings",
      "SELECT kind || COALESCE(before_json, '') || COALESCE(after_json, '') FROM events",
    ]
    var found: [String] = []
    for sql in columns { found += try await texts(sql) }
    return found.joined(separator: "\n")
  }
}
