import Blueprint
import Kernel
import Sales

/// How far back; without it, a year.
struct ChangesQuery: Codable, Sendable { var since: ChangeSpan? }

/// A search that was put aside for the worker.
struct ChangeSearchStarted: Codable, Sendable, Located {
  let job: ID<Job>
  var location: String { "/jobs/\(job)" }
}

extension SalesChanges {
  static let endpoints = [show, search]

  private static let show = Endpoint(
    .get, "/sales/changes", "What changed: lasting changes of level and odd weeks", allow: .viewer
  ) { (query: ChangesQuery, context) in
    try await context.read { db in
      let since = query.since ?? .year, isSearching = try ChangeRun.isWaiting(db)
      guard let run = try ChangeRun.latest(db)?.run else {
        return SalesChanges(run: nil, since: since, changes: [], isSearching: isSearching)
      }
      let first = Int(since.rawValue).map { run.lastWeek.ordinal - $0 + 1 }
      let changes = try SalesChange.found(by: run, since: first, for: context.actor, db)
      return SalesChanges(
        run: try run.seen(by: context.actor, db), since: since, changes: changes, isSearching: isSearching)
    }
  }.page { (found: SalesChanges, visit) in
    Page(
      "changes", title: "What changed", section: "changes", crumbs: [.init("Today", "/")],
      ChangesView(found, formToken: visit.formToken, canSearch: visit.context.actor.role >= .analyst))
  }.table { (found: SalesChanges, _) in ChangesView.file(found) }

  private static let search = Endpoint(
    .post, "/sales/changes", "Search all series for changes now", allow: .analyst
  ) { (_: NoInput, context) in
    ChangeSearchStarted(
      job: try await context.write { try context.enqueue(ChangeRun.job, ChangeRun.Work(), $0) })
  }
}
