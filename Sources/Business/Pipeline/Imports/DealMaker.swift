import Accounts
import Blueprint
import Kernel
import Storage

/// Makes deals and their history out of drafts.
struct DealMaker {
  let options: DealImport.Options
  let world: KnownDealWorld
  let process: DealProcess
  /// Where decided deals stood before, since the file does not say.
  let usual: DealStage?
  let context: Context

  /// A new deal with its states: open from its first day, decided on its last.
  func made(_ draft: DealDraft, number: Int64, _ db: Connection) throws -> (
    deal: Deal, states: [DealState], line: DealLine?
  ) {
    let today = context.today, isOpen = draft.stage.outcome == .open
    let opened = draft.opened ?? (isOpen ? today : draft.close ?? today)
    var deal = Deal(
      id: .new(at: context.now), number: number, name: draft.name,
      stage: isOpen ? draft.stage : usual ?? draft.stage,
      currency: draft.currency, on: opened, at: context.now)
    deal = try described(deal, draft, db)
    deal.source = draft.code == nil ? nil : options.source
    deal.code = draft.code
    deal.owner =
      draft.owner
      ?? (draft.account == nil && draft.newAccount == nil && !context.actor.seesEverything
        ? context.actor.id : nil)
    deal = deal.expecting(draft.close)
    var states = [DealState(deal, place: 0, on: opened, recorded: today, chance: nil)]
    if !isOpen, let close = draft.close {
      deal.stage = draft.stage.id
      deal.outcome = draft.stage.outcome
      deal.stageSince = close
      deal.closedOn = close
      let state = DealState(deal, place: 1, on: close, recorded: today, chance: nil)
      // Without a way through an open stage the last state is the only one.
      states =
        usual == nil ? [DealState(deal, place: 0, on: close, recorded: today, chance: nil)] : states + [state]
    }
    return (deal, states, line(deal, draft))
  }

  private func line(_ deal: Deal, _ draft: DealDraft) -> DealLine? {
    guard let product = draft.product, let amount = deal.amount else { return nil }
    return DealLine(
      id: .new(at: context.now), product: product.id, name: String(product.name.prefix(Deal.longest)),
      quantity: 1,
      price: amount)
  }

  /// The deal after a file that knows it already; nil where the file says nothing new.
  func changed(_ old: Deal, by draft: DealDraft, saysMore: Bool, _ db: Connection) throws -> Deal? {
    var new = try described(old, draft, db)
    if let owner = draft.owner { new.owner = owner }
    if draft.stage.id != old.stage {
      new.stage = draft.stage.id
      new.outcome = draft.stage.outcome
      new.stageSince = draft.stage.outcome == .open ? context.today : draft.close ?? context.today
      new.closedOn = draft.stage.outcome == .open ? nil : new.stageSince
    }
    new = new.expecting(draft.close ?? old.closeOn)
    guard new != old || saysMore else { return nil }
    new.version += 1
    new.changedAt = context.now
    return new
  }

  /// What the file says; an empty cell leaves what is there.
  private func described(_ old: Deal, _ draft: DealDraft, _ db: Connection) throws -> Deal {
    var new = old
    new.name = draft.name
    if let account = draft.account { new.account = account }
    if let amount = draft.amount {
      new.amount = amount
      new.currency = amount.currency
    }
    new.reason = draft.reason ?? old.reason
    new.competitor = draft.competitor ?? old.competitor
    new.nextStep = draft.nextStep ?? old.nextStep
    new.leadSource = draft.leadSource ?? old.leadSource
    new.note = draft.note ?? old.note
    guard new.amount != old.amount || old.value == nil else { return new }
    var valued = new
    valued.closedOn = draft.stage.outcome == .open ? nil : draft.close
    new.value = try valued.valued(into: world.company, today: context.today, db).value
    return new
  }

  func state(of deal: Deal, after old: Deal, _ db: Connection) throws -> DealState? {
    let isOther =
      deal.stage != old.stage || deal.value != old.value || deal.closeOn != old.closeOn
      || deal.pushes != old.pushes
    guard isOther else { return nil }
    let day = deal.stage == old.stage ? context.today : deal.stageSince
    return try deal.state(try DealState.nextPlace(of: deal.id, db), on: day, context, db)
  }
}
