/// A request as the site sees it, whatever server carried it.
package struct WebRequest: Sendable {
  package var method: String
  /// Percent-encoded as it came.
  package var path: String
  /// Without the question mark.
  package var query: String
  /// By lower-case name.
  package var headers: [String: String]
  /// The caller's address.
  package var address: String
  package var body: WebBody

  package init(
    _ method: String, _ target: String, headers: [String: String] = [:], address: String = "127.0.0.1",
    body: WebBody = .empty
  ) {
    self.method = method
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = parts.first.map(String.init) ?? "/"
    query = parts.count > 1 ? String(parts[1]) : ""
    self.headers = headers
    self.address = address
    self.body = body
  }

  func cookie(_ name: String) -> String? {
    for pair in (headers["cookie"] ?? "").split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      if parts.count == 2, parts[0].trimmingPrefix(while: \.isWhitespace) == name { return String(parts[1]) }
    }
    return nil
  }
}

/// The bytes of a request, chunk by chunk, so that a large file is never held in memory.
package struct WebBody: Sendable {
  /// What the caller says it sends; nil when it does not say.
  package let length: Int?
  let next: @Sendable () async throws -> [UInt8]?

  package init(length: Int?, next: @escaping @Sendable () async throws -> [UInt8]?) {
    self.length = length
    self.next = next
  }

  package static let empty = WebBody(length: 0) { nil }

  package static func bytes(_ bytes: [UInt8]) -> WebBody {
    let once = Once(bytes)
    return WebBody(length: bytes.count) { await once.take() }
  }

  private actor Once {
    private var bytes: [UInt8]?
    init(_ bytes: [UInt8]) { self.bytes = bytes }
    func take() -> [UInt8]? {
      defer { bytes = nil }
      return bytes
    }
  }

  /// All of it, up to a limit.
  func collect(limit: Int) async throws -> [UInt8] {
    if let length, length > limit { throw WebRefusal.tooLarge(limit: limit) }
    var all: [UInt8] = []
    while let chunk = try await next() {
      guard all.count + chunk.count <= limit else { throw WebRefusal.tooLarge(limit: limit) }
      all += chunk
    }
    return all
  }
}

/// An answer as the site gives it.
package struct WebResponse: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    case file(path: String)
  }

  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: Body

  package init(_ status: Int, headers: [(name: String, value: String)] = [], body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  init(_ status: Int, _ text: String, type: String) {
    self.init(status, headers: [("content-type", type)], body: .bytes(Array(text.utf8)))
  }

  static func redirect(_ to: String, _ status: Int = 303) -> WebResponse {
    WebResponse(status, headers: [("location", to), ("cache-control", "no-store")])
  }

  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  mutating func set(_ name: String, _ value: String) {
    headers.removeAll { $0.name == name }
    headers.append((name, value))
  }

  /// The body as text, for tests and logs.
  package var text: String {
    if case .bytes(let bytes) = body { String(decoding: bytes, as: UTF8.self) } else { "" }
  }
}
