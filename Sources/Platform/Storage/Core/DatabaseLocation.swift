internal import Foundation

/// Where a database lives.
package enum DatabaseLocation: Sendable, Equatable, CustomStringConvertible {
  /// A SQLite file.
  case file(path: String)
  /// A PostgreSQL server, as libpq reads the URL (`postgres://user@host:5432/name?sslmode=verify-full`).
  case postgres(url: String)

  /// A URL that begins with `postgres://` or `postgresql://`; everything else is the path of a file.
  package init(_ text: String) {
    let isURL = text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    self = isURL ? .postgres(url: text) : .file(path: text)
  }

  /// For logs: the password of a URL is not shown.
  package var description: String {
    switch self {
    case .file(let path): return path
    case .postgres(let url):
      guard var parts = URLComponents(string: url) else { return "postgres://..." }
      if parts.password != nil { parts.password = "***" }
      parts.queryItems = parts.queryItems?.filter { $0.name != "password" && $0.name != "sslpassword" }
      if parts.queryItems?.isEmpty == true { parts.queryItems = nil }
      return parts.string ?? "postgres://..."
    }
  }
}

/// How a database is opened.
package struct DatabaseOptions: Sendable {
  /// Connections that only read (SQLite).
  package var readers = 4
  /// Connections altogether (PostgreSQL).
  package var connections = 8
  /// Seconds to wait while another program holds the file.
  package var busyTimeout = 5.0

  package init() {}
}
