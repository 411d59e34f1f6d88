import Blueprint
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Jobs

private struct Order: Codable { let word: String }

private enum OrderRefusal: Refusal {
  case soldOut
  var status: Int { 422 }
  var code: String { "sold-out" }
  var message: String { "It is sold out. Order something else." }
}

@Suite struct WorkerTests {
  private static let kind = JobKind("orders.place", "Place an order") { (order: Order, run: JobRun) in
    switch order.word {
    case "refuse": throw OrderRefusal.soldOut
    case "break": throw StorageError.fault("secret inside", sql: "")
    case "stop": throw JobStopped()
    default: break
    }
    try await run.report(1, 2, "half way")
    return Order(word: order.word.uppercased())
  }

  private struct Desk {
    let database: Database
    let context: Context

    init(_ database: Database) {
      self.database = database
      context = Context(
        actor: .commandLine, now: Date(timeIntervalSince1970: 1_780_000_000), database: database,
        requestID: "test",
        folder: "")
    }

    func worker(_ name: String = "one", later seconds: TimeInterval = 0) -> Worker {
      let now = context.now.addingTimeInterval(seconds)
      return Worker(
        kinds: [WorkerTests.kind], database: database, folder: "", name: name, clock: { now },
        actor: { _ in nil }, log: { _ in })
    }

    func order(_ word: String) async throws -> ID<Job> {
      try await context.write { db in try context.enqueue(WorkerTests.kind, Order(word: word), db) }
    }

    func job(_ id: ID<Job>) async throws -> Job {
      try #require(try await context.read { db in try Job.find(id, db) })
    }
  }

  @Test(arguments: Backing.available) func `a job is worked once, and its result is kept`(backing: Backing)
    async throws
  {
    try await withTemporaryDatabase(backing, PlatformTables.migrations) { database async throws in
      let desk = Desk(database)
      let id = try await desk.order("tea")
      let worked = try await desk.worker().workOne()
      #expect(worked)
      let again = try await desk.worker().workOne()
      #expect(!again)
      let job = try await desk.job(id)
      #expect(job.state == .done)
      #expect(job.result == #"{"word":"TEA"}"#)
      #expect((job.done, job.total, job.word) == (1, 2, "half way"))
    }
  }

  @Test func `a refusal is told in its own words, a fault without its inside`() async throws {
    let desk = Desk(try await Database.temporary(PlatformTables.migrations))
    let refused = try await desk.order("refuse"), broken = try await desk.order("break")
    while try await desk.worker().workOne() {}
    let found = try await desk.job(refused)
    #expect(found.problem == OrderRefusal.soldOut.message)
    let problem = try #require(await desk.job(broken).problem)
    #expect(problem.contains(broken.text) && !problem.contains("secret"))
  }

  @Test(arguments: Backing.available)
  func `a job whose worker fell silent is taken over, and given up in the end`(
    backing: Backing
  ) async throws {
    try await withTemporaryDatabase(backing, PlatformTables.migrations) { database async throws in
      let desk = Desk(database)
      let id = try await desk.order("stop")
      let now = desk.context.now
      for attempt in 1...Job.mostAttempts {
        let time = now.addingTimeInterval(Double(attempt) * 100)
        let taken = try await desk.context.write { db in
          try Job.take(by: "worker \(attempt)", at: time, silence: 60, db)
        }
        #expect(taken?.id == id)
        let early = try await desk.context.write { db in
          try Job.take(by: "hasty", at: time.addingTimeInterval(10), silence: 60, db)
        }
        #expect(early == nil, "its worker was heard a moment ago")
      }
      let more = try await desk.worker(later: 10_000).workOne()
      #expect(!more)
      let job = try await desk.job(id)
      #expect(job.state == .failed)
      #expect(job.problem?.contains("given up") == true)
    }
  }

  @Test func `a job stopped by the program's end goes back into the queue`() async throws {
    let desk = Desk(try await Database.temporary(PlatformTables.migrations))
    let id = try await desk.order("stop")
    _ = try await desk.worker().workOne()
    let found = try await desk.job(id)
    #expect(found.state == .queued)
  }

  @Test func `a cancelled job ends at its next report and stays cancelled`() async throws {
    let desk = Desk(try await Database.temporary(PlatformTables.migrations))
    let id = try await desk.order("tea")
    let cancelled = try await desk.context.write { db in try Job.cancel(id, at: desk.context.now, db) }
    #expect(cancelled)
    let worked = try await desk.worker().workOne()
    #expect(!worked)
    let found = try await desk.job(id)
    #expect(found.state == .cancelled)
  }

  @Test func `what a job was given stays out of replies`() async throws {
    let desk = Desk(try await Database.temporary(PlatformTables.migrations))
    let job = try await desk.job(try await desk.order("/srv/uploads/secret.csv"))
    #expect(job.input.contains("secret.csv"))
    let reply = try JSON.text(of: job)
    #expect(!reply.contains("secret.csv"))
  }
}
