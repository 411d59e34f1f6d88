package import Accounts
package import Blueprint
package import Catalog
import Foundation
package import Kernel
import Storage

extension ForecastOverride {
  package struct New: Codable, Sendable {
    package var id: ID<ForecastVersion>
    package var desk: Desk?
    package var account: ID<Account>?
    package var product: ID<Product>?
    /// A day of the first week, and of the last.
    package var from: Day
    package var to: Day
    package var kind: Kind
    package var amount: String
    package var reason: String?
    package var expiresOn: Day?

    package init(
      _ id: ID<ForecastVersion>, desk: Desk? = nil, account: ID<Account>? = nil, product: ID<Product>? = nil,
      from: Day, to: Day, kind: Kind, amount: String, reason: String?, expiresOn: Day? = nil
    ) {
      (self.id, self.desk, self.account, self.product) = (id, desk, account, product)
      (self.from, self.to, self.kind, self.amount) = (from, to, kind, amount)
      (self.reason, self.expiresOn) = (reason, expiresOn)
    }
  }

  /// Keeps a person's word against the forecast.
  package static func add(_ input: New, _ context: Context) async throws -> ForecastOverride {
    try await context.write { db in
      let version = try ForecastVersion.find(input.id, for: context.actor, db)
      let account = try input.account.map { try Account.find($0, for: context.actor, db) }
      let product = try input.product.map { try Product.find($0, db) }
      let made = try input.made(version, account, product, context)
      guard account != nil || context.actor.seesEverything else { throw ForecastRefusal.notYours }
      let plan = try ForecastPlan(version, db)
      guard !plan.members(account?.id, product?.id).isEmpty else { throw ForecastRefusal.nothingThere }
      try made.insert(db)
      try context.publish(
        wasMade, made.id, after: ["scope": made.scope, "change": made.change, "reason": made.reason], db)
      return made
    }
  }

  package struct Withdrawal: Codable, Sendable {
    package var id: ID<ForecastOverride>
    package init(id: ID<ForecastOverride>) { self.id = id }
  }

  /// Takes an override back; what it was stays on record.
  package static func withdraw(_ input: Withdrawal, _ context: Context) async throws -> ForecastOverride {
    try await context.write { db in
      let one = try find(input.id, for: context.actor, db)
      let version = try ForecastVersion.find(one.version, for: context.actor, db)
      try version.mustBeOpen()
      guard one.account != nil || context.actor.seesEverything else { throw ForecastRefusal.notYours }
      guard one.withdrawnAt == nil else { throw ForecastRefusal.withdrawn }
      try withdraw(one.id, at: context.now, db)
      try context.publish(wasWithdrawn, one.id, before: ["change": one.change, "reason": one.reason], db)
      return try find(one.id, for: context.actor, db)
    }
  }
}

extension ForecastVersion {
  func mustBeOpen() throws(ForecastRefusal) {
    guard state == .ready else { throw .building }
    if isLocked { throw .locked(lockName ?? "", by: lockedBy ?? "") }
  }

  /// The first week that may still be changed: behind the frozen ones.
  var firstOpenWeek: Week { week(min(frozen, horizon - 1)) }
}

extension ForecastOverride.New {
  /// The rules, with nothing looked up.
  func made(
    _ version: ForecastVersion, _ account: Account?, _ product: Product?, _ context: Context
  ) throws(ForecastRefusal) -> ForecastOverride {
    try version.mustBeOpen()
    let (first, last) = try weeks(of: version), kept = try keptReason()
    let expires = expiresOn ?? last.lastDay
    guard expires >= context.today else { throw .alreadyExpired(expires) }
    return ForecastOverride(
      id: .new(at: context.now), version: version.id, desk: desk ?? .sales, account: account?.id.text,
      accountName: account?.name, product: product?.id.text, productName: product?.name, firstWeek: first,
      lastWeek: last, kind: kind, amount: try parsedAmount(), reason: kept, expiresOn: expires,
      madeAt: context.now,
      madeBy: context.actor.id.text, madeByName: context.actor.name, withdrawnAt: nil)
  }

  private func weeks(of version: ForecastVersion) throws(ForecastRefusal) -> (Week, Week) {
    let ending = version.through.lastDay.weekday
    let first = Week(containing: from, endingOn: ending), last = Week(containing: to, endingOn: ending)
    guard first <= last else { throw .weeksReversed }
    let lowest = version.week(0), highest = version.week(version.horizon - 1)
    guard let place = version.place(first) else { throw .outside(first, first: lowest, last: highest) }
    guard version.place(last) != nil else { throw .outside(last, first: lowest, last: highest) }
    guard place >= version.frozen else { throw .frozen(first, until: version.week(version.frozen - 1)) }
    return (first, last)
  }

  private func keptReason() throws(ForecastRefusal) -> String {
    let text = (reason ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw .reasonMissing }
    guard text.count <= 500 else { throw .reasonTooLong(text.count) }
    return text
  }

  private func parsedAmount() throws(ForecastRefusal) -> Int64 {
    let text = amount.trimmingCharacters(in: .whitespaces)
    switch kind {
    case .units:
      guard let units = Int64(text), units >= 0 else { throw .notAnAmount(text) }
      guard units <= ForecastOverride.mostUnits else { throw .tooMuch(units) }
      return units
    case .percent:
      guard let share = BasisPoints(text), (-10_000...100_000).contains(share.count) else {
        throw .notAPercent(text)
      }
      return Int64(share.count)
    }
  }
}
