package import Blueprint
package import Foundation
import Kernel
package import Storage

/// The product as the web sees it: every capability's endpoints, pages and panels behind one `respond`.
package struct Site: Sendable {
  /// What an installation may set.
  package struct Options: Sendable {
    /// Cookies are sent over TLS only; off for plain HTTP on loopback.
    package var secureCookies = false
    /// The largest upload, in bytes.
    package var uploadLimit = 20_000_000_000
    package var clock: @Sendable () -> Date = { Date() }
    /// Whether every request is a line of the log; faults always are.
    package var logsRequests = true
    /// Takes one line of log, JSON.
    package var log: @Sendable (String) -> Void = { _ in }

    package init() {}
  }

  enum Target: Sendable {
    case endpoint(Endpoint)
    case form(Endpoint, Form)
  }

  let capabilities: [Capability]
  let doorman: Doorman
  let database: Database
  let folder: String
  let options: Options
  let api: Routes<Endpoint>
  let pages: Routes<Target>
  let panels: [String: [Panel]]
  let renderer: Renderer
  let assets: Assets
  let meters = Meters()
  let company = CompanyName()
  let keptPages = KeptPages()
  /// The API's description; few ask for it.
  let openAPI: Late<Result<[UInt8], any Error>>

  package init(
    capabilities: [Capability], doorman: Doorman, database: Database, folder: String,
    options: Options = Options()
  ) throws {
    self.capabilities = capabilities
    self.doorman = doorman
    self.database = database
    self.folder = folder
    self.options = options
    var api = Routes<Endpoint>(), pages = Routes<Target>()
    let endpoints = capabilities.flatMap(\.endpoints)
    for endpoint in endpoints {
      if endpoint.isPublished { api.add(endpoint.method.word, endpoint.path, endpoint) }
      if endpoint.draw != nil || endpoint.writes || !endpoint.isPublished || endpoint.isDownload {
        pages.add(endpoint.method.word, endpoint.path, .endpoint(endpoint))
      }
      if let form = endpoint.form { pages.add("GET", form.path, .form(endpoint, form)) }
    }
    self.api = api
    self.pages = pages
    panels = Dictionary(
      grouping: capabilities.flatMap(\.panels).sorted { $0.order < $1.order }, by: \.subject)
    assets = Assets(files: Embedded.files)
    openAPI = Late { Result { try OpenAPI.document(of: endpoints.filter(\.isPublished)) } }
    renderer = try Renderer(views: Embedded.files, templates: capabilities.flatMap(\.templates))
  }

  /// Answers one request; it never throws, since there is nobody above to tell.
  package func respond(to request: WebRequest) async -> WebResponse {
    let began = ContinuousClock.now
    let call = Call(
      id: request.headers["x-request-id"].flatMap(Call.soundID) ?? Call.newID(), request: request,
      now: options.clock())
    var response = await route(call)
    for (name, value) in Headers.always where response.header(name) == nil { response.set(name, value) }
    if options.secureCookies {
      response.set("strict-transport-security", "max-age=63072000; includeSubDomains")
    }
    response.set("x-request-id", call.id)
    let elapsed = began.duration(to: .now)
    meters.note(method: request.method, status: response.status, elapsed: elapsed)
    if options.logsRequests { options.log(Log.line(call, response, elapsed)) }
    return response
  }

  private func route(_ call: Call) async -> WebResponse {
    let path = call.request.path
    let isHead = call.request.method == "HEAD"
    var call = call
    if isHead { call.request.method = "GET" }
    var response: WebResponse =
      if path == "/healthz" {
        WebResponse(200, "ok\n", type: "text/plain; charset=utf-8")
      } else if path == "/readyz" {
        await ready()
      } else if path == "/metrics" {
        await metrics()
      } else if path.hasPrefix("/assets/") {
        assets.response(to: call.request)
      } else if path == "/api/v1" || path.hasPrefix("/api/v1/") {
        await respondAPI(call)
      } else {
        await respondPage(call)
      }
    if isHead { response.body = .bytes([]) }
    return response
  }

  private func ready() async -> WebResponse {
    do {
      _ = try await database.read { db in try db.count("SELECT 1") }
      return WebResponse(200, "ready\n", type: "text/plain; charset=utf-8")
    } catch {
      return WebResponse(503, "the database does not answer\n", type: "text/plain; charset=utf-8")
    }
  }

  private func metrics() async -> WebResponse {
    let waiting = try? await database.read { db in
      try db.count("SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running')")
    }
    return WebResponse(
      200, meters.text(jobsWaiting: waiting), type: "text/plain; version=0.0.4; charset=utf-8")
  }

  func context(_ call: Call, actor: Actor, idempotency: IdempotencyKey? = nil) -> Context {
    Context(
      actor: actor, now: call.now, database: database, requestID: call.id, folder: folder,
      session: call.request.headers["authorization"] == nil ? call.request.cookie(Self.cookieName) : nil,
      idempotency: idempotency)
  }
}

/// One request on its way.
struct Call: Sendable {
  let id: String
  var request: WebRequest
  let now: Date

  var visitor: Doorman.Visitor {
    .init(
      address: request.address, agent: String((request.headers["user-agent"] ?? "").prefix(300)),
      session: request.cookie(Site.cookieName))
  }

  static func newID() -> String { ID<Call>.new().text }

  /// A caller's own number is kept when it is short and plain.
  static func soundID(_ text: String) -> String? {
    let isSound =
      (8...64).contains(text.utf8.count) && text.utf8.allSatisfy { $0 == 45 || isAlphanumeric($0) }
    return isSound ? text : nil
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}

extension Endpoint.Method {
  var word: String { rawValue.uppercased() }
}

extension Endpoint {
  var isDownload: Bool { output == .text(format: "binary", choices: []) }
  var takesFile: Bool { input.fields.contains { $0.schema == Upload.schema } }
}
