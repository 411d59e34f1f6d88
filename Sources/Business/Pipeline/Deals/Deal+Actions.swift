import Accounts
package import Blueprint
package import Kernel
package import Storage
import Team

extension Deal {
  package static let wasAdded = EventKind<Deal>("deal.added")
  package static let wasChanged = EventKind<Deal>("deal.changed")
  package static let wasMoved = EventKind<Deal>("deal.moved")
  package static let wasWon = EventKind<Deal>("deal.won")
  package static let wasLost = EventKind<Deal>("deal.lost")
  package static let wasDeleted = EventKind<Deal>("deal.deleted")

  static func companyCurrency(_ db: Connection) throws -> Currency { try Company.current(db).currency }

  /// Adds a deal; without an owner it belongs to who added it.
  package static func add(_ input: New, _ context: Context) async throws -> Deal {
    try await context.write { try add(input, complete: .asked, context, $0) }
  }

  package static func add(
    _ input: New, complete: CustomChange.Completeness = .notAsked, _ context: Context, _ db: Connection
  ) throws -> Deal {
    guard input.account != nil else { throw DealRefusal.accountMissing }
    let company = try companyCurrency(db)
    let stage = try firstStage(input, db), opened = input.openedOn ?? context.today
    guard opened <= context.today else { throw DealRefusal.dayAhead(field: "openedOn", opened) }
    var deal = Deal(
      id: .new(at: context.now), number: try nextNumber(db), name: input.name, stage: stage,
      currency: company, on: opened, at: context.now)
    deal.account = input.account
    deal.owner = try input.owner ?? (isUser(context.actor.id, db) ? context.actor.id : nil)
    deal.amount = try input.amount.flatMap { try amount($0, company) }
    deal.currency = deal.amount?.currency ?? company
    deal = deal.expecting(input.closeOn)
    deal.commitment = input.commitment ?? .pipeline
    deal.nextStep = input.nextStep
    deal.nextStepOn = input.nextStepOn
    deal.competitor = input.competitor
    deal.leadSource = input.leadSource
    deal.note = input.note ?? ""
    deal = try deal.checked().valued(into: company, today: context.today, db)
    try deal.checkPeople(context, db)
    let own = try CustomChange.new(ownFields, by: input.fields, complete: complete, db)
    try insert([deal], [try deal.state(0, on: opened, context, db)], db)
    try own.save(deal.id, db)
    if let product = input.product { try DealLine.begin(deal, product, context, db) }
    var changes = differences(nil, deal)
    own.note(in: &changes)
    try context.publish(wasAdded, deal.id, after: changes.after, db)
    return deal
  }

  private static func firstStage(_ input: New, _ db: Connection) throws -> DealStage {
    let processes = try DealProcess.all(db)
    if let id = input.stage {
      guard let stage = processes.lazy.compactMap({ $0.stage(id) }).first else {
        throw DealRefusal.stageUnknown(id.text)
      }
      if let process = input.process, stage.process != process {
        throw DealRefusal.stageOfOtherProcess(stage.name)
      }
      guard stage.outcome == .open else {
        throw DealRefusal.badQuestion(
          field: "stage", "A new deal is open. Add it in an open stage, then move it to “\(stage.name)”.")
      }
      return stage
    }
    let process = input.process.map { id in processes.first { $0.id == id } } ?? processes.first
    guard let stage = process?.openStages.first else { throw DealRefusal.processUnknown }
    return stage
  }

  private func checkPeople(_ context: Context, _ db: Connection) throws {
    if let account {
      do { _ = try Account.find(account, for: context.actor, db) } catch AccountRefusal.notThere {
        throw DealRefusal.accountUnknown
      }
    }
    if let owner, try !Deal.isUser(owner, db) { throw DealRefusal.ownerUnknown }
  }

  /// What is said of it now, as its history keeps it.
  func state(_ place: Int, on day: Day, _ context: Context, _ db: Connection) throws -> DealState {
    DealState(self, place: place, on: day, recorded: context.today, chance: try chance(db))
  }

  /// The chance that is given now: the owner's opinion, or the figures'.
  func chance(_ db: Connection) throws -> BasisPoints {
    switch outcome {
    case .won: return .whole
    case .lost: return BasisPoints(0)
    case .open:
      if let ownChance { return ownChance }
      return try DealState.chance(of: stage, pushes: pushes, db)
    }
  }

  package static func change(_ input: Change, _ context: Context) async throws -> Deal {
    try await context.write { try change(input, context, $0) }
  }

  package static func change(_ input: BulkChange, _ context: Context) async throws -> [Deal] {
    let ids = input.id ?? []
    guard !ids.isEmpty else { throw DealRefusal.nothingMarked }
    return try await context.write { db in try ids.map { try change(input.change($0), context, db) } }
  }

  static func change(_ input: Change, _ context: Context, _ db: Connection) throws -> Deal {
    let old = try find(input.id, for: context.actor, db)
    var new = try old.applying(input)
    if let seen = input.version, seen != old.version {
      throw DealRefusal.changedMeanwhile(now: old.version, theirs: old.words(for: new))
    }
    let own = try CustomChange.of(old.id, ownFields, by: input.fields, db)
    guard new != old || !own.isEmpty else { return old }
    if case .set = input.amount, try hasLines(old.id, db), new.amount != old.amount {
      throw DealRefusal.badQuestion(
        field: "amount", "The amount is the sum of the deal's lines. Change the lines, or take them away.")
    }
    new = try new.valued(context, db)
    if new.account != old.account || new.owner != old.owner { try new.checkPeople(context, db) }
    try new.save(after: old, own, on: context.today, wasChanged, context, db)
    return try find(input.id, for: context.actor, db)
  }

  /// Takes a deal into another stage, won and lost among them.
  package static func move(_ input: Move, _ context: Context) async throws -> Deal {
    try await context.write { try move(input, context, $0) }
  }

  static func move(_ input: Move, _ context: Context, _ db: Connection) throws -> Deal {
    let old = try find(input.id, for: context.actor, db)
    let process = try DealProcess.find(old.process, db)
    guard let stage = process.stage(input.stage) else { throw DealRefusal.stageUnknown(input.stage.text) }
    let day = input.on ?? context.today
    var new = try old.moved(
      to: stage, on: day, today: context.today, reason: input.reason, competitor: input.competitor)
    if let seen = input.version, seen != old.version {
      throw DealRefusal.changedMeanwhile(now: old.version, theirs: old.words(for: new))
    }
    new = try new.valued(context, db)
    let kind =
      switch stage.outcome {
      case .open: wasMoved
      case .won: wasWon
      case .lost: wasLost
      }
    try new.save(after: old, on: day, kind, context, db)
    // A deal that was decided, or is undecided again, changes what the next ones are given.
    if new.outcome != old.outcome { try StageOdds.follow(context, db) }
    return try find(input.id, for: context.actor, db)
  }

  /// Saves what changed; what was said before of its stage, value and end is kept beside.
  func save(
    after old: Deal, _ own: CustomChange? = nil, on day: Day, _ kind: EventKind<Deal>, _ context: Context,
    _ db: Connection
  ) throws {
    var new = self
    new.version = old.version + 1
    new.changedAt = context.now
    try Deal.write([new], db)
    let isOther =
      new.stage != old.stage || new.value != old.value || new.closeOn != old.closeOn
      || new.pushes != old.pushes || new.ownChance != old.ownChance
    if isOther {
      let place = try DealState.nextPlace(of: id, db)
      try DealState.insert([try new.state(place, on: day, context, db)], by: context.actor.id, db)
    }
    try own?.save(id, db)
    var changes = Deal.differences(old, new)
    own?.note(in: &changes)
    try context.publish(kind, id, before: changes.before, after: changes.after, db)
  }

  package static func delete(_ id: ID<Deal>, _ context: Context) async throws {
    try await context.write { db in
      let deal = try find(id, for: context.actor, db)
      try delete(id, db)
      if deal.outcome != .open { try StageOdds.follow(context, db) }
      try context.publish(wasDeleted, id, before: ["name": deal.name], db)
    }
  }
}
