package import Foundation
package import Kernel
package import Storage

/// What the outside world gives an action. A test passes another one.
package struct Context: Sendable {
  package let actor: Actor
  package let now: Date
  package let today: Day
  package let database: Database
  /// Names the call in logs, events and error pages.
  package let requestID: String
  /// Set when the caller wants this write carried out once, however often it is sent.
  package let idempotency: IdempotencyKey?
  /// The browser session the call came with, by its token; nil for tokens and the command line.
  package let session: String?
  /// The folder for uploads and files that jobs write.
  package let folder: String

  package init(
    actor: Actor, now: Date, database: Database, requestID: String, folder: String,
    session: String? = nil, idempotency: IdempotencyKey? = nil
  ) {
    self.actor = actor
    self.now = now
    today = Day(ordinal: Int((now.timeIntervalSince1970 / 86_400).rounded(.down)))
    self.database = database
    self.requestID = requestID
    self.folder = folder
    self.session = session
    self.idempotency = idempotency
  }

  package func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    try await database.read(body)
  }

  /// One transaction: all of it commits with its events, or nothing does.
  package func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    try await database.write { db in
      try idempotency?.claim(at: now, db)
      return try body(db)
    }
  }
}
