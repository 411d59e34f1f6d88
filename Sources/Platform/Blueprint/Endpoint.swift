/// One thing that can be asked of the product: its JSON route, its page or form, its OpenAPI entry and its
/// command are all this value.
package struct Endpoint: Sendable {
  package enum Method: String, Sendable { case get, post, put, patch, delete }

  package let method: Method
  /// `/accounts/{id}/history`; the API mounts it under `/api/v1`.
  package let path: String
  package let summary: String
  package let allow: Permission
  private let shapeOfInput: LateSchema
  private let shapeOfOutput: LateSchema
  package let status: Int
  package let call: @Sendable (Fields, Context) async throws -> Answer
  package var draw: (@Sendable (Answer, Visit) async throws -> Page)?
  package var export: (@Sendable (Answer, Visit) async throws -> Table)?
  package var form: Form?
  /// Whether it stands in the API and on the command line; pages of pure navigation do not.
  package var isPublished = true
  /// Whether the reply holds a secret that is shown once: it is never kept to be repeated.
  package var isSecret = false
  /// The largest body it takes, in bytes; uploads take more.
  package var bodyLimit = 1_048_576

  package var writes: Bool { method != .get }
  package var input: Schema { shapeOfInput.value }
  package var output: Schema { shapeOfOutput.value }

  /// The names in braces.
  package var parameters: [String] {
    path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
  }

  /// The first word of the path groups endpoints in the API document.
  package var group: String {
    path.split(separator: "/").first.map(String.init) ?? "home"
  }

  package init<Input: Decodable & Sendable, Output: Reply>(
    _ method: Method, _ path: String, _ summary: String, allow: Permission,
    _ handle: @escaping @Sendable (Input, Context) async throws -> Output
  ) {
    self.init(method, path, summary, allow, LateSchema(of: Output.self), Input.self) {
      input, context in
      let output = try await handle(input, context)
      return Answer(
        body: .value(output), status: Endpoint.status(method, Output.self),
        location: (output as? any Located)?.location, version: (output as? any Versioned)?.version)
    } status: {
      Endpoint.status(method, Output.self)
    }
  }

  /// An endpoint that gives a file.
  package init<Input: Decodable & Sendable>(
    download path: String, _ summary: String, allow: Permission,
    _ handle: @escaping @Sendable (Input, Context) async throws -> Download
  ) {
    self.init(.get, path, summary, allow, LateSchema(.text(format: "binary", choices: [])), Input.self) {
      input, context in
      Answer(body: .download(try await handle(input, context)), status: 200)
    } status: {
      200
    }
  }

  private init<Input: Decodable & Sendable>(
    _ method: Method, _ path: String, _ summary: String, _ allow: Permission, _ output: LateSchema,
    _: Input.Type,
    _ answer: @escaping @Sendable (Input, Context) async throws -> Answer, status: () -> Int
  ) {
    self.method = method
    self.path = path
    self.summary = summary
    self.allow = allow
    shapeOfInput = LateSchema(of: Input.self)
    shapeOfOutput = output
    self.status = status()
    call = { fields, context in try await answer(try fields.decode(Input.self), context) }
  }

  private static func status<Output>(_ method: Method, _: Output.Type) -> Int {
    method == .post && Output.self is any Located.Type ? 201 : 200
  }

  /// Draws the reply as a page.
  package func page<Output: Reply>(
    _ draw: @escaping @Sendable (Output, Visit) async throws -> Page
  ) -> Endpoint {
    var copy = self
    copy.draw = { answer, visit in try await draw(try Endpoint.value(answer), visit) }
    return copy
  }

  /// Gives the reply as rows, for CSV and XLSX.
  package func table<Output: Reply>(
    _ rows: @escaping @Sendable (Output, Visit) async throws -> Table
  ) -> Endpoint {
    var copy = self
    copy.export = { answer, visit in try await rows(try Endpoint.value(answer), visit) }
    return copy
  }

  package func form(_ form: Form) -> Endpoint {
    var copy = self
    copy.form = form
    return copy
  }

  /// A page that the API and the command line leave out.
  package var unpublished: Endpoint {
    var copy = self
    copy.isPublished = false
    return copy
  }

  /// The reply is shown once and kept nowhere.
  package var secret: Endpoint {
    var copy = self
    copy.isSecret = true
    return copy
  }

  package func accepting(bytes: Int) -> Endpoint {
    var copy = self
    copy.bodyLimit = bytes
    return copy
  }

  private static func value<Output>(_ answer: Answer) throws -> Output {
    guard case .value(let value) = answer.body, let output = value as? Output else {
      preconditionFailure("a page was declared for another reply than its endpoint gives")
    }
    return output
  }
}

/// An endpoint without input.
package struct NoInput: Codable, Sendable {
  package init() {}
}
