package import Accounts
package import Blueprint
import Foundation
package import Kernel
package import Sales
package import Storage

extension ForecastVersion {
  package struct New: Codable, Sendable {
    package var kind: SalesSource.Kind?
    /// Only this part of the account tree.
    package var account: ID<Account>?
    package var level: Level?
    package var horizon: Int?
    package var frozen: Int?
    /// Looked back: only from what was known on this day.
    package var knownOn: Day?

    package init(
      kind: SalesSource.Kind? = nil, account: ID<Account>? = nil, level: Level? = nil, horizon: Int? = nil,
      frozen: Int? = nil, knownOn: Day? = nil
    ) {
      (self.kind, self.account, self.level) = (kind, account, level)
      (self.horizon, self.frozen, self.knownOn) = (horizon, frozen, knownOn)
    }
  }

  /// A run that was put aside for the worker.
  package struct Started: Codable, Sendable, Located {
    package let job: ID<Job>
    package let version: ID<ForecastVersion>
    package var location: String { "/jobs/\(job)" }
  }

  /// Puts a run aside for the worker.
  package static func start(_ input: New, _ context: Context) async throws -> Started {
    try await context.write { db in
      let work = try work(input, context, db)
      let job = try context.enqueue(
        job, work, title: "Forecast", subject: "/forecasts?version=\(work.version)", db)
      return Started(job: job, version: work.version)
    }
  }

  /// What is asked, with what was left open filled in.
  package static func work(_ input: New, _ context: Context, _ db: Connection) throws -> Work {
    let horizon = input.horizon ?? 52, frozen = input.frozen ?? 2
    guard (4...104).contains(horizon) else { throw ForecastRefusal.badHorizon(horizon) }
    guard (0..<horizon).contains(frozen) else {
      throw ForecastRefusal.badFrozen(frozen, horizon: horizon)
    }
    if let day = input.knownOn, day >= context.today { throw ForecastRefusal.inFuture(day) }
    let account = try input.account.map { try Account.find($0, for: context.actor, db) }
    guard account != nil || context.actor.seesEverything else { throw ForecastRefusal.wholeCompany }
    let kinds = Set(try SalesSource.all(db).map(\.kind))
    let kind = input.kind ?? (kinds.contains(.pos) ? .pos : .shipment)
    guard kinds.contains(kind) else { throw ForecastRefusal.noSales(kind.label) }
    return Work(
      version: .new(at: context.now), kind: kind, account: account?.id.text, level: input.level,
      horizon: horizon, frozen: frozen, knownOn: input.knownOn)
  }

  package struct Lock: Codable, Sendable {
    package var id: ID<ForecastVersion>
    package var name: String
    package init(id: ID<ForecastVersion>, name: String) { (self.id, self.name) = (id, name) }
  }

  /// Closes a version under a name: from here on nobody changes it.
  package static func lock(_ input: Lock, _ context: Context) async throws -> ForecastVersion {
    let name = input.name.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !name.isEmpty, name.count <= 80 else { throw ForecastRefusal.nameMissing }
    return try await context.write { db in
      let version = try find(input.id, for: context.actor, db)
      try version.mustBeOpen()
      // Of the whole company's plan its direction decides; a part's is its manager's.
      guard version.account != nil || context.actor.seesEverything else { throw ForecastRefusal.notYours }
      try lock(version.id, name: name, context, db)
      try context.publish(wasLocked, version.id, after: ["name": name], db)
      return try find(version.id, for: context.actor, db)
    }
  }
}
