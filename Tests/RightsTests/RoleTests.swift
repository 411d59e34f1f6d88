import Blueprint
import Foundation
import Kernel
import Testing

@testable import Web
@testable import mainstay

/// Every role at every endpoint, held against the table in Samples/rights.txt.
struct RoleTests {
  private static let endpoints = Product.capabilities.flatMap(\.endpoints)

  /// `POST /accounts` to `manager`.
  private static func stated() throws -> [String: String] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Samples/rights.txt")
    var table: [String: String] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
      if words.count == 3 { table["\(words[1]) \(words[2])"] = words[0] }
    }
    return table
  }

  @Test func `every endpoint has a stated least role, and no statement is left over`() throws {
    let stated = try Self.stated()
    let offered = Dictionary(
      Self.endpoints.map { ("\($0.method.word) \($0.path)", Self.word($0.allow)) }
    ) { first, _ in first }
    for (name, least) in offered.sorted(by: { $0.key < $1.key }) {
      #expect(
        stated[name] == least, "Samples/rights.txt says \(stated[name] ?? "nothing") of: \(least) \(name)")
    }
    for name in stated.keys.sorted() where offered[name] == nil {
      Issue.record("Samples/rights.txt tells of \(name), which is not there")
    }
  }

  private static func word(_ permission: Permission) -> String {
    if case .atLeast(let role) = permission { role.rawValue } else { "anyone" }
  }

  /// Whoever only reads writes nothing but what is theirs alone.
  @Test func `a viewer writes only what is their own`() throws {
    let own = [
      "/account-settings", "/alerts", "/analyses", "/calendar-feed", "/dashboards", "/deliveries", "/digests",
      "/next-steps", "/sessions", "/tokens", "/views", "/invitations", "/jobs",
    ]
    for (name, least) in try Self.stated()
    where !name.hasPrefix("GET ") && ["viewer", "anyone"].contains(least) {
      let path = name.split(separator: " ")[1]
      #expect(own.contains { path == $0 || path.hasPrefix($0 + "/") }, "a viewer may \(name)")
    }
  }

  @Test func `no role gets further than the table says, by any way in`() async throws {
    let stated = try Self.stated()
    try await House.open { house in
      for endpoint in Self.endpoints {
        let name = "\(endpoint.method.word) \(endpoint.path)", least = stated[name] ?? "nobody"
        let sample = Sample(endpoint)
        let missing = Dictionary(sample.names.map { ($0.field, ID<Endpoint>.new().text) }) { first, _ in first
        }
        for manner in Manner.allCases where manner.fits(endpoint) {
          let nobody = await house.ask(sample, manner, missing, as: nil)
          if least == "anyone" {
            #expect(nobody.status != 401 && nobody.status != 303, "\(name) as \(manner) by nobody: \(nobody)")
            continue
          }
          let isTurnedAway =
            nobody.status == 401 || nobody.status == 303 && nobody.text.hasPrefix("/sign-in")
          #expect(isTurnedAway, "\(name) as \(manner) by nobody: \(nobody)")
          for who in House.Who.allCases {
            let mayCome = Role(rawValue: least).map { who.actor.role >= $0 } ?? false
            // Whoever may come in might change something for those that follow; they are asked by other tests.
            if mayCome && endpoint.writes && manner != .form { continue }
            let said = await house.ask(sample, manner, missing, as: who.rawValue)
            if mayCome {
              #expect(
                said.status != 401 && said.status != 403 && said.status < 500,
                "\(name) as \(manner) by \(who): \(said)")
            } else {
              #expect(said.status == 403, "\(name) as \(manner) by \(who): \(said)")
            }
          }
        }
        guard endpoint.writes, endpoint.isPublished, least != "anyone" else { continue }
        let reading = await house.ask(sample, .api, missing, as: "read admin")
        #expect(reading.status == 403, "\(name) with a token that only reads: \(reading)")
      }
    }
  }
}
