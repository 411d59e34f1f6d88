/// What a call gives back, before it becomes JSON, a page or a line of text.
package struct Answer: Sendable {
  package enum Body: Sendable {
    case value(any Encodable & Sendable)
    case download(Download)
  }

  package let body: Body
  package let status: Int
  package let location: String?
  package let version: Int?

  package init(body: Body, status: Int, location: String? = nil, version: Int? = nil) {
    self.body = body
    self.status = status
    self.location = location
    self.version = version
  }
}

/// What an endpoint returns: readable back, so that its shape can be read off it.
package typealias Reply = Codable & Sendable

/// A reply that says where the made or changed record lives.
package protocol Located {
  var location: String { get }
}

/// A reply that carries the version of its record, for conditional requests and against lost updates.
package protocol Versioned {
  var version: Int { get }
}

/// Bytes to keep as a file, not to show.
package struct Download: Sendable {
  package enum Content: Sendable {
    case bytes([UInt8])
    case file(path: String)
  }
  package let name: String
  package let type: String
  package let content: Content

  package init(name: String, type: String, content: Content) {
    self.name = name
    self.type = type
    self.content = content
  }
}

/// The reply of an endpoint with nothing to say.
package struct Done: Reply {
  package let done: Bool
  package init() { done = true }
}

/// A file that a caller sent; it lies on disk and was never held in memory whole.
package struct Upload: Sendable, Schematic {
  package let path: String
  package let name: String
  package let bytes: Int
  package let digest: String

  package init(path: String, name: String, bytes: Int, digest: String) {
    self.path = path
    self.name = name
    self.bytes = bytes
    self.digest = digest
  }

  package static var schema: Schema { .text(format: "binary", choices: []) }
  package static var specimen: Upload { Upload(path: "", name: "", bytes: 0, digest: "") }
}
