import Blueprint
import Foundation
import Jobs
import Kernel
import Storage
import TestCompany
import TestSupport

@testable import Web
@testable import mainstay

/// The whole product over a small company, asked as the people in it.
struct House: Sendable {
  /// Who asks. Nora and Sam are managers in two teams; the others of the north see what Nora sees.
  enum Who: String, CaseIterable {
    case viewer, analyst, nora, sam, chief, admin

    var actor: Actor {
      let north = [SmallCompany.northTeam]
      return switch self {
      case .viewer: Actor(id: Self.id("d"), name: "Vera Viewer", role: .viewer, teams: north)
      case .analyst: Actor(id: Self.id("e"), name: "Anna Analyst", role: .analyst, teams: north)
      case .nora: Actor(id: SmallCompany.north, name: "Nora North", role: .manager, teams: north)
      case .sam:
        Actor(id: SmallCompany.south, name: "Sam South", role: .manager, teams: [SmallCompany.southTeam])
      case .chief: Actor(id: SmallCompany.chief, name: "Cleo Chief", role: .director, scope: .admin)
      case .admin: Actor(id: Self.id("f"), name: "Ada Admin", role: .admin, scope: .admin)
      }
    }

    private static func id(_ last: String) -> ID<Actor> { ID("00000000-0000-7000-8000-00000000000\(last)")! }
  }

  static let formToken = "a form's token"
  static let now = Date(timeIntervalSince1970: Double(Day("2026-11-22")!.ordinal) * 86_400 + 43_200)

  let site: Site
  let company: SmallCompany
  let folder: String

  var database: Database { company.database }

  static func open(_ backing: Backing = .sqlite, _ body: (House) async throws -> Void) async throws {
    let known = Set(SmallCompany.migrations.map(\.name))
    let others = Product.capabilities.map { one in
      Capability(one.name, migrations: one.migrations.filter { !known.contains($0.name) })
    }
    let folder = NSTemporaryDirectory() + "rights-" + ID<House>.new().text
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await SmallCompany.open(backing, with: others) { company in
      var options = Site.Options()
      options.clock = { now }
      let site = try Site(
        capabilities: Product.capabilities, doorman: doorman, database: company.database, folder: folder,
        options: options)
      let house = House(site: site, company: company, folder: folder)
      try await house.hire()
      try await body(house)
    }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// A session or a token is its holder's name; `read nora` is a token of Nora's that only reads.
  private static var doorman: Doorman {
    Doorman(
      needsSetUp: { false }, setUp: { _, _, _ in "" }, signIn: { _, _, _, _ in "" }, signOut: { _, _ in },
      session: { token, _ in
        Who(rawValue: token).map { .init(actor: $0.actor, formToken: formToken) }
      },
      bearer: { token, _ in
        let words = token.split(separator: " ").map(String.init)
        guard let actor = words.last.flatMap(Who.init(rawValue:))?.actor else { return nil }
        return words.count == 1
          ? actor
          : Actor(id: actor.id, name: actor.name, role: actor.role, scope: .read, teams: actor.teams)
      })
  }

  private func hire() async throws {
    for who in [Who.viewer, .analyst, .admin] {
      let actor = who.actor, team = actor.teams.first
      try await database.write { db in
        try db.run(
          """
          INSERT INTO users (id, name, email, email_key, search_key, role, team_id, is_active, theme, density,
            created_at, version)
          VALUES (\(actor.id), \(actor.name), \(actor.name), \(actor.name), \(SearchKey.fold(actor.name)),
            \(actor.role), \(team), \(true), 'system', 'comfortable', \(Date(timeIntervalSince1970: 0)), 1)
          """)
      }
    }
    try await database.write { db in
      for who in Who.allCases {
        try db.run("UPDATE users SET role = \(who.actor.role) WHERE id = \(who.actor.id)")
      }
    }
  }

  func context(_ who: Who) -> Context {
    Context(actor: who.actor, now: Self.now, database: database, requestID: "test", folder: folder)
  }

  func api(_ method: String, _ path: String, _ body: WebBody = .empty, type: String? = nil, as token: String?)
    async -> WebResponse
  {
    var headers: [String: String] = [:]
    if let token { headers["authorization"] = "Bearer \(token)" }
    if let type { headers["content-type"] = type }
    return await site.respond(to: WebRequest(method, "/api/v1" + path, headers: headers, body: body))
  }

  func page(_ method: String, _ path: String, form: [(String, String)]? = nil, as session: String?) async
    -> WebResponse
  {
    var headers = ["host": "here"]
    if let session { headers["cookie"] = "\(Site.cookieName)=\(session)" }
    guard let form else { return await site.respond(to: WebRequest(method, path, headers: headers)) }
    headers["content-type"] = "application/x-www-form-urlencoded"
    let text = form.map { Words.percent($0.0) + "=" + Words.percent($0.1) }.joined(separator: "&")
    return await site.respond(
      to: WebRequest("POST", path, headers: headers, body: .bytes(Array(text.utf8))))
  }

  /// Runs what the program would do by itself by now: every chore, then every job.
  func settle() async throws {
    let worker = Worker(
      kinds: Product.capabilities.flatMap(\.jobs), database: database, folder: folder, clock: { Self.now },
      actor: { id in Who.allCases.first { $0.actor.id == id }?.actor }, log: { _ in })
    for _ in 0..<3 {
      for chore in Product.capabilities.flatMap(\.chores) { try await chore.run(context(.admin)) }
      while try await worker.workOne() {}
    }
  }
}
