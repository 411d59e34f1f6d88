import Blueprint
import Foundation
import Kernel
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Web

/// A note: the smallest thing that can be listed, read, written and edited by two people at once.
struct Note: Codable, Sendable, Located, Versioned {
  let id: ID<Note>
  let text: String
  let version: Int
  var location: String { "/notes/\(id)" }
}

enum NoteRefusal: Refusal {
  case notFound, changedMeanwhile, empty
  var status: Int { [.notFound: 404, .changedMeanwhile: 409, .empty: 422][self] ?? 500 }
  var code: String { "note-refused" }
  var message: String { "The note was refused: \(self)." }
  var field: String? { self == .empty ? "text" : nil }
}

/// A site with one small capability, so that the web is tested without the business.
struct TestSite: Sendable {
  let site: Site
  let database: Database
  let folder: String

  static let password = "correct horse"
  static let session = "session-of-ada"
  static let formToken = "form-token-of-ada"

  static func with(
    signedUp: Bool = true, role: Role = .manager, _ body: (TestSite) async throws -> Void
  ) async throws {
    let database = try await Database.temporary(PlatformTables.migrations + [notesTable])
    let folder = NSTemporaryDirectory() + "web-" + ID<Note>.new().text
    let actor = Actor(id: .new(), name: "Ada Manager", role: role)
    let site = try Site(
      capabilities: [Capability("notes", endpoints: endpoints)],
      doorman: doorman(actor, signedUp: signedUp), database: database, folder: folder)
    try await body(TestSite(site: site, database: database, folder: folder))
    try await database.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  func get(_ target: String, _ headers: [String: String] = [:], signedIn: Bool = true) async -> WebResponse {
    await site.respond(to: WebRequest("GET", target, headers: headers.merging(cookie(signedIn)) { $1 }))
  }

  func post(_ target: String, form: String, signedIn: Bool = true, _ more: [String: String] = [:]) async
    -> WebResponse
  {
    let headers = ["content-type": "application/x-www-form-urlencoded", "host": "here"].merging(more) { $1 }
    return await site.respond(
      to: WebRequest(
        "POST", target, headers: headers.merging(cookie(signedIn)) { $0 + "; " + $1 },
        body: .bytes(Array(form.utf8))))
  }

  func api(
    _ method: String, _ path: String, _ json: String? = nil, token: String? = "mst_write",
    _ more: [String: String] = [:]
  ) async -> WebResponse {
    var headers = more
    if let token { headers["authorization"] = "Bearer \(token)" }
    if json != nil, headers["content-type"] == nil { headers["content-type"] = "application/json" }
    return await site.respond(
      to: WebRequest(method, "/api/v1" + path, headers: headers, body: .bytes(Array((json ?? "").utf8))))
  }

  /// How many notes there are.
  func notes() async throws -> Int {
    try await database.read { db in try db.count("SELECT COUNT(*) FROM notes") }
  }

  private func cookie(_ signedIn: Bool) -> [String: String] {
    signedIn ? ["cookie": "\(Site.cookieName)=\(TestSite.session)"] : [:]
  }

  private static func doorman(_ actor: Actor, signedUp: Bool) -> Doorman {
    Doorman(
      needsSetUp: { !signedUp },
      setUp: { _, _, _ in session },
      signIn: { email, word, _, _ in
        guard email == "ada@example.com", word == password else { throw NoteRefusal.notFound }
        return session
      },
      signOut: { _, _ in },
      session: { token, _ in token == session ? .init(actor: actor, formToken: formToken) : nil },
      bearer: { token, _ in
        let scopes: [String: Actor.Scope] = ["mst_write": .write, "mst_read": .read]
        return scopes[token].map { Actor(id: actor.id, name: actor.name, role: actor.role, scope: $0) }
      })
  }

  private static let notesTable = Migration(
    "2000-01-01.1 notes: create",
    "CREATE TABLE notes (id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL, version BIGINT NOT NULL)")

  private struct NewNote: Codable { let text: String }
  private struct NotesChanged: Codable, Located {
    let count: Int
    var location: String { "/notes" }
  }
  private struct NoteInput: Codable { let id: ID<Note> }
  private struct NoteChange: Codable {
    let id: ID<Note>
    let text: String
    let version: Int
  }
  private struct FileInput: Codable {
    let file: Upload
    let label: String?
  }
  private struct FileReply: Codable {
    let name: String
    let bytes: Int
    let digest: String
    let label: String?
  }

  private static var endpoints: [Endpoint] {
    [
      listing.endpoint(allow: .viewer),
      Endpoint(.post, "/notes", "Add a note", allow: .manager) { (input: NewNote, context) in
        guard !input.text.isEmpty else { throw NoteRefusal.empty }
        let note = Note(id: .new(at: context.now), text: input.text, version: 1)
        _ = try await context.write { db in
          try db.run(
            "INSERT INTO notes (id, text, version) VALUES (\(note.id), \(note.text), \(note.version))")
        }
        return note
      }.form(
        Form(
          at: "/notes/new", "Add a note", submit: "Add note", fields: [.init("text", "Text", required: true)])
      ),
      Endpoint(.post, "/notes/changes", "Change many notes alike", allow: .manager) { (_: NoInput, _) in
        NotesChanged(count: 0)
      },
      Endpoint(.get, "/notes/{id}", "Show a note", allow: .viewer) { (input: NoteInput, context) in
        try await find(input.id, context)
      }.page { (note: Note, _) in
        Page(
          "error", title: note.text,
          ErrorView(title: note.text, text: "", kept: nil, remedies: [], requestId: ""))
      },
      Endpoint(.patch, "/notes/{id}", "Change a note", allow: .manager) { (input: NoteChange, context) in
        try await context.write { db in
          let changed = try db.run(
            """
            UPDATE notes SET text = \(input.text), version = version + 1
            WHERE id = \(input.id) AND version = \(input.version)
            """)
          guard changed == 1 else { throw NoteRefusal.changedMeanwhile }
        }
        return try await find(input.id, context)
      }.form(
        Form(
          at: "/notes/{id}/edit", "Edit the note", submit: "Save",
          fields: [.init("text", "Text", required: true)],
          initial: { fields, context in
            let note = try await find(try fields.decode(NoteInput.self).id, context)
            return ["text": note.text, "version": String(note.version)]
          })),
      Endpoint(.post, "/files", "Send a file", allow: .manager) { (input: FileInput, _) in
        FileReply(
          name: input.file.name, bytes: input.file.bytes, digest: input.file.digest, label: input.label)
      },
      Endpoint(.get, "/faults", "Fail", allow: .viewer) { (_: NoInput, _) -> Done in
        throw StorageError.fault("secret inside", sql: "SELECT secret")
      },
    ]
  }

  private static func find(_ id: ID<Note>, _ context: Context) async throws -> Note {
    let note = try await context.read { db in
      try db.first("SELECT id, text, version FROM notes WHERE id = \(id)") {
        Note(id: try $0.id(0), text: try $0.text(1), version: try $0.int(2))
      }
    }
    guard let note else { throw NoteRefusal.notFound }
    return note
  }

  private static var listing: Listing<Note> {
    var listing = Listing<Note>(
      "Notes", nouns: ("note", "notes"), at: "/notes", section: "notes",
      select: "notes.id, notes.text, notes.version",
      from: "FROM notes", id: "notes.id", idText: { $0.id.text }, sort: "name",
      columns: [
        .init("name", "Text", order: "notes.text", href: { "/notes/\($0.id)" }) { .text($0.text) },
        .init("version", "Version", order: "notes.version", numeric: true, emptyUnder: "state:first") {
          .whole(Int64($0.version))
        },
      ],
      empty: .init("No note yet", "Notes will stand here.", action: ("Add a note", "/notes/new")),
      visible: { _ in "1 = 1" }, matches: { text in "notes.text LIKE \("%" + text + "%")" }
    ) { Note(id: try $0.id(0), text: try $0.text(1), version: try $0.int(2)) }
    listing.filters = [
      .init("state", "State", choices: .stored { _ in [.init("first", "As first written")] }) { _ in
        "notes.version = 1"
      }
    ]
    listing.bulk = [.init("text", "Text") { _ in [.init("other", "Other")] }]
    return listing
  }
}
