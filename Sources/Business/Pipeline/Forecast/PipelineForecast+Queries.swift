import Accounts
package import Blueprint
import Kernel
package import Storage
import Statistics
import Team

extension PipelineForecast {
  package static func find(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> PipelineForecast
  {
    let company = try Company.current(db), currency = company.currency
    let span = try Span(wanted, context.today, company)
    let scope = try Scope(wanted, context, db)
    let goal = try wanted.goal.flatMap { try Deal.amount($0, currency) }
    if let goal, goal.currency != currency {
      throw DealRefusal.badQuestion(field: "goal", "Write the goal in \(currency).")
    }
    let open = try openDeals(scope, span, db)
    let won = try wonValue(scope, span.firstDay...span.lastDay, currency, db)
    let valued = open.filter { $0.value != nil }
    let sum = valued.reduce(0) { $0 + ($1.value ?? 0) }, weighted = valued.reduce(0) { $0 + $1.weighted }
    return PipelineForecast(
      currency: currency, firstDay: span.firstDay, lastDay: span.lastDay, label: span.label,
      count: open.count, unvalued: open.count - valued.count, open: Money(minor: sum, currency: currency),
      weighted: Money(minor: weighted, currency: currency), range: range(valued, won, goal, currency),
      won: won,
      goal: goal, byCommitment: byCommitment(open, span, currency),
      quarters: try quarters(scope, company, context.today, db),
      largest: try largest(scope, span, db), pace: try PipelinePace.find(scope.condition, context, db))
  }

  /// The days whose decisions are asked about.
  struct Span: Sendable {
    let firstDay: Day
    let lastDay: Day
    let label: String

    init(_ wanted: Wanted, _ today: Day, _ company: Company) throws {
      let quarter = PipelineForecast.quarter(of: today, company)
      firstDay = wanted.from ?? (wanted.to == nil ? quarter.days.lowerBound : today)
      lastDay = wanted.to ?? (wanted.from == nil ? quarter.days.upperBound : firstDay.advanced(by: 90))
      guard firstDay <= lastDay else {
        throw DealRefusal.badQuestion(field: "to", "The last day lies before the first. Choose a later one.")
      }
      label =
        wanted.from == nil && wanted.to == nil
        ? quarter.label : "\(DisplayNumber.day(firstDay)) to \(DisplayNumber.day(lastDay))"
    }
  }

  /// Whose deals.
  struct Scope {
    let condition: SQL

    init(_ wanted: Wanted, _ context: Context, _ db: Connection) throws {
      var parts: [SQL] = [Deal.visible(to: context.actor)]
      if let owner = wanted.owner { parts.append("d.owner_id = \(owner)") }
      if let process = wanted.process {
        _ = try DealProcess.find(process, db)
        parts.append("d.process_id = \(process)")
      }
      condition = SQL.all(parts)
    }
  }

  /// The fiscal quarter of a day.
  static func quarter(of day: Day, _ company: Company) -> (days: ClosedRange<Day>, label: String) {
    let calendar = company.calendar, period = calendar.period(of: day)
    let first = period.advanced(by: -((period.number - 1) % 3)), last = first.advanced(by: 2)
    let days = calendar.days(of: first).lowerBound...calendar.days(of: last).upperBound
    return (days, "Q\((period.number - 1) / 3 + 1) \(period.year)")
  }

  struct OpenDeal: Sendable {
    let value: Int64?
    let chance: BasisPoints
    let commitment: Deal.Commitment

    /// Value x chance, rounded to the minor unit as a price is.
    var weighted: Int64 { value.map { chance.of(Money(minor: $0, currency: .usd)).minor } ?? 0 }
  }

  /// Those decided within the span; what should have been decided before it and was not counts as well.
  private static func openDeals(_ scope: Scope, _ span: Span, _ db: Connection) throws -> [OpenDeal] {
    try db.all(
      """
      SELECT d.value_minor, \(Deal.chanceSQL), d.commitment \(Deal.from) \(Deal.oddsJoin)
      WHERE d.outcome = 'open' AND d.commitment <> 'omitted' AND d.close_on <= \(span.lastDay)
        AND \(scope.condition) ORDER BY d.id
      """
    ) { row in
      OpenDeal(
        value: try row.int64OrNil(0), chance: BasisPoints(try row.int(1)), commitment: try row.choice(2))
    }
  }

  static func range(_ deals: [OpenDeal], _ won: Money, _ goal: Money?, _ currency: Currency) -> Range {
    let sum = OutcomeSum(deals.map { .init(value: $0.value ?? 0, chance: $0.chance.chance) })
    func money(_ probability: Double) -> Money { Money(minor: sum.quantile(probability), currency: currency) }
    var draws: Int?
    if case .drawn(let times) = sum.method { draws = times }
    return Range(
      low: money(0.1), middle: money(0.5), high: money(0.9),
      nothing: BasisPoints(chance: sum.chanceOfNothing),
      goal: goal.map { BasisPoints(chance: sum.chance(ofAtLeast: $0.minor - won.minor)) }, draws: draws)
  }

  private static func wonValue(
    _ scope: Scope, _ days: ClosedRange<Day>, _ currency: Currency, _ db: Connection
  ) throws -> Money {
    let minor = try db.first(
      """
      SELECT CAST(COALESCE(SUM(d.value_minor), 0) AS BIGINT) \(Deal.from)
      WHERE d.outcome = 'won' AND d.closed_on BETWEEN \(days.lowerBound) AND \(days.upperBound)
        AND \(scope.condition)
      """
    ) { try $0.int64(0) }
    return Money(minor: minor ?? 0, currency: currency)
  }

  private static func byCommitment(_ deals: [OpenDeal], _ span: Span, _ currency: Currency) -> [Slice] {
    Deal.Commitment.allCases.filter { $0 != .omitted }.map { commitment in
      let some = deals.filter { $0.commitment == commitment }
      return Slice(
        name: commitment.rawValue, firstDay: span.firstDay, lastDay: span.lastDay, count: some.count,
        open: Money(minor: some.reduce(0) { $0 + ($1.value ?? 0) }, currency: currency),
        weighted: Money(minor: some.reduce(0) { $0 + $1.weighted }, currency: currency),
        won: Money.zero(currency))
    }
  }

  /// This fiscal quarter and the three behind it; what is overdue stands in this one.
  private static func quarters(
    _ scope: Scope, _ company: Company, _ today: Day, _ db: Connection
  ) throws -> [Slice] {
    var slices: [Slice] = [], day = today
    for place in 0..<4 {
      let (days, label) = quarter(of: day, company)
      let since: SQL = place == 0 ? "1 = 1" : "d.close_on >= \(days.lowerBound)"
      let found = try db.first(
        """
        SELECT COUNT(*), CAST(COALESCE(SUM(d.value_minor), 0) AS BIGINT),
          CAST(COALESCE(SUM((d.value_minor * \(Deal.chanceSQL) + 5000) / 10000), 0) AS BIGINT)
        \(Deal.from) \(Deal.oddsJoin) WHERE d.outcome = 'open' AND d.commitment <> 'omitted' AND \(since)
          AND d.close_on <= \(days.upperBound) AND \(scope.condition)
        """
      ) { (count: try $0.int(0), open: try $0.int64(1), weighted: try $0.int64(2)) }
      slices.append(
        Slice(
          name: label, firstDay: days.lowerBound, lastDay: days.upperBound, count: found?.count ?? 0,
          open: Money(minor: found?.open ?? 0, currency: company.currency),
          weighted: Money(minor: found?.weighted ?? 0, currency: company.currency),
          won: try wonValue(scope, days, company.currency, db)))
      day = days.upperBound.advanced(by: 1)
    }
    return slices
  }

  private static func largest(_ scope: Scope, _ span: Span, _ db: Connection) throws -> [DealRow] {
    try db.all(
      """
      SELECT \(Deal.listing.select) \(Deal.listing.from)
      WHERE d.outcome = 'open' AND d.commitment <> 'omitted' AND d.close_on <= \(span.lastDay)
        AND d.value_minor IS NOT NULL AND \(scope.condition)
      ORDER BY d.value_minor * \(Deal.chanceSQL) DESC, d.id LIMIT 15
      """
    ) { try DealRow($0) }
  }
}

extension PipelinePace {
  static func find(_ condition: SQL, _ context: Context, _ db: Connection) throws -> PipelinePace {
    let currency = try Deal.companyCurrency(db), today = context.today, since = today.advanced(by: -365)
    let open = try db.count("SELECT COUNT(*) \(Deal.from) WHERE d.outcome = 'open' AND \(condition)")
    let closed = try db.all(
      """
      SELECT d.outcome, d.value_minor, d.opened_on, d.closed_on \(Deal.from)
      WHERE d.closed_on BETWEEN \(since) AND \(today) AND \(condition) ORDER BY d.id
      """
    ) { row in
      (
        won: try row.choice(0, as: Outcome.self) == .won, value: try row.int64OrNil(1),
        days: try row.day(3).days(since: try row.day(2))
      )
    }
    let won = closed.filter(\.won), values = won.compactMap(\.value)
    let average = values.isEmpty ? nil : values.reduce(0, +) / Int64(values.count)
    let slip = try db.first(
      """
      SELECT CAST(COALESCE(SUM(d.value_minor), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN d.pushes > 0 THEN d.value_minor END), 0) AS BIGINT) \(Deal.from)
      WHERE d.first_close_on BETWEEN \(since) AND \(today) AND \(condition)
      """
    ) { (due: try $0.int64(0), off: try $0.int64(1)) }
    return PipelinePace(
      open: open, won: won.count, decided: closed.count,
      averageWon: average.map { Money(minor: $0, currency: currency) },
      cycleDays: won.isEmpty ? nil : won.reduce(0) { $0 + $1.days } / won.count,
      due: Money(minor: slip?.due ?? 0, currency: currency),
      putOff: Money(minor: slip?.off ?? 0, currency: currency))
  }
}
