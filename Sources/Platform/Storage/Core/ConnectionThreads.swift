internal import Foundation
internal import Synchronization

/// A connection that a thread of its own works with.
protocol ThreadedSession: AnyObject, SendableMetatype {
  /// Called before each piece of work. Answers what stops its statements from another thread; nil where nothing can.
  func prepare() -> Interrupter?
  /// Lets go of the connection, on the thread that worked with it.
  func disconnect()
}

/// Stops a statement from another thread.
struct Interrupter: Sendable {
  let stop: @Sendable () -> Void
  /// Called once, when nothing is left to stop.
  let free: @Sendable () -> Void
}

/// Threads with a connection each, for calls that block: Swift's own threads must not. Work is taken in the order it
/// came, so nobody waits for ever.
///
/// Unchecked: what is shared is touched under `condition` alone.
final class ConnectionThreads<Session: ThreadedSession>: @unchecked Sendable {
  typealias Work = @Sendable (Session) -> Void

  private let name: String
  private let limit: Int
  private let make: @Sendable () -> Session
  private let condition = NSCondition()
  private var waiting: [Work] = []
  private var idle = 0
  private var alive = 0
  private var isClosed = false
  private var whenEmpty: [@Sendable () -> Void] = []

  /// At most `limit` threads are started, as they are needed.
  init(_ name: String, limit: Int, make: @escaping @Sendable () -> Session) {
    self.name = name
    self.limit = max(1, limit)
    self.make = make
  }

  /// Runs `work` on one of the threads with its connection. Cancelling the task cancels the statement.
  func perform<T: Sendable>(_ work: @escaping @Sendable (Session) throws -> T) async throws -> T {
    let ticket = Ticket()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isTaken = add { session in
          let result = Result {
            try ticket.begin(session.prepare())
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
      thread.name = name
      thread.start()
    }
    condition.signal()
    return true
  }

  private func serve() {
    let session = make()
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
    case running(Interrupter?)
    case cancelled
    case done
  }

  private let state = Mutex(State.waiting)

  func begin(_ interrupter: Interrupter?) throws {
    try state.withLock {
      if case .cancelled = $0 {
        interrupter?.free()
        throw CancellationError()
      }
      $0 = .running(interrupter)
    }
  }

  func end() {
    state.withLock {
      if case .running(let interrupter) = $0 { interrupter?.free() }
      $0 = .done
    }
  }

  func cancel() {
    state.withLock {
      switch $0 {
      case .waiting: $0 = .cancelled
      case .running(let interrupter): interrupter?.stop()
      case .cancelled, .done: break
      }
    }
  }
}
