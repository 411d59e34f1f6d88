package import Accounts
package import Blueprint
package import Catalog
package import Kernel

extension Deal {
  /// What a new deal begins with.
  package struct New: Codable, Sendable {
    package var name: String
    package var account: ID<Account>?
    package var owner: ID<Actor>?
    package var process: ID<DealProcess>?
    /// The first of its process, when left out.
    package var stage: ID<DealStage>?
    /// `250000`, or `250000 EUR` where it is not the company's currency.
    package var amount: String?
    package var closeOn: Day?
    package var openedOn: Day?
    package var commitment: Commitment?
    package var nextStep: String?
    package var nextStepOn: Day?
    package var competitor: String?
    package var leadSource: String?
    package var note: String?
    /// What it is about: its first line, at the whole amount.
    package var product: ID<Product>?
    /// Values of the company's own fields, by their keys.
    package var fields: CustomInput?

    package init(name: String, account: ID<Account>? = nil, amount: String? = nil, closeOn: Day? = nil) {
      self.name = name
      self.account = account
      self.amount = amount
      self.closeOn = closeOn
    }
  }

  /// A change: what is left out stays, null clears. `version` is the one the reader saw.
  package struct Change: Codable, Sendable {
    package var id: ID<Deal>
    package var version: Int?
    package var name: Patch<String> = .keep
    package var account: Patch<ID<Account>> = .keep
    package var owner: Patch<ID<Actor>> = .keep
    package var amount: Patch<String> = .keep
    package var closeOn: Patch<Day> = .keep
    package var commitment: Patch<Commitment> = .keep
    /// `35 %`
    package var ownChance: Patch<String> = .keep
    package var chanceWhy: Patch<String> = .keep
    package var nextStep: Patch<String> = .keep
    package var nextStepOn: Patch<Day> = .keep
    package var competitor: Patch<String> = .keep
    package var leadSource: Patch<String> = .keep
    package var note: Patch<String> = .keep
    package var fields: CustomInput?

    package init(id: ID<Deal>, version: Int? = nil) {
      self.id = id
      self.version = version
    }
  }

  /// One change for many deals.
  package struct BulkChange: Codable, Sendable {
    package var id: [ID<Deal>]?
    package var owner: Patch<ID<Actor>> = .keep
    package var commitment: Patch<Commitment> = .keep

    package init(_ ids: [ID<Deal>]) { id = ids }

    func change(_ id: ID<Deal>) -> Change {
      var change = Change(id: id)
      change.owner = owner
      change.commitment = commitment
      return change
    }
  }

  /// Takes a deal into another stage.
  package struct Move: Codable, Sendable {
    package var id: ID<Deal>
    package var stage: ID<DealStage>
    /// When it happened; today, when left out.
    package var on: Day?
    package var reason: String?
    package var competitor: String?
    package var version: Int?

    package init(id: ID<Deal>, stage: ID<DealStage>, on: Day? = nil, reason: String? = nil) {
      self.id = id
      self.stage = stage
      self.on = on
      self.reason = reason
    }
  }

  package struct Wanted: Codable, Sendable {
    package var id: ID<Deal>
    package init(id: ID<Deal>) { self.id = id }
  }

  /// The deal after a change, checked; its value in the company's currency is the action's business.
  func applying(_ change: Change) throws(DealRefusal) -> Deal {
    if case .set(nil) = change.name { throw .nameMissing }
    var new = expecting(change.closeOn.applied(to: closeOn))
    new.name = change.name.applied(toRequired: name)
    new.account = change.account.applied(to: account)
    new.owner = change.owner.applied(to: owner)
    if case .set(let text) = change.amount {
      new.amount = try text.flatMap { text throws(DealRefusal) in try Deal.amount(text, currency) }
      if let amount = new.amount { new.currency = amount.currency }
    }
    new.commitment = change.commitment.applied(toRequired: commitment)
    if case .set(let text) = change.ownChance {
      new.ownChance = try Deal.trimmed(text).map { text throws(DealRefusal) in
        guard let points = BasisPoints(text) else { throw .badChance }
        return points
      }
    }
    new.chanceWhy = change.chanceWhy.applied(to: chanceWhy)
    if new.ownChance == nil { new.chanceWhy = nil }
    new.nextStep = change.nextStep.applied(to: nextStep)
    new.nextStepOn = change.nextStepOn.applied(to: nextStepOn)
    new.competitor = change.competitor.applied(to: competitor)
    new.leadSource = change.leadSource.applied(to: leadSource)
    new.note = change.note.applied(to: note) ?? ""
    return try new.checked()
  }
}
