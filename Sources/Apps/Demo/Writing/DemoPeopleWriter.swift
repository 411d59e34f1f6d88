import Blueprint
import Foundation
import Kernel
import Storage
import Team

/// Sets the company up and lets its people in, through Team's own functions.
struct DemoPeopleWriter {
  struct People: Sendable {
    let email: String
    let password: String
    /// By place in `DemoPeople.all` and in `DemoPeople.regions`.
    let owners: [ID<Actor>]
    let teams: [ID<SalesTeam>]
  }

  private let context: Context
  private let policy: PasswordPolicy

  init(_ context: Context, _ policy: PasswordPolicy) {
    self.context = context
    self.policy = policy
  }

  func write() async throws -> People {
    let email = "admin@\(DemoPeople.domain)", password = Self.freshPassword()
    let answers = SignIn.SetUp(
      name: "Demo administrator", email: email, password: password, company: DemoPeople.company,
      currency: .usd,
      calendar: .retail454)
    let client = Client(address: "127.0.0.1", userAgent: "mainstay demo")
    let session = try await SignIn.setUp(
      answers, from: client, on: context.database, at: context.now, policy: policy)
    try await SignIn.revoke(session: session.token, on: context.database)
    let top = try await SalesTeam.add(SalesTeam.New(name: "National accounts"), context)
    var teams: [ID<SalesTeam>] = []
    for region in DemoPeople.regions {
      teams.append(try await SalesTeam.add(.init(name: region, kind: .region, parent: top.id), context).id)
    }
    var owners: [ID<Actor>] = []
    for person in DemoPeople.all {
      let new = User.New(
        name: person.name, email: person.email, role: role(person),
        team: person.region.map { teams[$0] } ?? top.id)
      let user = try await User.add(new, context, policy: policy).user
      guard let owner = ID<Actor>(user.id.text) else { preconditionFailure("a user's id is an identifier") }
      owners.append(owner)
    }
    return People(email: email, password: password, owners: owners, teams: teams)
  }

  private func role(_ person: DemoPerson) -> Role {
    switch person.role {
    case .director: .director
    case .manager: .manager
    case .analyst: .analyst
    }
  }

  /// Four groups of five letters and digits from the system's randomness: some 99 bits, easy to type.
  static func freshPassword() -> String {
    let signs = Array("abcdefghjkmnpqrstuvwxyz23456789")
    var system = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String((0..<5).map { _ in signs.randomElement(using: &system) ?? "x" }) }
      .joined(separator: "-")
  }
}
