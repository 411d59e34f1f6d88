import Blueprint
import Foundation
import Kernel
import Sales
import Storage

extension ChangeRun {
  /// What a search was asked with; nothing, for it looks at everything.
  struct Work: Codable, Sendable { var batch: String? }

  /// What a search tells when it is done.
  /// What a search tells whoever asked for it: its counts are over all accounts, so only to those who see all.
  struct Outcome: Codable, Sendable {
    let judged: Int?
    let changes: Int?
  }

  static let job = JobKind("insights.changes", "Search for changes in sales") { (_: Work, run: JobRun) in
    try await search(run.context) { done, total, word in try await run.report(done, total, word) }
  }

  /// Looks at all series anew, unless what counts is what the last search saw.
  static func search(
    _ context: Context, report: (Int, Int, String) async throws -> Void = { _, _, _ in }
  ) async throws -> Outcome {
    guard let reading = try await context.read({ try ChangeReading(context, $0) }) else {
      return Outcome(judged: 0, changes: 0)
    }
    let state = reading.state
    if let known = try await context.read({ try ChangeRun.latest($0) }), known.state == state {
      return Outcome(
        judged: try await context.read { try known.run.seen(by: context.actor, $0) }.judged, changes: 0)
    }
    var hunt = ChangeHunt()
    let categories = reading.categories, steps = categories.count + 1
    for (place, category) in categories.enumerated() {
      try await report(place, steps, "Category \(place + 1) of \(categories.count)")
      let found = try await context.read { try reading.series(ofCategory: category, $0) }
      judge(category, found, reading.weeks, &hunt)
    }
    try await report(steps - 1, steps, "Accounts above stores")
    let totals = try await context.read { try reading.totals($0) }
    judge(totals.map { ($0.key, nil, $0.value) }, reading.weeks, market: nil, &hunt)
    let finds = hunt.finds(), run = ChangeRun(reading, hunt, context)
    try await context.write { db in try save(run, state: state, finds, reading, db) }
    let all = context.actor.seesEverything
    return Outcome(judged: all ? run.judged : nil, changes: all ? finds.count : nil)
  }

  private init(_ reading: ChangeReading, _ hunt: ChangeHunt, _ context: Context) {
    self.init(
      id: .new(at: context.now), madeAt: context.now, kind: reading.ground.lens.kind,
      currency: reading.ground.lens.currency, lastWeek: reading.ground.through, rate: ChangeHunt.rate,
      judged: hunt.judgedCount, unjudged: hunt.unjudged)
  }

  private typealias Raw = (account: Int32, product: Int32?, points: [Int32: ChangeSeries.Point])

  /// A category's own series show the market for its items too.
  private static func judge(
    _ category: Int32,
    _ found: (
      whole: [Int32: [Int32: ChangeSeries.Point]], items: [DriverReading.Key: [Int32: ChangeSeries.Point]]
    ), _ weeks: ClosedRange<Int32>, _ hunt: inout ChangeHunt
  ) {
    let market = judge(found.whole.map { ($0.key, category, $0.value) }, weeks, market: nil, &hunt)
    judge(found.items.map { ($0.key.holder, $0.key.product, $0.value) }, weeks, market: market, &hunt)
  }

  @discardableResult
  private static func judge(
    _ raw: [Raw], _ weeks: ClosedRange<Int32>, market: [ChangeSeries]?, _ hunt: inout ChangeHunt
  ) -> [ChangeSeries] {
    let ordered = raw.sorted { ($0.account, $0.product ?? 0) < ($1.account, $1.product ?? 0) }
    let series = ordered.compactMap { one -> ChangeSeries? in
      let made = ChangeSeries(account: one.account, product: one.product, points: one.points, weeks: weeks)
      if made == nil { hunt.skip() }
      return made
    }
    for one in series { hunt.judge(one, market: ChangeSeries.market(around: one, market ?? series)) }
    return series
  }
}
