internal import CPostgres
internal import Foundation
internal import Synchronization

/// The threads of a pool. Work is taken in the order it came, so nobody waits for ever.
///
/// Unchecked: what is shared is touched under `condition` alone.
final class PostgresWorkers: @unchecked Sendable {
  typealias Work = @Sendable (PostgresSession) -> Void

  private let url: String
  private let limit: Int
  private let condition = NSCondition()
  private var waiting: [Work] = []
  private var idle = 0
  private var alive = 0
  private var isClosed = false
  private var whenEmpty: [@Sendable () -> Void] = []

  init(url: String, limit: Int) {
    self.url = url
    self.limit = max(1, limit)
  }

  /// Runs `work` on a thread of the pool with its connection. Cancelling the task cancels the statement.
  func perform<T: Sendable>(_ work: @escaping @Sendable (PostgresSession) throws -> T) async throws -> T {
    let ticket = Ticket()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isTaken = add { session in
          let result = Result {
            try ticket.begin(session)
            defer { ticket.end() }
            return try work(session)
          }
          continuation.resume(with: result)
        }
        if !isTaken { continuation.resume(throwing: StorageError.unavailable("the database is closed")) }
      }
    } onCancel: {
      ticket.cancel()
    }
  }

  /// Lets what waits finish, then ends the threads and their connections.
  func close() async {
    await withCheckedContinuation { continuation in
      condition.lock()
      isClosed = true
      let isEmpty = alive == 0
      if !isEmpty { whenEmpty.append { continuation.resume() } }
      condition.broadcast()
      condition.unlock()
      if isEmpty { continuation.resume() }
    }
  }

  private func add(_ work: @escaping Work) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    guard !isClosed else { return false }
    waiting.append(work)
    if idle < waiting.count, alive < limit {
      alive += 1
      let thread = Thread { self.serve() }
      thread.name = "postgres"
      thread.start()
    }
    condition.signal()
    return true
  }

  private func serve() {
    let session = PostgresSession(url: url)
    while let work = next() { work(session) }
    session.disconnect()
    condition.lock()
    alive -= 1
    let done = alive == 0 ? whenEmpty : []
    if alive == 0 { whenEmpty = [] }
    condition.unlock()
    for tell in done { tell() }
  }

  private func next() -> Work? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty {
      if isClosed { return nil }
      idle += 1
      condition.wait()
      idle -= 1
    }
    return waiting.removeFirst()
  }
}

/// Lets a cancelled task reach the statement that runs for it, and no other.
private final class Ticket: Sendable {
  private enum State {
    case waiting
    case running(UInt)
    case cancelled
    case done
  }

  private let state = Mutex(State.waiting)

  func begin(_ session: PostgresSession) throws {
    // Nothing to cancel through where the session is not connected yet; connecting has its own time limit.
    let cancel = UInt(bitPattern: session.connection.flatMap { PQgetCancel($0) })
    try state.withLock {
      if case .cancelled = $0 {
        PQfreeCancel(OpaquePointer(bitPattern: cancel))
        throw CancellationError()
      }
      $0 = .running(cancel)
    }
  }

  func end() {
    state.withLock {
      if case .running(let cancel) = $0 { PQfreeCancel(OpaquePointer(bitPattern: cancel)) }
      $0 = .done
    }
  }

  func cancel() {
    state.withLock {
      switch $0 {
      case .waiting: $0 = .cancelled
      case .running(let cancel):
        var message = [CChar](repeating: 0, count: 256)
        PQcancel(OpaquePointer(bitPattern: cancel), &message, 256)
      case .cancelled, .done: break
      }
    }
  }
}
