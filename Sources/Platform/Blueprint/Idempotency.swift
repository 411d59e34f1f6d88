package import Foundation
package import Storage

/// A caller's promise that calls with this key are one call. Kept for a day; the first answer is repeated.
package struct IdempotencyKey: Sendable, Hashable {
  package let key: String
  package let actor: String
  /// A digest of method, path and body: the same key with another request is refused.
  package let fingerprint: String

  package init(key: String, actor: String, fingerprint: String) {
    self.key = key
    self.actor = actor
    self.fingerprint = fingerprint
  }

  /// The answer of the first call with this key, if there was one.
  package enum Earlier: Sendable {
    case none
    case answered(status: Int, location: String?, body: String)
    case unfinished
    case otherRequest
  }

  package func earlier(_ db: Connection) throws -> Earlier {
    let row = try db.first(
      """
      SELECT fingerprint, status, location, body FROM idempotency_keys
      WHERE key = \(key) AND actor_id = \(actor)
      """
    ) {
      (
        print: try $0.text(0), status: try $0.intOrNil(1), location: try $0.textOrNil(2),
        body: try $0.textOrNil(3)
      )
    }
    guard let row else { return .none }
    guard row.print == fingerprint else { return .otherRequest }
    guard let status = row.status, let body = row.body else { return .unfinished }
    return .answered(status: status, location: row.location, body: body)
  }

  /// Takes the key inside the transaction of the write itself, so that a crash can't carry it out twice.
  func claim(at now: Date, _ db: Connection) throws {
    _ = try db.run(
      """
      INSERT INTO idempotency_keys (key, actor_id, fingerprint, created_at)
      VALUES (\(key), \(actor), \(fingerprint), \(now))
      ON CONFLICT (actor_id, key) DO NOTHING
      """)
  }

  package func remember(status: Int, location: String?, body: String, _ db: Connection) throws {
    _ = try db.run(
      """
      UPDATE idempotency_keys SET status = \(status), location = \(location), body = \(body)
      WHERE key = \(key) AND actor_id = \(actor)
      """)
  }

  package static func forget(before moment: Date, _ db: Connection) throws {
    _ = try db.run("DELETE FROM idempotency_keys WHERE created_at < \(moment)")
  }
}
