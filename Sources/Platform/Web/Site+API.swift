import Blueprint
import Foundation
import Kernel
import Secrets
import Storage

/// The JSON side: `/api/v1`, bearer tokens, RFC 9457 problems.
extension Site {
  func respondAPI(_ call: Call) async -> WebResponse {
    do {
      return try await answerAPI(call)
    } catch let refusal as any Refusal {
      return refused(refusal, call)
    } catch {
      options.log(Log.fault(call, error))
      return Problem(fault: error, request: call.id).response
    }
  }

  private func refused(_ refusal: any Refusal, _ call: Call) -> WebResponse {
    var response = Problem(refusal, request: call.id).response
    if refusal.status == 401 { response.set("www-authenticate", "Bearer realm=\"mainstay\"") }
    if case .methodNotAllowed(let methods)? = refusal as? WebRefusal {
      response.set("allow", methods.joined(separator: ", "))
    }
    if let wait = (refusal as? any Retryable)?.retryAfter { response.set("retry-after", String(wait)) }
    return response
  }

  private func answerAPI(_ call: Call) async throws -> WebResponse {
    let words = call.request.path.split(separator: "/").dropFirst(2)
    if words.elementsEqual(["openapi.json"]) {
      guard call.request.method == "GET" else { throw WebRefusal.methodNotAllowed(["GET"]) }
      return WebResponse(
        200, headers: [("content-type", "application/json")], body: .bytes(try openAPI.value.get()))
    }
    switch api.find(call.request.method, Array(words)) {
    case .none: throw WebRefusal.notFound
    case .otherMethods(let methods): throw WebRefusal.methodNotAllowed(methods)
    case .found(let endpoint, let parameters):
      let actor = try await actor(of: call, for: endpoint)
      return try await carryOut(endpoint, parameters, as: actor, call)
    }
  }

  private func actor(of call: Call, for endpoint: Endpoint) async throws -> Actor {
    let actor: Actor?
    if let header = call.request.headers["authorization"] {
      guard header.lowercased().hasPrefix("bearer ") else { throw WebRefusal.signInNeeded }
      actor = try await doorman.bearer(String(header.dropFirst(7)), call.now)
      guard actor != nil else { throw WebRefusal.signInNeeded }
    } else {
      let session = try await session(of: call)
      let token = call.request.headers["x-csrf-token"]
      if endpoint.writes, let session, !FormToken.matches(token, session.formToken) {
        throw WebRefusal.forged
      }
      actor = session?.actor
    }
    try admit(actor, to: endpoint)
    return actor ?? .nobody
  }

  func admit(_ actor: Actor?, to endpoint: Endpoint) throws {
    guard !endpoint.allow.admits(actor, writing: endpoint.writes) else { return }
    guard let actor else { throw WebRefusal.signInNeeded }
    if endpoint.allow.admits(actor, writing: false) { throw WebRefusal.readOnlyToken }
    if case .atLeast(let role) = endpoint.allow { throw WebRefusal.notAllowed(needed: role.rawValue) }
    throw WebRefusal.signInNeeded
  }

  private func carryOut(
    _ endpoint: Endpoint, _ parameters: [(String, String)], as actor: Actor, _ call: Call
  ) async throws -> WebResponse {
    let (fields, body) = try await fields(of: endpoint, parameters, call)
    let key = idempotencyKey(call, endpoint, actor, body)
    if let key, let earlier = try await repeated(key) { return earlier }
    let answer = try await endpoint.call(fields, context(call, actor: actor, idempotency: key))
    let response = try await written(answer, endpoint, fields, actor, call)
    if let key, case .bytes = response.body {
      try await database.write { db in
        try key.remember(
          status: response.status, location: response.header("location"), body: response.text, db)
      }
    }
    return response
  }

  private func written(
    _ answer: Answer, _ endpoint: Endpoint, _ fields: Fields, _ actor: Actor, _ call: Call
  ) async throws -> WebResponse {
    if let format = TableFile.Format(asked: call.request, fields), let export = endpoint.export {
      let visit = Visit(
        context: context(call, actor: actor), path: call.request.path, query: call.request.query,
        fields: fields)
      return try TableFile.response(try await export(answer, visit), format)
    }
    switch answer.body {
    case .download(let download): return Self.response(download)
    case .value(let value):
      let bytes = Array(try JSON.encoder().encode(value))
      var response = WebResponse(
        answer.status, headers: [("content-type", "application/json")], body: .bytes(bytes))
      if let location = answer.location { response.set("location", "/api/v1" + location) }
      let tag = answer.version.map { "\"v\($0)\"" } ?? "W/\"\(SHA256.hex(bytes).prefix(16))\""
      if endpoint.method == .get || answer.version != nil { response.set("etag", tag) }
      if endpoint.method == .get, call.request.headers["if-none-match"] == tag {
        return WebResponse(304, headers: [("etag", tag)])
      }
      return response
    }
  }

  static func response(_ download: Download) -> WebResponse {
    let plain = download.name.unicodeScalars.map {
      $0.isASCII && $0 != "\"" && $0.value >= 32 ? String($0) : "_"
    }
    let body: WebResponse.Body =
      switch download.content {
      case .bytes(let bytes): .bytes(bytes)
      case .file(let path): .file(path: path)
      }
    return WebResponse(
      200,
      headers: [
        ("content-type", download.type),
        (
          "content-disposition",
          "attachment; filename=\"\(plain.joined())\"; filename*=UTF-8''\(Words.percent(download.name))"
        ),
      ], body: body)
  }

  private func idempotencyKey(
    _ call: Call, _ endpoint: Endpoint, _ actor: Actor, _ body: [UInt8]
  ) -> IdempotencyKey? {
    guard endpoint.method == .post, !endpoint.isSecret, let key = call.request.headers["idempotency-key"],
      !key.isEmpty,
      key.utf8.count <= 200
    else { return nil }
    let print = SHA256.hex(Array("\(call.request.method) \(call.request.path)\n".utf8) + body)
    return IdempotencyKey(key: key, actor: actor.id.text, fingerprint: print)
  }

  private func repeated(_ key: IdempotencyKey) async throws -> WebResponse? {
    switch try await database.read({ db in try key.earlier(db) }) {
    case .none: return nil
    case .otherRequest: throw WebRefusal.keyReused
    case .unfinished: throw WebRefusal.unfinished
    case .answered(let status, let location, let body):
      var response = WebResponse(status, body, type: "application/json")
      if let location { response.set("location", location) }
      response.set("idempotent-replay", "true")
      return response
    }
  }
}

/// A refusal that says when to try again, in seconds.
package protocol Retryable { var retryAfter: Int { get } }

extension Actor {
  /// Somebody who has not signed in.
  static let nobody = Actor(
    id: ID("00000000-0000-7000-8000-000000000000")!, name: "Nobody", role: .viewer, scope: .read)
}
