internal import Foundation

/// A PostgreSQL server behind a pool of connections, each served by a thread of its own: libpq's calls block,
/// and Swift's own threads must not.
final class PostgresBackend: Sendable {
  private let workers: ConnectionThreads<PostgresSession>

  init(url: String, options: DatabaseOptions) async throws {
    workers = ConnectionThreads("postgres", limit: options.connections) { PostgresSession(url: url) }
    // A wrong address or password is told at once, not at the first query.
    do { try await workers.perform { try $0.connect() } } catch {
      await workers.close()
      throw error
    }
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    try await workers.perform { session in
      try Self.transaction(session, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }
  }

  func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    try await workers.perform { session in
      try Self.transaction(session, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", body)
    }
  }

  func close() async { await workers.close() }

  // A transaction that the server rolled back because of others runs again, a few times; one whose connection
  // broke before COMMIT was sent, once. After COMMIT was sent, never: it may have been saved.
  private static func transaction<T>(
    _ session: PostgresSession, _ begin: String, _ body: (Connection) throws -> T
  ) throws -> T {
    var conflicts = 0, breaks = 0
    while true {
      do {
        try session.connect()
        return try once(session, begin, body)
      } catch let error as StorageError {
        if case .outcomeUnknown = error { throw error }
        let failure = session.lastFailure
        if session.connection != nil, session.isBroken, breaks == 0 {
          breaks += 1
        } else if !session.isBroken, failure?.isConflict == true || failure?.isStalePlan == true,
          conflicts < 5
        {
          conflicts += 1
          Thread.sleep(forTimeInterval: Double.random(in: 0.002...0.01) * Double(conflicts))
        } else {
          throw error
        }
      }
    }
  }

  private static func once<T>(
    _ session: PostgresSession, _ begin: String, _ body: (Connection) throws -> T
  ) throws -> T {
    try session.command(begin)
    let connection = Connection(session)
    let result: T
    do {
      result = try body(connection)
      if connection.hasFailed { throw StorageError.transactionFailed }
    } catch {
      session.rollback()
      throw error
    }
    try session.commit()
    return result
  }
}
