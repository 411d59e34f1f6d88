package import Blueprint
import Catalog
import Foundation
import Kernel
package import Storage

extension Account {
  /// Adds one account. Without an owner, a team or a parent it belongs to who added it.
  package static func add(_ input: New, _ context: Context) async throws -> Account {
    try await context.write { try add(input, context, $0) }
  }

  /// The same within a transaction that does more.
  package static func add(
    _ input: New, complete: CustomChange.Completeness = .notAsked, _ context: Context, _ db: Connection
  ) throws -> Account {
    var account = try input.account(number: try nextNumber(db), context)
    if account.owner == nil, account.team == nil, input.parent == nil, try isUser(context.actor.id, db) {
      account.owner = context.actor.id
    }
    try checkPeople(account, db)
    let parent = try input.parent.map { try parentOf($0, context, db) }
    account.parent = parent?.id
    account.reachOwner = account.owner ?? parent?.reachOwner
    account.reachTeam = account.team ?? parent?.reachTeam
    guard account.isVisible(to: context.actor) else { throw AccountRefusal.wouldLoseSight }
    let own = try CustomChange.new(ownFields, by: input.fields, complete: complete, db)
    try save([account], db)
    try own.save(account.id, db)
    try hang(account, from: input.from, context, db)
    if let alias = try input.alias { try give(alias, to: account.id, for: context.actor, db) }
    var changes = differences(blank(account), account)
    own.note(in: &changes)
    try context.publish(wasAdded, account.id, after: changes.after, db)
    return account
  }

  private static func blank(_ account: Account) -> Account {
    Account(id: account.id, number: account.number, kind: account.kind, name: "", at: account.createdAt)
  }

  private static func hang(_ account: Account, from day: Day?, _ context: Context, _ db: Connection) throws {
    if let parent = account.parent {
      let link = ParentLink(
        account: account.id, parent: parent, firstDay: day ?? Validity.earliest, lastDay: Validity.latest)
      try ParentLink.insert([link], db)
      try addSites(account.siteCount, from: parent, db)
      if link.firstDay > context.today { try settleTree(on: context.today, db) }
    }
    try touchTree(db)
    if try treeDay(db) == nil { try setTreeDay(context.today, db) }
  }

  static func parentOf(_ id: ID<Account>, _ context: Context, _ db: Connection) throws -> Account {
    do { return try find(id, for: context.actor, db) } catch AccountRefusal.notThere {
      throw AccountRefusal.parentUnknown
    }
  }

  /// Saves a change; one made to another version than the stored is shown what stands there, and not saved.
  package static func change(_ input: Change, _ context: Context) async throws -> Account {
    try await context.write { db in try change(input, context, db) }
  }

  /// The same change for many accounts, all or none.
  package static func change(_ input: BulkChange, _ context: Context) async throws -> [Account] {
    let ids = input.id ?? []
    guard !ids.isEmpty else { throw AccountRefusal.nothingMarked }
    guard ids.count <= 5_000 else { throw AccountRefusal.tooManyMarked(5_000) }
    return try await context.write { db in
      let old = try find(ids, for: context.actor, db)
      let new = try old.map { account in
        var new = try account.applying(input.change(account.id))
        guard new != account else { return account }
        new.version += 1
        new.changedAt = context.now
        return new
      }
      if let first = new.first { try checkPeople(first, db) }
      try save(new, db)
      try settleTree(on: context.today, db)
      for (before, after) in zip(old, new) where before != after {
        let changes = differences(before, after)
        try context.publish(wasChanged, after.id, before: changes.before, after: changes.after, db)
      }
      return try find(ids, for: context.actor, db, else: .wouldLoseSight)
    }
  }

  private static func change(_ input: Change, _ context: Context, _ db: Connection) throws -> Account {
    let old = try find(input.id, for: context.actor, db)
    var new = try old.applying(input)
    if let seen = input.version, seen != old.version {
      throw AccountRefusal.changedMeanwhile(now: old.version, theirs: old.words(for: new))
    }
    let own = try CustomChange.of(old.id, ownFields, by: input.fields, db)
    guard new != old || !own.isEmpty else { return old }
    try checkPeople(new, db)
    new.version += 1
    new.changedAt = context.now
    guard try replace(new, version: old.version, db) else { throw AccountRefusal.notThere }
    try own.save(new.id, db)
    let sites = (new.kind.isSite ? 1 : 0) - (old.kind.isSite ? 1 : 0)
    try addSites(sites, from: new.id, db)
    if new.owner != old.owner || new.team != old.team { try settleReach(below: new, db) }
    var changes = differences(old, new)
    own.note(in: &changes)
    try context.publish(wasChanged, new.id, before: changes.before, after: changes.after, db)
    return try find([new.id], for: context.actor, db, else: .wouldLoseSight)[0]
  }

  private static func find(
    _ ids: [ID<Account>], for actor: Actor, _ db: Connection, else refusal: AccountRefusal
  ) throws -> [Account] {
    do { return try find(ids, for: actor, db) } catch AccountRefusal.notThere { throw refusal }
  }

  /// Hangs an account below another from a day on; what was before stays as it was.
  package static func move(_ input: Move, _ context: Context) async throws -> Account {
    try await context.write { db in
      let account = try find(input.id, for: context.actor, db)
      let parent = try input.parent.map { try parentOf($0, context, db) }
      let old = try ParentLink.of(account.id, db), from = input.from ?? context.today
      let new = ParentLink.moved(account.id, old, below: parent?.id, from: from)
      guard new != old else { throw AccountRefusal.sameParent(parent?.name ?? "the top") }
      if let parent,
        let day = ParentLink.firstCycle(of: account.id, new, above: try ParentLink.above(parent.id, db))
      {
        throw AccountRefusal.cycle(name: account.name, parent: parent.name, on: max(day, from))
      }
      try ParentLink.replace(of: [account.id], by: new, db)
      try rehang(account, new.first { $0.validity.contains(context.today) }?.parent, context, db)
      let was = try old.last.flatMap { try stored($0.parent, db)?.name }
      try context.publish(
        wasMoved, account.id, before: ["parent": was ?? "the top"],
        after: ["parent": parent?.name ?? "the top", "from": from.description], db)
      return try find([account.id], for: context.actor, db, else: .wouldLoseSight)[0]
    }
  }

  /// Brings what is kept about today's tree in step after one account got another parent.
  private static func rehang(
    _ account: Account, _ parent: ID<Account>?, _ context: Context, _ db: Connection
  ) throws {
    try touchTree(db)
    guard parent != account.parent else { return }
    try addSites(-account.siteCount, from: account.parent, db)
    var moved = account
    moved.parent = parent
    moved.version += 1
    moved.changedAt = context.now
    try save([moved], db)
    try addSites(account.siteCount, from: parent, db)
    try settleReach(below: moved, db)
  }
}
