import Blueprint
import Files
import Foundation
import Kernel
import Storage

/// The HTML side: cookies, forms, pages.
extension Site {
  func respondPage(_ call: Call) async -> WebResponse {
    do {
      return try await answerPage(call)
    } catch let refusal as any Refusal {
      return await errorPage(Problem(refusal, request: call.id), call)
    } catch {
      options.log(Log.fault(call, error))
      return await errorPage(Problem(fault: error, request: call.id), call)
    }
  }

  private func answerPage(_ call: Call) async throws -> WebResponse {
    if let response = try await signInPages(call) { return response }
    let session = try await session(of: call)
    if call.request.path == "/search", call.request.method == "GET" {
      guard let session else { return try await toSignIn(call) }
      return try await search(call, session)
    }
    var fields: Fields?
    var method = call.request.method
    if method == "POST" {
      // Forms know GET and POST; a hidden field says which of the others is meant.
      let words = call.request.path.split(separator: "/")
      let target = try? endpointTaking(call, words)
      let read = try await formFields(call, target)
      if session == nil, target?.allow == .anyone {
        try checkPreliminary(read, call)
      } else {
        try Self.checkForm(read, session, call)
      }
      if let override = read.text("_method")?.uppercased(), ["PATCH", "PUT", "DELETE"].contains(override) {
        method = override
      }
      fields = read
    } else if method != "GET" {
      throw WebRefusal.methodNotAllowed(["GET", "POST"])
    }
    switch pages.find(method, call.request.path.split(separator: "/")) {
    case .none: throw WebRefusal.notFound
    case .otherMethods(let methods): throw WebRefusal.methodNotAllowed(methods)
    case .found(.endpoint(let endpoint), let parameters):
      guard let actor = try await welcome(session, endpoint, call) else { return try await toSignIn(call) }
      return try await endpoint.writes
        ? write(endpoint, fields ?? Fields(), parameters, actor, session, call)
        : read(endpoint, parameters, actor, session, call)
    case .found(.form(let endpoint, let form), let parameters):
      guard let actor = try await welcome(session, endpoint, call) else { return try await toSignIn(call) }
      return try await drawForm(endpoint, form, parameters, actor, session, call)
    }
  }

  /// The endpoint that a posted form goes to, whichever method its hidden field will name.
  private func endpointTaking(_ call: Call, _ words: [Substring]) throws -> Endpoint? {
    for method in ["POST", "PATCH", "PUT", "DELETE"] {
      if case .found(.endpoint(let endpoint), _) = pages.find(method, words) { return endpoint }
    }
    return nil
  }

  private func welcome(_ session: Doorman.Session?, _ endpoint: Endpoint, _ call: Call) async throws -> Actor?
  {
    if session == nil, case .atLeast = endpoint.allow { return nil }
    try admit(session?.actor, to: endpoint)
    return session?.actor ?? .nobody
  }

  func session(of call: Call) async throws -> Doorman.Session? {
    guard let token = call.request.cookie(Self.cookieName), !token.isEmpty else { return nil }
    return try await doorman.session(token, call.now)
  }

  static let cookieName = "mainstay_session"

  /// A write must carry the session's own token, and must not come from another site.
  static func checkForm(_ fields: Fields, _ session: Doorman.Session?, _ call: Call) throws {
    let token = fields.text("csrf") ?? call.request.headers["x-csrf-token"]
    guard let session, FormToken.matches(token, session.formToken), isSameOrigin(call) else {
      if session == nil { throw WebRefusal.signInNeeded }
      throw WebRefusal.forged
    }
  }

  static func isSameOrigin(_ call: Call) -> Bool {
    if let site = call.request.headers["sec-fetch-site"], site == "cross-site" { return false }
    guard let origin = call.request.headers["origin"], origin != "null",
      let host = call.request.headers["host"]
    else {
      return call.request.headers["origin"] != "null"
    }
    return origin == "http://\(host)" || origin == "https://\(host)"
  }

  private func read(
    _ endpoint: Endpoint, _ parameters: [(String, String)], _ actor: Actor, _ session: Doorman.Session?,
    _ call: Call
  ) async throws -> WebResponse {
    let (fields, _) = try await fields(of: endpoint, parameters, call)
    let visit = visit(call, fields, actor, session)
    if let format = TableFile.Format(asked: call.request, fields), let export = endpoint.export {
      return try TableFile.response(
        try await export(try await endpoint.call(fields, visit.context), visit), format)
    }
    guard endpoint.draw != nil, let key = KeptPages.Key(call, visit) else {
      return try await answered(endpoint, visit, call)
    }
    return try await keptPages.page(key, at: call.now, as: try await database.state()) {
      try await answered(endpoint, visit, call)
    }
  }

  private func answered(_ endpoint: Endpoint, _ visit: Visit, _ call: Call) async throws -> WebResponse {
    let answer = try await endpoint.call(visit.fields, visit.context)
    if case .download(let download) = answer.body { return Self.response(download) }
    guard let draw = endpoint.draw else { throw WebRefusal.notFound }
    return try await drawn(try await draw(answer, visit), visit, call)
  }

  func drawn(_ page: Page, _ visit: Visit, _ call: Call) async throws -> WebResponse {
    var page = page
    if visit.isFragment, visit.fields.text("_part") == "true" { page.frame = .fragment }
    let html = try await framed(page, visit)
    var response = WebResponse(
      page.status, headers: [("content-type", "text/html; charset=utf-8")], body: .bytes(html))
    if visit.context.actor == .nobody, !visit.formToken.isEmpty {
      response.set("set-cookie", preliminaryToken(call, keeping: visit.formToken).cookie)
    }
    return compressed(response, call)
  }

  /// Pages travel small: level 1 costs a fraction of what drawing them does.
  private func compressed(_ response: WebResponse, _ call: Call) -> WebResponse {
    guard case .bytes(let bytes) = response.body, bytes.count > 1400,
      call.request.headers["accept-encoding"]?.contains("gzip") == true,
      let small = Gzip.compressed(bytes, level: 1)
    else { return response }
    var response = response
    response.body = .bytes(small)
    response.set("content-encoding", "gzip")
    response.set("vary", "accept-encoding")
    return response
  }

  private func write(
    _ endpoint: Endpoint, _ posted: Fields, _ parameters: [(String, String)], _ actor: Actor,
    _ session: Doorman.Session?, _ call: Call
  ) async throws -> WebResponse {
    var fields = posted
    fields.add(text: parameters)
    let context = context(call, actor: actor)
    do {
      let answer = try await endpoint.call(fields, context)
      if endpoint.draw != nil, let draw = endpoint.draw, endpoint.form?.done == nil, answer.location == nil {
        let visit = visit(call, fields, actor, session)
        return try await drawn(try await draw(answer, visit), visit, call)
      }
      let to = endpoint.form?.done?(answer, fields) ?? posted.text("back") ?? answer.location ?? "/"
      return moved(to: Self.ownAddress(to) ?? "/", call)
    } catch let refusal as any Refusal {
      guard let form = endpoint.form else { throw refusal }
      let visit = visit(call, fields, actor, session)
      let page = try await formPage(endpoint, form, parameters, visit, refusal: refusal)
      return try await drawn(page, visit, call)
    }
  }

  /// htmx follows a redirect inside its request; the address bar moves only when told.
  func moved(to address: String, _ call: Call) -> WebResponse {
    guard call.request.headers["hx-request"] == "true" else { return .redirect(address) }
    return WebResponse(204, headers: [("hx-redirect", address)])
  }

  /// Only addresses of this site are followed after a form.
  static func ownAddress(_ address: String) -> String? {
    let isOwn = address.hasPrefix("/") && !address.hasPrefix("//") && !address.hasPrefix("/\\")
    return isOwn && address.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) ? address : nil
  }

  func visit(_ call: Call, _ fields: Fields, _ actor: Actor, _ session: Doorman.Session?) -> Visit {
    let context = context(call, actor: actor)
    let formToken = session.map { FormToken.masked($0.formToken) } ?? preliminaryToken(call).0
    return Visit(
      context: context, path: call.request.path, query: call.request.query, fields: fields,
      formToken: formToken, isFragment: call.request.headers["hx-request"] == "true",
      panels: { subject, values in try await panelSlots(subject, values, context, formToken) })
  }

  func errorPage(_ problem: Problem, _ call: Call) async -> WebResponse {
    let session = try? await session(of: call)
    let view = ErrorView(
      title: problem.title, text: problem.detail, kept: nil,
      remedies: problem.status == 401
        ? [.init(label: "Sign in", href: "/sign-in", css: "button--primary")]
        : [.init(label: "Back to the start", href: "/", css: "button--primary")],
      requestId: call.id)
    var page = Page("error", title: problem.title, frame: session == nil ? .plain : .shell, view)
    page.status = problem.status
    let visit = visit(call, Fields(), session?.actor ?? .nobody, session)
    if let response = try? await drawn(page, visit, call) { return response }
    return problem.response
  }
}
