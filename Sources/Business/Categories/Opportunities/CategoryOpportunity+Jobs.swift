import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Sales
import Storage

extension CategoryOpportunity {
  struct Work: Codable, Sendable {}
  struct Outcome: Codable, Sendable {
    let readers: Int
    let found: Int
  }

  static let job = JobKind("categories.opportunities", "Search for gaps and voids") {
    (_: Work, run: JobRun) in
    try await searchAll(run.context) { try await run.report($0, $1, "reader") }
  }

  /// Puts the search into the queue once the data have changed.
  static let chore = Chore("categories.clock", every: 15) { context in
    let state = try await context.read { try SalesDesk.dataState($0) }
    guard try await context.read({ try mark($0) }) != state else { return }
    try await context.write { db in
      guard try mark(db) != state else { return }
      try setMark(state, db)
      _ = try context.enqueue(job, Work(), db)
    }
  }

  /// What capabilities of the day's desk ask for.
  static let steps = NextStepSource("category", "Category", keptBy: job.name) { actor, _, db in
    try found(by: actor, limit: 200, db).map { $0.step() }
  }

  static func searchAll(
    _ context: Context, report: @escaping @Sendable (Int, Int) async throws -> Void = { _, _ in }
  ) async throws -> Outcome {
    let readers = try await context.read { try Self.readers($0) }
    var count = 0
    for (done, reader) in readers.enumerated() {
      try await report(done, readers.count)
      let found = try await context.read { try search(Context(reading: context, as: reader), $0) }
      try await context.write { db in
        try keep(found.opportunities, for: reader, db)
        try CategoryStanding.keep(found.standings, for: reader, db)
      }
      count += found.opportunities.count
    }
    return Outcome(readers: readers.count, found: count)
  }

  /// Gaps and voids of every account at the top of what a reader may see.
  static func search(_ context: Context, _ db: Connection) throws -> (
    opportunities: [CategoryOpportunity], standings: [CategoryStanding]
  ) {
    let ground = try CategoryGround(CategoryPeriod(), context, db)
    guard ground.knowsCategory, let currency = ground.lens?.currency else { return ([], []) }
    var found: [CategoryOpportunity] = [], standings: [String: CategoryStanding] = [:]
    let names = Dictionary(ground.tops.map { ($0.number, $0.id) }) { first, _ in first }
    for category in ground.book.categories {
      let cube = try ground.cube(ground.book.items(of: category))
      for place in cube.known {
        guard let name = names[place] else { continue }
        let fair = cube.fairShare(at: place), weeks = ground.period.weeks.count
        gap(fair, category, account: name, weeks: weeks, currency: currency).map { found.append($0) }
        standings[name] = (standings[name] ?? .none(name)).adding(
          fair, before: cube.sales(.before, at: place))
      }
    }
    found += try voids(ground, currency)
    return (found, standings.values.sorted { $0.account < $1.account })
  }

  // Each category is read once, and searched at every account then.
  private static func voids(_ ground: CategoryGround, _ currency: Currency) throws -> [CategoryOpportunity] {
    let map = try AccountMap(ground.context.actor, ground.db), rules = VoidRules.usual
    let places = try ground.tops.compactMap { top -> (account: Account, sites: [Int32])? in
      guard let id = ID<Account>(top.id) else { return nil }
      let actor = ground.context.actor
      return (
        try Account.find(id, for: actor, ground.db),
        try SalesDesk.sites(below: id, on: ground.context.today, for: actor, ground.db)
      )
    }
    var found: [CategoryOpportunity] = []
    for category in ground.book.categories {
      let items = ground.book.items(of: category)
      guard !items.isEmpty, !ground.tills.isEmpty else { continue }
      let sales = try ground.shelfSales(items, at: nil, map, rules)
      for (account, sites) in places {
        let voids = try ground.voidFinder(sales, below: sites, at: account, map, rules).run().voids
        let lines = voids.compactMap { CategoryDesk.line($0, category, ground.book, map) }
        Self.voids(lines.sorted(by: Voids.isDearer), category, account: account.id.text, currency: currency)
          .map {
            found.append($0)
          }
      }
    }
    return found
  }
}

extension Context {
  fileprivate init(reading context: Context, as actor: Actor) {
    self.init(
      actor: actor, now: context.now, database: context.database, requestID: context.requestID,
      folder: context.folder)
  }
}
