import Accounts
package import Blueprint
import Catalog
import Foundation
package import Kernel
package import Sales
import Storage
import TimeSeries

extension ForecastVersion {
  /// What a run was asked with.
  package struct Work: Codable, Sendable {
    package var version: ID<ForecastVersion>
    package var kind: SalesSource.Kind
    package var account: String?
    package var level: Level?
    package var horizon: Int
    package var frozen: Int
    package var knownOn: Day?
  }

  /// What a run tells when it is done.
  package struct Outcome: Codable, Sendable {
    package let version: ID<ForecastVersion>
    package let series: Int
    package let leftOut: Int
  }

  static let job = JobKind("forecasting.run", "Forecast") { (work: Work, run: JobRun) in
    try await make(work, run.context) { done, total, word in try await run.report(done, total, word) }
  }

  /// Series that are judged together and kept at once.
  private static let batch = 250
  /// Newer weeks than so many before the day looked back from were imported later.
  private static let late = 8

  /// Makes a version. A run that was stopped goes on behind the batches it had kept, unless figures changed meanwhile.
  package static func make(
    _ work: Work, _ context: Context,
    report: (Int, Int, String) async throws -> Void = { _, _, _ in }
  ) async throws -> Outcome {
    try await report(0, 1, "Reading sales")
    let (ground, level, demand) = try await context.read { try read(work, $0) }
    let draft = ForecastDraft(ground, demand, level, work)
    try await context.write { db in try begin(draft, work, context, db) }
    let kept = try await context.read { try keptKeys(of: work.version, $0) }
    let batches = draft.batches(of: batch), engine = try draft.engine()
    for (place, keys) in batches.enumerated() {
      try await report(place, batches.count + 1, "Series \(place * batch + 1) of \(draft.ready.count)")
      let missing = keys.contains { !kept.contains(draft.key($0)) }
      guard missing else { continue }
      let plans = await draft.plans(keys, engine)
      try await context.write { db in
        try save(plans.map { ($0.key, $0.plan) }, of: work.version, db)
        try PastSeries.save(plans.map { ($0.key, $0.past) }, of: work.version, db)
      }
    }
    try await report(batches.count, batches.count + 1, "Totals of accounts")
    let totals = await draft.totals(engine)
    let past = try await context.read {
      try PastSeries.all(of: work.version, looks: engine.looksBack.count, $0)
    }
    let levels = await LevelPass(draft, engine, past)
    return try await context.write { db in
      try levels.apply(to: work.version, db)
      try launch(draft, work.version, db)
      try finish(work.version, totals, db)
      if work.knownOn == nil {
        try ForecastOverride.carry(into: find(work.version, for: .commandLine, db), context, db)
      }
      try context.publish(
        wasMade, work.version, after: ["through": draft.through.lastDay.description], db)
      return Outcome(version: work.version, series: draft.ready.count, leftOut: draft.leftOut.count)
    }
  }

  private static func read(
    _ work: Work, _ db: Connection
  ) throws -> (DemandGround, Level, Demand) {
    var ground = try DemandGround(
      work.kind, below: work.account.flatMap { ID($0) }, knownOn: work.knownOn, db)
    var demand = try Demand(ground, work.level ?? .item, db)
    // Whoever brought years of history in one import knew little on the days of that history.
    if let day = work.knownOn,
      Int(demand.through) < Week(containing: day, endingOn: ground.weekEnding).ordinal - late
    {
      ground = ground.cut(at: day)
      demand = try Demand(ground, work.level ?? .item, db)
    }
    guard demand.through > .min else {
      throw work.knownOn.map(ForecastRefusal.nothingKnown) ?? ForecastRefusal.noSales(work.kind.label)
    }
    // A reader who did not choose gets brands where items are too many.
    if work.level == nil, demand.units.count > DemandGround.mostSeries {
      return (ground, .brand, try Demand(ground, .brand, db))
    }
    return (ground, work.level ?? .item, demand)
  }
}
