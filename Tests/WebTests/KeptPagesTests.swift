import Blueprint
import Foundation
import Kernel
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite struct KeptPagesTests {
  /// Counts what was drawn.
  private final class Pen: Sendable {
    let drawn = Mutex(0)

    func draw(_ text: String = "page", status: Int = 200) -> WebResponse {
      drawn.withLock { $0 += 1 }
      return WebResponse(status, text, type: "text/html")
    }

    var count: Int { drawn.withLock { $0 } }
  }

  private func state(_ database: Database) async throws -> DatabaseState { try await database.state() }

  private func key(_ target: String = "/notes", session: String = "ada") -> KeptPages.Key {
    let actor = Actor(id: .new(), name: "Ada", role: .manager),
      now = Date(timeIntervalSince1970: 1_790_000_000)
    let request = WebRequest("GET", target, headers: ["cookie": "\(Site.cookieName)=\(session)"])
    let context = Context(
      actor: actor, now: now, database: database, requestID: "r", folder: "")
    let visit = Visit(context: context, path: request.path, query: request.query, fields: Fields())
    guard let key = KeptPages.Key(Call(id: "r", request: request, now: now), visit) else {
      preconditionFailure("somebody is signed in")
    }
    return key
  }

  private let database: Database
  private let start = Date(timeIntervalSince1970: 1_790_000_000)

  init() async throws { database = try await Database.temporary(PlatformTables.migrations) }

  private func save() async throws {
    try await database.write { db in
      try db.run("INSERT INTO settings (name, value) VALUES (\(ID<Note>.new().text), 'x')")
    }
  }

  @Test func `a page is drawn again after a save, and for nobody else's sake`() async throws {
    let pages = KeptPages(), pen = Pen()
    func look(_ key: KeptPages.Key, after seconds: Double = 0) async throws {
      _ = try await pages.page(key, at: start.addingTimeInterval(seconds), as: try await state(database)) {
        pen.draw()
      }
    }
    for _ in 0..<3 { try await look(key()) }
    #expect(pen.count == 1)
    try await look(key(session: "bo"))
    try await look(key("/notes?page=2"))
    #expect(pen.count == 3)
    try await save()
    try await look(key())
    #expect(pen.count == 4)
    try await look(key(), after: KeptPages.longest - 1)
    #expect(pen.count == 4)
    try await look(key(), after: KeptPages.longest)
    #expect(pen.count == 5)
  }

  @Test func `many who ask at once wait for one drawing`() async throws {
    let pages = KeptPages(), pen = Pen(), mark = try await state(database), key = key(), start = start
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await pages.page(key, at: start, as: mark) {
            try await Task.sleep(for: .milliseconds(20))
            return pen.draw("the one page")
          }.text
        }
      }
      for try await text in group { #expect(text == "the one page") }
    }
    #expect(pen.count == 1)
  }

  @Test func `refusals and failures are not kept`() async throws {
    struct Failure: Error {}
    let pages = KeptPages(), pen = Pen(), mark = try await state(database)
    for expected in 1...2 {
      _ = try await pages.page(key(), at: start, as: mark) { pen.draw(status: 404) }
      #expect(pen.count == expected)
      await #expect(throws: Failure.self) {
        _ = try await pages.page(key("/other"), at: start, as: mark) { throw Failure() }
      }
    }
  }

  @Test func `the pages least looked at make room`() async throws {
    let pages = KeptPages(room: 8_000), pen = Pen(), mark = try await state(database)
    func look(_ number: Int) async throws {
      _ = try await pages.page(key("/notes/\(number)"), at: start, as: mark) {
        pen.draw(String(repeating: "x", count: 1_000))
      }
    }
    for number in 0..<8 { try await look(number) }
    try await look(0)
    try await look(8)
    #expect(pen.count == 9)
    try await look(0)
    #expect(pen.count == 9)
    try await look(1)
    #expect(pen.count == 10)
  }

  @Test func `an edit is seen by the next look`() async throws {
    try await TestSite.with { web in
      let token = TestSite.formToken
      #expect(await web.get("/notes").text.contains("Snow") == false)
      #expect(await web.get("/notes").status == 200)
      let saved = await web.post(
        "/notes", form: "text=Snow&csrf=\(token)", ["origin": "http://here", "cookie": ""])
      #expect(saved.status == 303)
      #expect(await web.get("/notes").text.contains("Snow"))
      #expect(await web.get("/notes").text.contains("Snow"))
    }
  }
}
