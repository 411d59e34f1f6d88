package import Blueprint
import Foundation
import Kernel
import Storage

/// What the template `job` places.
struct JobView: Sendable {
  struct Outcome: Sendable {
    let tone: String
    let icon: String
    let text: String
  }
  struct Cancel: Sendable {
    let action: String
    let csrf: String
    let question: String
  }
  let id: String
  let title: String
  let jobHref: String
  let isRunning: Bool
  let pollHref: String
  let percent: Int
  let isUnknown: Bool
  let done: String
  let rate: String?
  let remaining: String?
  let startedText: String
  let outcome: Outcome?
  let cancel: Cancel?
}

/// What the template `jobs` places.
struct JobsView: Sendable {
  let title: String
  let sentence: String
  let hasRunning: Bool
  let runningJobs: [JobView]
  let hasFinished: Bool
  let finishedJobs: [JobView]
  let quietText = "Nothing is running."
}

enum JobRefusal: Refusal {
  case notFound
  case ended

  var status: Int { self == .notFound ? 404 : 409 }
  var code: String { self == .notFound ? "not-found" : "job-ended" }
  var message: String {
    self == .notFound
      ? "There is no such job, or it is not yours to see."
      : "The job has ended already; there is nothing to stop."
  }
}

private struct JobInput: Codable { let id: ID<Job> }
private struct JobsReply: Codable { let items: [Job] }

/// Stored work, as pages and API.
package enum JobPages {
  package static let capability = Capability(
    "jobs", migrations: PlatformTables.migrations, endpoints: [list, running, show, cancellation],
    navigation: [NavigationEntry(.data, "jobs", "Jobs", "/jobs", icon: "loader", key: "j", order: 90)])

  private static let list = Endpoint(.get, "/jobs", "List jobs, newest first", allow: .viewer) {
    (_: NoInput, context) in
    JobsReply(items: try await context.read { db in try Job.latest(for: context.actor, limit: 100, db) })
  }.page { (reply: JobsReply, visit) in
    let (open, ended) = (reply.items.filter(\.isOpen), reply.items.filter { !$0.isOpen })
    return Page(
      "jobs", title: "Jobs", section: "jobs",
      JobsView(
        title: "Jobs",
        sentence: open.isEmpty
          ? "Nothing is running; \(ended.count) ended."
          : "\(open.count) running or waiting, \(ended.count) ended.",
        hasRunning: !open.isEmpty, runningJobs: open.map { JobView($0, visit) }, hasFinished: !ended.isEmpty,
        finishedJobs: ended.map { JobView($0, visit) }))
  }

  private static let running = Endpoint(.get, "/jobs/running", "Count running jobs", allow: .viewer) {
    (_: NoInput, context) in
    RunningReply(running: try await context.read { db in try Job.running(for: context.actor, db) })
  }.page { (reply: RunningReply, _) in
    Page("running", title: "Jobs", frame: .fragment, RunningView(count: reply.running))
  }

  private static let show = Endpoint(.get, "/jobs/{id}", "Show one job", allow: .viewer) {
    (input: JobInput, context) in
    try await find(input.id, context)
  }.page { (job: Job, visit) in
    Page(
      "job", title: job.title, section: "jobs", crumbs: [.init("Jobs", "/jobs")],
      frame: visit.isFragment ? .fragment : .shell, JobView(job, visit))
  }

  private static let cancellation = Endpoint(
    .post, "/jobs/{id}/cancellation", "Stop a job", allow: .viewer
  ) { (input: JobInput, context) in
    _ = try await find(input.id, context)
    try await context.write { db in
      guard try Job.cancel(input.id, at: context.now, db) else { throw JobRefusal.ended }
    }
    return try await find(input.id, context)
  }.form(
    Form(
      at: "/jobs/{id}/stop", "Stop this job?", submit: "Stop the job", section: "jobs", fields: [],
      done: { _, _ in "/jobs" }))

  private static func find(_ id: ID<Job>, _ context: Context) async throws -> Job {
    let job = try await context.read { db in try Job.find(id, db) }
    guard let job, context.actor.seesEverything || job.actor == context.actor.id else {
      throw JobRefusal.notFound
    }
    return job
  }
}

private struct RunningReply: Codable { let running: Int }

struct RunningView: Sendable {
  let isRunning: Bool
  let text: String

  init(count: Int) {
    isRunning = count > 0
    text = count == 1 ? "1 job running" : "\(count) jobs running"
  }
}

extension Job {
  var isOpen: Bool { state == .queued || state == .running }
}

extension JobView {
  init(_ job: Job, _ visit: Visit) {
    let elapsed = (job.endedAt ?? visit.context.now).timeIntervalSince(job.startedAt ?? job.createdAt)
    let share = job.total > 0 ? Double(job.done) / Double(job.total) : 0
    id = job.id.text
    title = job.title
    jobHref = job.subject ?? "/jobs/\(job.id)"
    isRunning = job.isOpen
    pollHref = "/jobs/\(job.id)"
    percent = Int(share * 100)
    isUnknown = job.total == 0
    done =
      job.state == .queued
      ? "Waiting" : job.problem ?? (job.word.isEmpty && job.isOpen ? "\(Int(share * 100)) %" : job.word)
    rate =
      job.isOpen && elapsed > 1 && job.done > 0 ? "\(Int(share * 100)) % in \(Self.duration(elapsed))" : nil
    remaining =
      job.isOpen && share > 0.02 ? "about \(Self.duration(elapsed / share - elapsed)) to go" : nil
    let moment = Moment.text(job.createdAt)
    let day = Day(String(moment.prefix(10))).map(DisplayNumber.day) ?? String(moment.prefix(10))
    startedText = "\(job.actorName), \(day), \(moment.dropFirst(11).prefix(5)) UTC"
    outcome =
      switch job.state {
      case .done: .init(tone: "good", icon: "circle-check", text: "done in \(Self.duration(elapsed))")
      case .failed: .init(tone: "bad", icon: "circle-x", text: "failed")
      case .cancelled: .init(tone: "watch", icon: "circle-x", text: "stopped")
      case .queued, .running: nil
      }
    cancel =
      job.isOpen
      ? .init(
        action: "/jobs/\(job.id)/cancellation", csrf: visit.formToken,
        question: "Stop this job? What it did so far is taken back.") : nil
  }

  static func duration(_ seconds: TimeInterval) -> String {
    let whole = Int(seconds.rounded())
    return whole < 1
      ? "under 1 s"
      : whole < 60
        ? "\(whole) s" : whole < 3600 ? "\(whole / 60) min" : "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
