import Accounts
import Activity
import Blueprint
import Catalog
import Categories
import Demo
import Forecasting
import Foundation
import Insights
import Jobs
import Kernel
import People
import Pipeline
import Plans
import Relationships
import Sales
import Storage
import Targets
import Team
import Today
import Web

/// What this program is made of.
enum Product {
  static let capabilities: [Capability] =
    desks + [CustomFieldDesk.capability(over: desks), TodayDesk.capability(over: desks)]

  private static let desks: [Capability] = [
    JobPages.capability,
    teamCapability,
    catalogCapability,
    accountsCapability,
    salesCapability,
    peopleCapability,
    insightsCapability,
    categoriesCapability,
    targetsCapability,
    pipelineCapability,
    plansCapability,
    forecastingCapability,
    activityCapability,
    relationshipsCapability,
    demoCapability,
  ]

  static var migrator: Migrator { Migrator(capabilities.flatMap(\.migrations)) }

  static func site(_ database: Database, folder: String, options: Site.Options) throws -> Site {
    try Site(
      capabilities: capabilities, doorman: doorman(database), database: database, folder: folder,
      options: options)
  }

  static func worker(
    _ database: Database, folder: String, name: String, log: @escaping @Sendable (String) -> Void
  ) -> Worker {
    Worker(
      kinds: capabilities.flatMap(\.jobs), chores: capabilities.flatMap(\.chores), database: database,
      folder: folder, name: name,
      actor: { id in try await database.read { db in try User.actor(id, db) } }, log: log)
  }

  /// The web asks; Team answers.
  private static func doorman(_ database: Database) -> Doorman {
    Doorman(
      needsSetUp: { try await database.read { db in try SignIn.needsSetUp(db) } },
      setUp: { fields, visitor, now in
        let answers = try fields.decode(SignIn.SetUp.self)
        return try await SignIn.setUp(answers, from: Client(visitor), on: database, at: now).token
      },
      signIn: { email, password, visitor, now in
        let credentials = SignIn.Credentials(email: email, password: password, replacing: visitor.session)
        return try await SignIn.signIn(credentials, from: Client(visitor), on: database, at: now).token
      },
      signOut: { token, _ in try await SignIn.revoke(session: token, on: database) },
      session: { token, now in
        guard let (actor, _) = try await SignIn.actor(forSession: token, on: database, at: now) else {
          return nil
        }
        return .init(actor: actor, formToken: SignIn.csrfToken(forSession: token))
      },
      bearer: { token, now in try await SignIn.actor(forToken: token, on: database, at: now) })
  }
}

extension Client {
  fileprivate init(_ visitor: Doorman.Visitor) {
    self.init(address: visitor.address, userAgent: visitor.agent)
  }
}

extension SignInRefusal: Retryable {
  package var retryAfter: Int { if case .throttled(let seconds) = self { seconds } else { 0 } }
}
