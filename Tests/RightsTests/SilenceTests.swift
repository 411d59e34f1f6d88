import Blueprint
import Foundation
import Kernel
import Testing

@testable import Web
@testable import mainstay

/// A manager can't learn that another's account exists: not by a list, a sum, a search, a file or a refusal.
struct SilenceTests {
  /// What may tell that some figures came, never whose: an alert of one's own and the search for changes follow every import, and a
  /// year's sales of an account, as steps and portfolio weigh it, end with the newest week of the company.
  private static let alwaysMoving = ["GET /jobs ", "GET /sales/changes as api"]
  private static let movedByNewerWeeks = [
    "GET / ", "GET /next-steps ", "GET /accounts/{id} ", "GET /accounts/{id}/next-steps ", "GET /portfolio ",
  ]

  @Test(arguments: ["2026-11-15", "2026-11-22"])
  func `nothing that a manager reads changes when another's account comes`(last: String) async throws {
    try await House.open { house in
      let mine = try await World.make(.nora, "Amberly", in: house)
      try await house.settle()
      let before = await Self.readings(house, mine)
      let theirs = try await World.make(.sam, "Zyxgrove", last: Day(last)!, in: house)
      try await house.settle()
      let after = await Self.readings(house, mine)
      #expect(before.count == after.count && before.count > 200)
      let moved = Self.alwaysMoving + (last > mine.last.description ? Self.movedByNewerWeeks : [])
      for (name, said) in before.sorted(by: { $0.key < $1.key }) {
        let now = try #require(after[name])
        if !moved.contains(where: { name.hasPrefix($0) }) {
          #expect(said == now, "\(name): \(Self.difference(said, now))")
        }
        let isTyped = name.hasSuffix(theirs.word)
        let names =
          [theirs.word, theirs.word.lowercased()] + theirs.ids.filter { !$0.key.isOpen }.map(\.value)
        for word in names where !isTyped && now.text.contains(word) { Issue.record("\(name) tells \(word)") }
      }
      for (name, text) in try await Self.letters(house) {
        #expect(text.contains(mine.word) && !text.contains(theirs.word), "\(name): \(text)")
      }
    }
  }

  /// What the program writes for Nora: a digest of her day, and her calendar.
  private static func letters(_ house: House) async throws -> [(String, String)] {
    let made = await house.api("POST", "/digests", as: "nora")
    let digest = try #require(JSON.parse(Data(made.text.utf8))?["id"])
    let feed = await house.api("POST", "/calendar-feed", as: "nora")
    let address = try #require(JSON.parse(Data(feed.text.utf8))?["address"])
    return [
      ("digest", await house.api("GET", "/digests/\(digest)", as: "nora").text),
      ("calendar", await house.page("GET", address, as: nil).text),
    ]
  }

  /// What Nora, and those in her team, read of everything that can be read without a stranger's id.
  private static func readings(_ house: House, _ mine: World) async -> [String: Said] {
    var all: [String: Said] = [:]
    for endpoint in Product.capabilities.flatMap(\.endpoints) {
      let sample = Sample(endpoint)
      var ids: [String: String] = [:]
      for (field, kind, _) in sample.names where endpoint.parameters.contains(field) {
        ids[field] = kind.map { mine[$0] }
      }
      for manner in Manner.allCases where manner.fits(endpoint) && (!endpoint.writes || manner == .form) {
        for who in [House.Who.nora, .viewer] where endpoint.allow.admits(who.actor, writing: endpoint.writes)
        {
          all["\(endpoint.method.word) \(endpoint.path) as \(manner) by \(who)"] = await house.ask(
            sample, manner, ids, as: who.rawValue)
        }
      }
    }
    for word in ["zyx", "Zyxgrove", "bea", "12", "range", "plan", "rev", "samples"] {
      all["search for \(word)"] = Said(await house.page("GET", "/search?q=\(word)", as: "nora"), asked: [])
    }
    return all
  }

  private static func difference(_ before: Said, _ after: Said) -> String {
    let old = before.text.split(separator: "\n"), new = after.text.split(separator: "\n")
    let gone = old.filter { !new.contains($0) }.prefix(4), come = new.filter { !old.contains($0) }.prefix(4)
    return
      "\(before.status) \(after.status) was \(gone.map { $0.prefix(300) }) is \(come.map { $0.prefix(300) })"
  }

  @Test func `a refusal does not name what is another's`() async throws {
    try await House.open { house in
      let mine = try await World.make(.nora, "Amberly", in: house)
      let theirs = try await World.make(.sam, "Zyxgrove", in: house)
      let account = mine[.account]
      let calls: [(String, String)] = [
        ("/accounts", #"{"name":"Zyxgrove","kind":"group"}"#),
        ("/accounts", #"{"name":"New","kind":"group","source":"Portal","code":"Zyxgrove"}"#),
        ("/accounts/\(account)/codes", #"{"source":"Portal","code":"Zyxgrove"}"#),
        ("/people", #"{"name":"Bea Zyxgrove","account":"\#(account)","email":"Bea.Zyxgrove@example.com"}"#),
        ("/deals", #"{"name":"Zyxgrove range","account":"\#(account)","stage":"\#(mine[.stage])"}"#),
        ("/plans", #"{"account":"\#(account)","kind":"joint","name":"Zyxgrove plan"}"#),
        ("/views", #"{"list":"/accounts","name":"Zyxgrove view","query":"q=a"}"#),
        ("/analyses", #"{"name":"Zyxgrove by week","address":"/analysis?rows=week&metric=value"}"#),
      ]
      for (path, body) in calls {
        let said = await house.api(
          "POST", path, .bytes(Array(body.utf8)), type: "application/json", as: "nora")
        // A refusal may repeat what was typed, and nothing more of the other's.
        let text = said.text.replacing(body, with: "")
        #expect(said.status < 500, "\(path): \(text)")
        #expect(!text.contains(theirs[.account]) && !text.contains("Zyxgrove 12"), "\(path): \(text)")
        if said.status >= 400 { #expect(!text.contains("means “Zyxgrove”"), "\(path): \(text)") }
      }
    }
  }

  @Test func `a file that names another's account is read as if it named nothing`() async throws {
    try await House.open { house in
      _ = try await World.make(.nora, "Amberly", in: house)
      _ = try await World.make(.sam, "Zyxgrove", in: house)
      let files = [
        ("/people/imports", "name,account,title\nEli Elm,NAME,Buyer\n"),
        ("/accounts/imports", "name,kind,parent\nElm 1,store,NAME\n"),
        ("/shelf/listings/imports", "account,item\nNAME,Bar\n"),
      ]
      for (path, csv) in files {
        var said: [Said] = []
        for name in ["Zyxgrove", "Nowhere"] {
          let answer = await house.api(
            "POST", path, House.upload([], file: "a.csv", csv.replacing("NAME", with: name)),
            type: "multipart/form-data; boundary=edge", as: "nora")
          let asked = [name, answer.header("location")?.split(separator: "/").last.map(String.init) ?? ""]
          said.append(Said(answer, asked: asked))
        }
        #expect(said[0] == said[1], "\(path): \(said)")
      }
    }
  }
}

extension JSON {
  /// The text of a field.
  fileprivate subscript(_ name: String) -> String? {
    if case .object(let fields) = self, case .text(let text) = fields[name] { text } else { nil }
  }
}
