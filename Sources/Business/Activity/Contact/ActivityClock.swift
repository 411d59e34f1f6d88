import Accounts
package import Blueprint
import Kernel
import Sales
import Storage

/// What is kept in step with the calendar, with the sales and with people who were erased.
package enum ActivityClock {
  static let chore = Chore("activity.clock", every: 60) { try await tick($0) }

  package static func tick(_ context: Context) async throws {
    let mark = try await context.read { db in
      (kept: try AccountStake.mark(db), now: "\(context.today) \(try SalesDesk.dataState(db))")
    }
    if mark.kept != mark.now { try await refresh(context, mark.now) }
    _ = try await context.write { try Interaction.forgetErased($0) }
  }

  private static func refresh(_ context: Context, _ mark: String) async throws {
    let stakes = try await context.read { db in
      let ids = try AccountStake.wanted(db)
      // The tops of the tree come in one answer; what lies below them is asked one by one.
      let tops = try SalesDesk.tops(context, db)
      let byID = Dictionary(tops.lines.map { ($0.id, $0) }) { first, _ in first }
      return try ids.compactMap { id -> (ID<Account>, AccountStake)? in
        if let line = byID[id.text], let lens = tops.lens {
          return stake(id, line.current, lens, tops.period)
        }
        let one = try SalesDesk.performance(ofAccount: PerformanceQuery(id: id.text), context, db)
        guard let lens = one.lens else { return nil }
        return stake(id, one.current, lens, one.period)
      }
    }
    try await context.write { db in
      try AccountStake.replaceAll(stakes, db)
      try ContactDays.rebuild(on: context.today, db)
      try AccountStake.setMark(mark, db)
    }
  }

  private static func stake(
    _ id: ID<Account>, _ figures: SalesFigures, _ lens: SalesLens, _ period: SalesPeriod
  ) -> (ID<Account>, AccountStake)? {
    let weeks = Int64(period.weeks.count)
    guard weeks > 0, figures.value > 0 else { return nil }
    let (year, overflow) = (figures.value / weeks).multipliedReportingOverflow(by: 52)
    guard !overflow else { return nil }
    let money = Money(tenThousandths: year, currency: lens.currency)
    return (
      id,
      AccountStake(money: money, words: "sales of the last \(weeks) weeks")
    )
  }
}
