package import Accounts
package import Blueprint
package import Foundation
package import Kernel

/// Business that may come: with whom, what it is worth, how far it is and when it is decided.
package struct Deal: Codable, Hashable, Sendable {
  /// What its owner says of the period, beside what the figures say.
  package enum Commitment: String, Choice { case pipeline, best, commit, omitted }

  package let id: ID<Deal>
  package let number: Int64
  package var name: String
  /// Nil where a file of another system named none.
  package var account: ID<Account>?
  package var owner: ID<Actor>?
  package var process: ID<DealProcess>
  package var stage: ID<DealStage>
  package var outcome: Outcome
  /// What the customer would pay; nil: nobody knows yet.
  package var amount: Money?
  package var currency: Currency
  /// The amount in the company's currency.
  package var value: Money?
  package var openedOn: Day
  package var stageSince: Day
  /// When it is expected to be decided.
  package var closeOn: Day?
  package var firstCloseOn: Day?
  /// How often the expected day was put off, and by how many days together.
  package var pushes: Int
  package var pushedDays: Int
  package var closedOn: Day?
  /// Why it was won or lost, and who else was in it.
  package var reason: String?
  package var competitor: String?
  /// The owner's own opinion, which goes before the figures' where it is given.
  package var ownChance: BasisPoints?
  package var chanceWhy: String?
  package var commitment: Commitment
  package var nextStep: String?
  package var nextStepOn: Day?
  package var leadSource: String?
  package var note: String
  /// Its name in the system that it came from.
  package var source: String?
  package var code: String?
  package var version: Int
  package let createdAt: Date
  package var changedAt: Date

  package init(
    id: ID<Deal>, number: Int64, name: String, stage: DealStage, currency: Currency, on day: Day,
    at moment: Date
  ) {
    self.id = id
    self.number = number
    self.name = name
    process = stage.process
    self.stage = stage.id
    outcome = stage.outcome
    self.currency = currency
    openedOn = day
    stageSince = day
    closedOn = stage.outcome == .open ? nil : day
    pushes = 0
    pushedDays = 0
    commitment = .pipeline
    note = ""
    version = 1
    createdAt = moment
    changedAt = moment
  }
}

extension Deal {
  /// Deals may have fields of the company's own.
  package static let ownFields = CustomKind("deal", "Deals")
}

/// What was said of a deal from a day on, kept for ever: its stage, value and expected end.
package struct DealState: Codable, Hashable, Sendable {
  package let deal: ID<Deal>
  package let place: Int
  /// From when it was so.
  package let onDay: Day
  /// When we learned it.
  package let recordedOn: Day
  package let stage: ID<DealStage>
  package let outcome: Outcome
  package let valueMinor: Int64?
  package let closeOn: Day?
  package let pushes: Int
  /// The chance that was given then; nil where it came later, from another system's history.
  package let chance: BasisPoints?

  package init(
    _ deal: Deal, place: Int, on day: Day, recorded: Day, chance: BasisPoints?
  ) {
    self.init(
      deal: deal.id, place: place, onDay: day, recordedOn: recorded, stage: deal.stage, outcome: deal.outcome,
      valueMinor: deal.value?.minor, closeOn: deal.closedOn ?? deal.closeOn, pushes: deal.pushes,
      chance: chance)
  }

  package init(
    deal: ID<Deal>, place: Int, onDay: Day, recordedOn: Day, stage: ID<DealStage>, outcome: Outcome,
    valueMinor: Int64?, closeOn: Day?, pushes: Int, chance: BasisPoints?
  ) {
    self.deal = deal
    self.place = place
    self.onDay = onDay
    self.recordedOn = recordedOn
    self.stage = stage
    self.outcome = outcome
    self.valueMinor = valueMinor
    self.closeOn = closeOn
    self.pushes = pushes
    self.chance = chance
  }
}
