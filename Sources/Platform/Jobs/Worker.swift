package import Blueprint
import CMalloc
package import Foundation
package import Kernel
package import Storage

/// Works stored jobs, one at a time, and looks after chores, until its task is cancelled.
package struct Worker: Sendable {
  /// A job whose worker has said nothing for this long is taken over.
  static let silence: TimeInterval = 60

  private let kinds: [String: JobKind]
  private let chores: [Chore]
  private let database: Database
  private let folder: String
  private let name: String
  private let clock: @Sendable () -> Date
  /// Who a job acts for, with the rights they have now; nil once they have none.
  private let actor: @Sendable (ID<Actor>) async throws -> Actor?
  private let log: @Sendable (String) -> Void

  /// A `name` that outlives the process lets the next one know the jobs which this one leaves behind.
  package init(
    kinds: [JobKind], chores: [Chore] = [], database: Database, folder: String,
    name: String = ID<Worker>.new().text,
    clock: @escaping @Sendable () -> Date = { Date() },
    actor: @escaping @Sendable (ID<Actor>) async throws -> Actor?, log: @escaping @Sendable (String) -> Void
  ) {
    self.kinds = Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0) })
    self.chores = chores
    self.database = database
    self.folder = folder
    self.name = name
    self.clock = clock
    self.actor = actor
    self.log = log
  }

  /// Works until cancelled; a job under way then goes back into the queue.
  package func run() async {
    await withTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await workAll() }
      for chore in chores { tasks.addTask { await lookAfter(chore) } }
    }
  }

  private func lookAfter(_ chore: Chore) async {
    while !Task.isCancelled {
      let context = Context(
        actor: .commandLine, now: clock(), database: database, requestID: chore.name, folder: folder)
      do { try await chore.run(context) } catch { logUnlessCancelled("\(chore.name): \(error)") }
      try? await Task.sleep(for: .seconds(chore.every))
    }
  }

  private func workAll() async {
    while !Task.isCancelled {
      do {
        if try await workOne() { continue }
      } catch {
        logUnlessCancelled("jobs: \(error)")
      }
      try? await Task.sleep(for: .milliseconds(250))
    }
  }

  /// Work that was ended in the middle fails, and that is no news: the next server begins it again.
  private func logUnlessCancelled(_ line: String) {
    if !Task.isCancelled { log(line) }
  }

  /// Works the next job, if there is one; false when the queue is empty.
  package func workOne() async throws -> Bool {
    let now = clock()
    let job = try await database.write { db in try Job.take(by: name, at: now, silence: Self.silence, db) }
    guard let job else { return false }
    let beat = Task { await keepAlive(job) }
    defer { beat.cancel() }
    await finish(job, with: await outcome(of: job))
    Self.returnMemory()
    return true
  }

  /// Hands pages that a large job has freed back to the system: the C library keeps them otherwise.
  private static func returnMemory() {
    _ = malloc_trim(0)
  }

  private enum Outcome {
    case done(String)
    case failed(String)
    case stopped
  }

  private func outcome(of job: Job) async -> Outcome {
    guard let kind = kinds[job.kind] else {
      return .failed("This program does not know the work “\(job.kind)”.")
    }
    do {
      let known = job.actor == Actor.commandLine.id ? Actor.commandLine : try await actor(job.actor)
      guard let known else {
        return .failed("\(job.actorName) may not sign in any more, so nothing was done.")
      }
      let context = Context(
        actor: known, now: clock(), database: database, requestID: job.id.text, folder: folder)
      let reporter = Reporter()
      let run = JobRun(job: job.id, context: context) { done, total, word in
        guard await reporter.isDue() else { return }
        try await report(job, done, total, word)
      }
      return .done(try await kind.run(job.input, run))
    } catch is JobStopped {
      return .stopped
    } catch is CancellationError {
      return .stopped
    } catch let refusal as any Refusal {
      return .failed(refusal.message)
    } catch {
      log("job \(job.id) (\(job.kind)): \(error)")
      return .failed("Something went wrong on our side; nothing was half done. Quote job \(job.id).")
    }
  }

  private func report(_ job: Job, _ done: Int, _ total: Int, _ word: String) async throws {
    let now = clock()
    let isOurs = try await database.write { db in
      try Job.heard(job.id, from: name, done: done, total: total, word: word, at: now, db)
    }
    if !isOurs || Task.isCancelled { throw JobStopped() }
  }

  /// Long steps between reports must not look like silence.
  private func keepAlive(_ job: Job) async {
    while !Task.isCancelled {
      do {
        try await Task.sleep(for: .seconds(15))
        let now = clock()
        _ = try await database.write { db in
          try db.run("UPDATE jobs SET heard_at = \(now) WHERE id = \(job.id) AND worker = \(name)")
        }
      } catch {
        return
      }
    }
  }

  /// Keeps how a job ended. On a full disk, or while the database is away, that has to wait; meanwhile nothing else
  /// could be worked either.
  private func finish(_ job: Job, with outcome: Outcome) async {
    while true {
      do {
        return try await keep(outcome, of: job)
      } catch {
        log("job \(job.id): its end could not be kept: \(error)")
        let isPassing =
          switch error as? StorageError {
          case .full, .unavailable: true
          default: false
          }
        guard isPassing, !Task.isCancelled else { return }
        try? await Task.sleep(for: .seconds(2))
      }
    }
  }

  private func keep(_ outcome: Outcome, of job: Job) async throws {
    let now = clock()
    try await database.write { db in
      switch outcome {
      case .done(let result):
        try Job.end(job.id, by: name, as: .done, result: result, problem: nil, at: now, db)
      case .failed(let problem):
        try Job.end(job.id, by: name, as: .failed, result: nil, problem: problem, at: now, db)
      case .stopped:
        // A cancelled job is no longer ours; one that the program's end interrupted goes on after the next start.
        _ = try db.run(
          "UPDATE jobs SET state = 'queued', worker = NULL WHERE id = \(job.id) AND worker = \(name) AND state = 'running'"
        )
      }
    }
  }
}

/// Lets a report through at most four times a second.
private actor Reporter {
  private var last: ContinuousClock.Instant?

  func isDue() -> Bool {
    let now = ContinuousClock.now
    if let last, last.duration(to: now) < .milliseconds(250) { return false }
    last = now
    return true
  }
}
