import Accounts
import Blueprint
import Kernel
import Storage

extension ForecastReading {
  /// What the units of the weeks shown are made of: each step as it adds up to the next total.
  func causes(_ total: SeriesPlan?) -> [ForecastBook.Cause] {
    let level = part(\.level), trend = part(\.trend), season = part(\.season)
    let ahead = knownAhead
    let statistical = plan.summed(members) { plan.series[$0].statistical }.prefix(shown).reduce(0, +)
    var causes: [ForecastBook.Cause] = [
      .init(
        name: "Level", units: level, isTotal: false,
        note: "what sells in a week without season at the end of the history, times \(shown) weeks"),
      .init(
        name: "Trend", units: trend, isTotal: false, note: "what the methods expect beyond that level"),
      .init(
        name: "Season", units: season, isTotal: false, note: "what these weeks of the year bring or take"),
    ]
    causes += ahead
    causes += [
      .init(
        name: "Whole units", units: statistical - level - trend - season - ahead.reduce(0) { $0 + $1.units },
        isTotal: false,
        note: "rounding to whole units, nothing below zero, nothing behind a delisting"),
      .init(
        name: "Statistical", units: statistical, isTotal: true,
        note: "the sum of \(members.count) series: totals are sums of parts, so the tree ties to the unit"),
    ]
    var sum = statistical
    for (one, added) in effectsHere() {
      sum += added
      causes.append(
        .init(
          name: "\(one.madeByName): \(one.change)", units: added, isTotal: false,
          note: "\(one.desk.rawValue), \(one.scope): \(one.reason)"))
    }
    causes.append(
      .init(name: "Consensus", units: sum, isTotal: true, note: "the statistical forecast with all overrides")
    )
    return causes
  }

  /// Some figure of the weeks shown, from hundredths to whole units.
  private func part(_ lines: (SeriesPlan) -> [Int64]) -> Int64 {
    let sum = plan.summed(members) { lines(plan.series[$0]) }.prefix(shown).reduce(0, +)
    let half = SeriesPlan.partScale / 2
    return (sum + (sum < 0 ? -half : half)) / SeriesPlan.partScale
  }

  /// What prices and promotions known ahead bring or take, as far as they do.
  private var knownAhead: [ForecastBook.Cause] {
    let all: [ForecastBook.Cause] = [
      .init(
        name: "Price", units: part(\.price), isTotal: false,
        note: "what the prices known ahead bring or take, as your own history answered to prices"),
      .init(
        name: "Promotion", units: part(\.promotion), isTotal: false,
        note: "what features and displays known ahead add; weeks without an entry count as unpromoted"),
      .init(
        name: "Other items", units: part(\.neighbours), isTotal: false,
        note: "what prices and promotions of the account's other items take or give"),
      launch,
      .init(
        name: "Reconciliation", units: part(\.shift), isTotal: false,
        note:
          "what forecasts of whole accounts, products and categories move their parts by, as far as that was better at earlier origins"
      ),
    ]
    return all.filter { $0.units != 0 }
  }

  /// What launches bring and replacements take.
  private var launch: ForecastBook.Cause {
    let units = part(\.launch)
    // One launch at several accounts is told like one.
    let methods = Set(members.map { plan.series[$0].method })
    guard let one = members.first.map({ plan.series[$0] }),
      members.count == 1 || (methods.count == 1 && units > 0)
    else {
      return .init(
        name: "Launches", units: units, isTotal: false,
        note: "what new items bring and the items that they replace lose")
    }
    return .init(
      name: units < 0 ? "Phase-out" : one.method, units: units, isTotal: false, note: one.flags.first ?? "")
  }

  /// What each override added to the place in the weeks shown.
  private func effectsHere() -> [(ForecastOverride, Int64)] {
    effects.compactMap { effect in
      var sum: Int64 = 0
      for member in members {
        for (step, added) in (effect.added[member] ?? []).enumerated() where effect.first + step < shown {
          sum += added
        }
      }
      return sum == 0 ? nil : (effect.override, sum)
    }
  }

  /// The same weeks in the version made before of the same accounts.
  func before(_ versions: [ForecastVersion], _ db: Connection) throws -> ForecastBook.Before? {
    guard let old = version.predecessor(among: versions) else { return nil }
    let then = try ForecastPlan(old, db), context = context
    let overrides = try ForecastOverride.all(of: old.id, db).filter { $0.counts(on: context.today) }
    let units = then.applying(overrides).units
    let seen = try ForecastPlaces(then, for: context.actor, db)
    let same = then.members(wanted.account.flatMap { ID($0) }, wanted.product.flatMap { ID($0) })
      .filter { seen.accounts[then.keys[$0].account.text] != nil }
    let sums = then.summed(same) { units[$0] }, mine = plan.summed(members) { consensus[$0] }
    let both = (0..<shown).compactMap { place in old.place(version.week(place)).map { (place, $0) } }
    guard !both.isEmpty else { return nil }
    return ForecastBook.Before(
      title: old.title, id: old.id, then: both.reduce(0) { $0 + sums[$1.1] },
      now: both.reduce(0) { $0 + mine[$1.0] }, weeks: both.count)
  }
}
