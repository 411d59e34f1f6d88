import Accounts
package import Blueprint
import Catalog
import Foundation
import Kernel
package import Storage
import Team

extension ForecastBook {
  static let usualWeeks = 26
  static let historyWeeks = 104

  /// The version asked for, or the newest; of it the place asked for, as far as the reader may see it.
  package static func read(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> ForecastBook {
    let versions = try ForecastVersion.all(for: context.actor, db)
    let isRunning = try ForecastVersion.isWaiting(db)
    if let id = wanted.version, !versions.contains(where: { $0.id == id }) {
      throw ForecastRefusal.notThere("forecast")
    }
    let usable = versions.filter { $0.state == .ready }
    // Of the newest what was made of all accounts comes before what was made of one, or looked back.
    guard
      let version = usable.first(where: { $0.id == wanted.version })
        ?? (wanted.version == nil
          ? usable.first { $0.account == nil && $0.knownOn == nil } ?? usable.first : nil)
    else {
      return ForecastBook(blank: versions, isRunning: isRunning)
    }
    let plan = try ForecastPlan(version, db), places = try ForecastPlaces(plan, for: context.actor, db)
    var place = wanted
    // What was forecast of one account alone is about that account.
    if place.account == nil, let only = version.account, places.accounts[only] != nil { place.account = only }
    let reading = try ForecastReading(plan, places, place, context, db)
    return try reading.book(versions, isRunning: isRunning, db)
  }

  private init(blank versions: [ForecastVersion], isRunning: Bool) {
    let none = Weeks(statistical: [], sales: [], supply: [], consensus: [], naive: [])
    self.init(
      version: nil, versions: versions, isRunning: isRunning, account: nil, product: nil, accountPath: [],
      productPath: [], split: .accounts, step: .month, shown: 0, columns: [], weeks: none, rows: [],
      worth: nil,
      causes: [], method: nil, seriesCount: 0, beatsNaive: 0, judged: 0, overrides: [], history: [],
      before: nil)
  }
}

/// A version on its way to one reader's page.
struct ForecastReading {
  let plan: ForecastPlan
  let places: ForecastPlaces
  let wanted: ForecastBook.Wanted
  let context: Context
  let calendar: FiscalCalendar
  /// The series of the place, of those that the reader may see.
  let members: [Int]
  let counting: [ForecastOverride]
  private let all: [ForecastOverride]
  let consensus: [[Int64]]
  let effects: [ForecastPlan.Effect]

  var version: ForecastVersion { plan.version }

  init(
    _ plan: ForecastPlan, _ places: ForecastPlaces, _ wanted: ForecastBook.Wanted, _ context: Context,
    _ db: Connection
  ) throws {
    if let account = wanted.account, places.accounts[account] == nil {
      throw ForecastRefusal.notThere("account")
    }
    if let product = wanted.product, places.products[product] == nil {
      throw ForecastRefusal.notThere("product")
    }
    (self.plan, self.places, self.wanted, self.context) = (plan, places, wanted, context)
    calendar = try Company.current(db).calendar
    members = Self.members(plan, places, wanted.account, wanted.product)
    all = try ForecastOverride.all(of: plan.version.id, db)
    counting = all.filter { $0.counts(on: context.today) }
    (consensus, effects) = plan.applying(counting)
  }

  private static func members(
    _ plan: ForecastPlan, _ places: ForecastPlaces, _ account: String?, _ product: String?
  ) -> [Int] {
    plan.members(account.flatMap { ID($0) }, product.flatMap { ID($0) })
      .filter { places.accounts[plan.keys[$0].account.text] != nil }
  }

  var shown: Int { max(1, min(plan.version.horizon, wanted.weeks ?? ForecastBook.usualWeeks)) }

  func book(
    _ versions: [ForecastVersion], isRunning: Bool, _ db: Connection
  ) throws -> ForecastBook {
    let columns = columns(), split = split
    let total = try members.count == 1 ? plan.series[members[0]] : ownTotal(db)
    let judged = members.compactMap { plan.series[$0].againstNaive }
    return ForecastBook(
      version: version, versions: versions, isRunning: isRunning,
      account: ForecastPlaces.path(to: wanted.account, in: places.accounts).last,
      product: ForecastPlaces.path(to: wanted.product, in: places.products).last,
      accountPath: ForecastPlaces.path(to: wanted.account, in: places.accounts),
      productPath: ForecastPlaces.path(to: wanted.product, in: places.products),
      split: split, step: wanted.step ?? .month, shown: shown, columns: columns, weeks: weeks(total),
      rows: rows(split, columns), worth: worth(members), causes: causes(total), method: total.map(method),
      seriesCount: members.count, beatsNaive: judged.count { $0.count < 10_000 }, judged: judged.count,
      overrides: all.filter { isSeen($0) && touches($0) },
      history: try plan.history(members, weeks: ForecastBook.historyWeeks, db),
      before: try before(versions, db),
      levels: context.actor.seesEverything || version.account != nil
        ? try LevelPass.report(of: version.id, db) : [])
  }

  /// Overrides above the reader's part are seen too: they change it. What lies in others' parts is not.
  private func isSeen(_ one: ForecastOverride) -> Bool {
    one.account.map { places.accounts[$0] != nil } ?? true
  }

  private func touches(_ one: ForecastOverride) -> Bool {
    let scope = Set(plan.members(one.account.flatMap { ID($0) }, one.product.flatMap { ID($0) }))
    return members.contains(where: scope.contains)
  }

  /// Whole accounts have a forecast of their own, whose width is the width of their sum.
  private func ownTotal(_ db: Connection) throws -> SeriesPlan? {
    guard wanted.product == nil else { return nil }
    if wanted.account == nil, !context.actor.seesEverything { return nil }
    return try ForecastPlan.total(of: wanted.account, version, db)
  }

  private var split: ForecastBook.Split {
    if let split = wanted.split { return split }
    let hasParts = !ForecastPlaces.children(of: wanted.account, in: places.accounts).isEmpty
    return hasParts ? .accounts : .products
  }

  private func columns() -> [ForecastBook.Column] {
    var columns: [ForecastBook.Column] = []
    for place in 0..<shown {
      let week = version.week(place)
      let label =
        wanted.step == .week ? calendar.place(of: week).label : calendar.label(of: calendar.period(of: week))
      let isFrozen = place < version.frozen
      if let last = columns.last, last.label == label {
        columns[columns.count - 1] = .init(
          label: label, first: last.first, last: week, places: last.places + [place],
          isFrozen: last.isFrozen || isFrozen)
      } else {
        columns.append(
          .init(label: label, first: week, last: week, places: [place], isFrozen: isFrozen))
      }
    }
    return columns
  }

  private func rows(
    _ split: ForecastBook.Split, _ columns: [ForecastBook.Column]
  ) -> [ForecastBook.Row] {
    let isByAccount = split == .accounts, nodes = isByAccount ? places.accounts : places.products
    let here = isByAccount ? wanted.account : wanted.product
    // What is planned for the place itself and not for a part of it stands in a line of its own.
    let children = ForecastPlaces.children(of: here, in: nodes).map { ($0, $0.id) }
    let taken = children.map { node, id -> (ForecastPlaces.Node, [Int]) in
      let part = Self.members(
        plan, places, isByAccount ? id : wanted.account, isByAccount ? wanted.product : id)
      return (node, part)
    }.filter { !$0.1.isEmpty }
    let inParts = Set(taken.flatMap(\.1)), own = members.filter { !inParts.contains($0) }
    var rows = taken.map { row($0.0, $0.1, columns, isOpen: true) }
    if !own.isEmpty, let node = here.flatMap({ nodes[$0] }) {
      rows.append(row(node, own, columns, isOpen: false))
    }
    return rows
  }

  private func row(
    _ node: ForecastPlaces.Node, _ part: [Int], _ columns: [ForecastBook.Column], isOpen: Bool
  ) -> ForecastBook.Row {
    let sums = plan.summed(part) { consensus[$0] }
    let statistical = plan.summed(part) { plan.series[$0].statistical }
    return ForecastBook.Row(
      place: .init(id: node.id, name: node.name), isOpen: isOpen,
      consensus: columns.map { column in column.places.reduce(0) { $0 + sums[$1] } },
      statistical: statistical.prefix(shown).reduce(0, +), worth: worth(part))
  }

  /// At the average price of each series' last weeks; nil where a series has no price.
  private func worth(_ part: [Int]) -> Money? {
    var sum: Int64 = 0
    for place in part {
      let units = consensus[place].prefix(shown).reduce(0, +)
      guard units != 0 else { continue }
      guard let money = plan.series[place].worth(units, version.currency) else { return nil }
      sum += money.minor
    }
    return Money(minor: sum, currency: version.currency)
  }

  private func weeks(_ total: SeriesPlan?) -> ForecastBook.Weeks {
    func sums(_ column: ForecastPlan.Column) -> [Int64] {
      let units = plan.units(column, counting).units
      return plan.summed(members) { units[$0] }
    }
    var weeks = ForecastBook.Weeks(
      statistical: sums(.statistical), sales: sums(.sales), supply: sums(.supply),
      consensus: plan.summed(members) { consensus[$0] },
      naive: plan.summed(members) { plan.series[$0].naive })
    guard let total, !total.low80.isEmpty else { return weeks }
    let parts = members.count == 1 ? [] : members.map { plan.series[$0] }
    (weeks.low80, weeks.high80) = SumBand(total, \.low80, \.high80).around(weeks.statistical, of: parts)
    (weeks.low95, weeks.high95) = SumBand(total, \.low95, \.high95).around(weeks.statistical, of: parts)
    return weeks
  }

  private func method(_ plan: SeriesPlan) -> ForecastBook.Method {
    .init(name: plan.method, notes: plan.flags, againstNaive: plan.againstNaive)
  }
}
