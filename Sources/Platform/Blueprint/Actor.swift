package import Kernel

/// What a person is trusted with, weakest first; each role may do what the ones before it may.
package enum Role: String, Choice, Comparable {
  case viewer, analyst, manager, director, admin

  package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  private var rank: Int { Role.allCases.firstIndex(of: self) ?? 0 }
}

/// Who asks: a signed-in person, an API token, or the command line on the machine itself.
package struct Actor: Hashable, Sendable {
  /// How the actor came in; a token with `read` scope never writes.
  package enum Scope: String, Choice { case read, write, admin }

  package let id: ID<Actor>
  package let name: String
  package let role: Role
  package let scope: Scope
  /// The teams whose accounts the actor may see: their own and all below it. Empty for nobody's.
  package let teams: [String]

  package init(id: ID<Actor>, name: String, role: Role, scope: Scope = .write, teams: [String] = []) {
    self.id = id
    self.name = name
    self.role = role
    self.scope = scope
    self.teams = teams
  }

  /// Directors and administrators see every account; others see their teams' and their own.
  package var seesEverything: Bool { role >= .director }

  /// The person at the keyboard of the machine that holds the data file.
  package static let commandLine = Actor(
    id: ID("00000000-0000-7000-8000-000000000001")!, name: "Command line", role: .admin, scope: .admin)
}

/// Who may call an endpoint.
package enum Permission: Sendable, Hashable {
  case anyone
  case atLeast(Role)

  package static let viewer = Permission.atLeast(.viewer)
  package static let analyst = Permission.atLeast(.analyst)
  package static let manager = Permission.atLeast(.manager)
  package static let director = Permission.atLeast(.director)
  package static let admin = Permission.atLeast(.admin)

  /// Whether `actor` (nil: not signed in) may make a call that writes, or only reads.
  package func admits(_ actor: Actor?, writing: Bool) -> Bool {
    switch self {
    case .anyone: true
    case .atLeast(let role):
      if let actor { actor.role >= role && (!writing || actor.scope != .read) } else { false }
    }
  }
}
