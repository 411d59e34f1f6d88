import Accounts
import Blueprint
import Kernel
import Sales
import Storage

/// What forecasts ask for next.
enum ForecastSteps {
  static let sources = [
    NextStepSource("forecast-failed", "Forecasts that fail their own interval") { actor, _, db in
      try failed(actor, db)
    }
  ]

  /// Weeks that are looked at; of so many one in five lies outside of 95 % by chance, two seldom do.
  private static let weeks = 4
  private static let fewest = 2

  /// Accounts whose last weeks lay outside the 95 % interval of the forecast that stood before them.
  private static func failed(_ actor: Actor, _ db: Connection) throws -> [NextStep] {
    let ends = try SalesDesk.through(for: actor, db)
    let sources = try SalesSource.all(db)
    let versions = try ForecastVersion.all(for: actor, db).filter {
      $0.state == .ready && $0.account == nil && $0.knownOn == nil
    }
    for version in versions {
      let kind = sources.filter { $0.kind == version.kind && $0.currency == version.currency }
      guard let last = kind.compactMap({ ends[$0.number] }).max(), Int(last) > version.through.ordinal else {
        continue
      }
      return try failed(version, kind, through: last, actor, db)
    }
    return []
  }

  private struct Total {
    let account: ID<Account>
    let name: String
    let number: Int32
    let plan: SeriesPlan
  }

  private static func failed(
    _ version: ForecastVersion, _ sources: [SalesSource], through: Int32, _ actor: Actor, _ db: Connection
  ) throws -> [NextStep] {
    let totals = try db.all(
      """
      SELECT a.id, a.name, a.number, t.method, t.flags, t.against_naive, t.data
      FROM forecast_totals t JOIN accounts a ON a.id = t.account_id
      WHERE t.version_id = \(version.id) AND \(Account.visible(to: actor))
        AND EXISTS (SELECT 1 FROM forecast_series s WHERE s.version_id = t.version_id AND s.account_id = a.id)
      ORDER BY a.number
      """
    ) { row in
      Total(
        account: try row.id(0), name: try row.text(1), number: Int32(clamping: try row.int64(2)),
        plan: try SeriesPlan(row, at: 3))
    }
    guard !totals.isEmpty else { return [] }
    let first = max(Int32(version.through.ordinal) + 1, through - Int32(weeks) + 1)
    let ground = try DemandGround(version.kind, below: nil, knownOn: nil, db)
    var question = FactQuestion(
      [.total(.units), .total(.value)], of: sources,
      in: SalesScope(weeks: first...through, sites: nil, products: ground.items.map(\.number)),
      by: [.site, .week])
    question.siteGroups = ground.bySite
    let cells = try question.answer(db).cells
    return totals.compactMap { total in
      let told = (first...through).compactMap { week -> Week? in
        guard let cell = cells[.init(site: total.number, week: week)] else { return nil }
        return Week(place: Int(week) - version.through.ordinal - 1, cell)
      }
      return step(total, told, version)
    }
  }

  private struct Week {
    let place: Int
    let units: Int64
    let value: Int64

    init(place: Int, _ cell: FactSums.Cell) {
      (self.place, units, value) = (place, (cell.sums[0] ?? 0) / 1_000, cell.sums[1] ?? 0)
    }
  }

  private static func step(_ total: Total, _ told: [Week], _ version: ForecastVersion) -> NextStep? {
    let plan = total.plan
    let outside = told.filter { week in
      plan.low95.indices.contains(week.place) && plan.high95.indices.contains(week.place)
        && (week.units < plan.low95[week.place] || week.units > plan.high95[week.place])
    }
    guard outside.count >= fewest, let last = outside.last else { return nil }
    let sold = outside.reduce(0) { $0 + $1.units }, value = outside.reduce(0) { $0 + $1.value }
    let expected = outside.reduce(0) { $0 + plan.statistical[$1.place] }, gap = sold - expected
    // At what these weeks brought a unit.
    let worth = sold > 0 ? Int64(clamping: Int128(abs(gap)) * Int128(value) / Int128(sold)) : 0
    let price = Money(tenThousandths: worth, currency: version.currency)
    let bounds =
      "\(DisplayNumber.grouped(plan.low95[last.place])) to \(DisplayNumber.grouped(plan.high95[last.place]))"
    return NextStep(
      key: "forecast-failed:\(total.account):\(version.id)", account: total.account.text,
      title: "Forecast \(total.name) anew",
      reason:
        "\(outside.count) of its last \(told.count) weeks lay outside the range that was to hold 95 of 100: "
        + "\(DisplayNumber.grouped(last.units)) sold in the last of them where \(bounds) was expected.",
      evidence: "/forecasts?version=\(version.id)&account=\(total.account)&step=week",
      remedy: (label: "Make a forecast", href: "/forecasts/new"), stake: price,
      stakeWords: "what was \(gap < 0 ? "planned too much" : "sold beyond the plan") in these weeks",
      chance: BasisPoints(2_500), chanceWords: "assumed: a quarter of it is stock or sales to save")
  }
}
