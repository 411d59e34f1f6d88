import Accounts
import Blueprint
import Kernel
import Storage
import Team

extension TodayDesk {
  /// The queue of who asks, found anew.
  func queue(_ wish: StepQueue.Wish, _ actor: Actor, _ today: Day, _ db: Connection) throws -> StepQueue {
    let found = try sources.flatMap { source in
      try source.find(actor, today, db).map { (source: source, step: $0) }
    }
    let accounts = try StepAccount.visible(Set(found.map(\.step.account)), to: actor, db)
    return StepQueue(
      found, accounts: accounts, marks: try StepMarks(of: actor.id, db), wish: wish,
      isSearching: try StepQueue.isSearching(sources.compactMap(\.keptBy), db), on: today)
  }

  /// Does, puts off, hands on or takes back a step of the reader's queue.
  func mark(_ input: StepMark.New, _ context: Context) async throws -> StepMark {
    let days = input.days ?? 7
    guard input.kind != .snoozed || (1...365).contains(days) else { throw StepRefusal.badDays(days) }
    return try await context.write { [self] db in
      guard let step = try step(input.step, for: context.actor, context.today, db) else {
        throw StepRefusal.notThere
      }
      let colleague = input.kind == .delegated ? input.to : nil
      if input.kind == .delegated { try checkColleague(input.to, step, context, db) }
      let until: Day? =
        switch input.kind {
        case .done: context.today.advanced(by: StepMark.doneDays)
        case .snoozed: context.today.advanced(by: days)
        case .delegated, .open: nil
        }
      let mark = StepMark(step: input.step, kind: input.kind, until: until)
      try StepMark.save(mark, to: colleague, by: context.actor.id, at: context.now, db)
      return mark
    }
  }

  private func step(_ key: String, for actor: Actor, _ today: Day, _ db: Connection) throws -> NextStep? {
    for source in sources {
      guard let step = try source.find(actor, today, db).first(where: { $0.key == key }) else { continue }
      return try StepAccount.visible([step.account], to: actor, db).isEmpty ? nil : step
    }
    return nil
  }

  private func checkColleague(_ id: ID<Actor>?, _ step: NextStep, _ context: Context, _ db: Connection) throws
  {
    guard let id, let colleague = try User.actor(id, db) else { throw StepRefusal.toWhom }
    guard colleague.id != context.actor.id else { throw StepRefusal.toOneself }
    if try StepAccount.visible([step.account], to: colleague, db).isEmpty {
      throw StepRefusal.colleagueCannotSee(colleague.name)
    }
  }
}
