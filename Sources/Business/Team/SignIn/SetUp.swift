package import Blueprint
package import Foundation
package import Kernel
package import Storage

extension SignIn {
  /// The answers of the first run. Its fields have the names that `setUpFields` draws.
  package struct SetUp: Codable, Sendable {
    package let name: String
    package let email: String
    package let password: String
    package let company: String
    package let currency: Currency
    package let pattern: FiscalCalendar.Pattern?
    package let startMonth: Int?
    package let weekEnding: WeekEnding?

    package init(
      name: String, email: String, password: String, company: String, currency: Currency,
      calendar: FiscalCalendar = .iso
    ) {
      self.name = name
      self.email = email
      self.password = password
      self.company = company
      self.currency = currency
      pattern = calendar.pattern
      startMonth = calendar.startMonth
      weekEnding = WeekEnding(calendar.weekEnding)
    }
  }

  /// Makes the company and its first administrator, who is signed in at once. Works on an empty database only.
  package static func setUp(
    _ answers: SetUp, from client: Client, on database: Database, at now: Date,
    policy: PasswordPolicy = .standard
  ) async throws -> NewSession {
    let company = try Company.usual.changed(
      by: Company.Change(
        name: answers.company, currency: answers.currency, pattern: answers.pattern,
        startMonth: answers.startMonth,
        weekEnding: answers.weekEnding))
    let user = User(
      id: .new(at: now), name: try tidied(name: answers.name), email: try Email(answers.email).text,
      role: .admin,
      team: nil, teamName: nil, isActive: true, hasPassword: true, theme: .system, density: .comfortable,
      createdAt: now, lastSignInAt: now, version: 1)
    let hash = try policy.hash(answers.password, about: user, company.name)
    let context = context(of: user, client, database, now)
    return try await database.write { db in
      try User.lockTable(db)
      guard try needsSetUp(db) else { throw SignInRefusal.alreadySetUp }
      try user.insert(passwordHash: hash, db)
      try company.save(db)
      try context.publish(User.wasAdded, user.id, after: user.facts, db)
      try context.publish(Company.wasChanged, Company.id, after: company, db)
      return NewSession(token: try Session.begin(for: user.id, from: client, at: now, db), user: user)
    }
  }

  /// The fields of the first-run page.
  package static let setUpFields: [Form.Field] =
    [
      .init("name", "Your name", required: true, autocomplete: "name"),
      .init(
        "email", "Your e-mail address", .email, hint: "You sign in with it.", required: true,
        autocomplete: "username"),
      .init(
        "password", "Password", .password,
        hint:
          "At least \(PasswordPolicy.shortest) characters. Three or four words that only you would put together do well.",
        required: true, autocomplete: "new-password"),
      .init("company", "Company", required: true, autocomplete: "organization"),
    ] + Company.calendarFields
}
