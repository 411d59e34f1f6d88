import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

/// Reads what a question needs from the facts, one pass for each period, and files it under the answer's keys.
struct AnalysisReader {
  /// Which facts a pass is about.
  enum Pass {
    /// What the question asks for.
    case part
    /// What its shares are shares of: the same places and weeks, all items of the base.
    case base
    /// The question's items at every place that the reader sees, and their base there.
    case market, marketBase

    var hasItems: Bool { self == .part || self == .market }
    var hasPlaces: Bool { self == .part || self == .base }
  }

  /// While the tree stands still: these weeks, and each site with those above it.
  struct Epoch {
    let weeks: ClosedRange<Int32>
    let chains: [[Int]]
  }

  let plan: AnalysisPlan
  let db: Connection
  let places: AnalysisPlaces
  let items: AnalysisItems
  let weeks: AnalysisWeeks
  let sources: [SalesSource]
  let seesEverything: Bool
  let asKnownOn: Date?
  private let links: AnalysisPlaces.Links?
  var members: [AnalysisMembers]
  /// The chains that hold in the last weeks: what the market's stores are counted by.
  let chains: [[Int]]

  /// Items read at once where items and sites are told apart.
  private static let cellsAtOnce = 2_000_000

  init(
    _ plan: AnalysisPlan, _ places: AnalysisPlaces, _ items: AnalysisItems, _ calendar: FiscalCalendar,
    _ sources: [SalesSource], _ context: Context, _ db: Connection
  ) throws {
    self.plan = plan
    self.places = places
    self.items = items
    self.db = db
    self.sources = sources
    weeks = AnalysisWeeks(calendar: calendar)
    seesEverything = context.actor.seesEverything
    // The whole day counts.
    asKnownOn = plan.query.knownOn?.endOfDay
    links = plan.tree == .was ? try AnalysisPlaces.Links(db) : nil
    members = plan.dimensions.map { _ in AnalysisMembers() }
    chains = places.chains(nil)
  }

  var dimensions: [Dimension] { plan.dimensions }
  var blank: AnalysisKey { AnalysisKey(repeating: AnalysisKeys.all, count: dimensions.count + 1) }

  /// All leaf cells of a pass; keys name the members of the week `shift` weeks later.
  mutating func read(
    _ pass: Pass, _ range: ClosedRange<Int32>, shift: Int32
  ) throws -> [AnalysisKey: AnalysisCell] {
    var cells: [AnalysisKey: AnalysisCell] = [:]
    let items = itemSide(pass)
    if items.numbers?.isEmpty == true { return cells }
    for epoch in epochs(range) {
      let sites = siteSide(pass, epoch.chains)
      if sites.numbers?.isEmpty == true { continue }
      for (key, sources) in sourceSides() {
        for products in try chunks(pass, items, sites, epoch) {
          var question = FactQuestion(
            AnalysisCell.Quantities.of(plan), of: sources, in: scope(epoch.weeks, shift, sites, products),
            by: axes(pass, items, sites))
          question.itemGroups = items.groups
          question.siteGroups = sites.groups
          question.asKnownOn = asKnownOn
          do {
            try file(question.answer(db), pass, items, sites, key, shift, &cells)
          } catch SegmentFault.tooManyGroups {
            throw AnalysisRefusal.tooLarge
          }
        }
      }
    }
    return cells
  }

  /// Where the facts of the question itself lie.
  mutating func scopes(_ range: ClosedRange<Int32>) -> [(sources: [SalesSource], scope: SalesScope)] {
    let items = itemSide(.part)
    return epochs(range).flatMap { epoch in
      let sites = siteSide(.part, epoch.chains)
      return sourceSides().map { ($0.1, scope(epoch.weeks, 0, sites, items.numbers)) }
    }
  }

  // MARK: Sides

  private func tells(_ pass: Pass) -> (items: Bool, sites: Bool) {
    guard pass == .part else { return (false, false) }
    return (plan.needsItems, plan.needsStores)
  }

  private mutating func itemSide(_ pass: Pass) -> AnalysisSide {
    let filters = plan.filters.filter { $0.dimension.side == .item }
    let used = dimensions.enumerated().filter { $0.element.side == .item }
    var side = AnalysisSide()
    let isSplit = plan.base == .category || pass.hasItems
    let needsAxis =
      pass.hasItems
      ? !used.isEmpty || tells(pass).items || (plan.needsVolume && pass == .part) : isSplit
    let categories = pass.hasItems ? [] : baseCategories()
    guard needsAxis || !filters.isEmpty else { return side }
    if needsAxis { side.groups = [:] }
    var numbers: [Int32] = []
    for chain in items.all {
      guard let product = chain.first else { continue }
      if pass.hasItems {
        guard filters.allSatisfy({ items.passes($0, chain) }) else { continue }
      } else if isSplit, !categories.contains(items.category(chain)) {
        continue
      }
      let number = Int32(clamping: product.number)
      numbers.append(number)
      guard needsAxis else { continue }
      var key = blank
      if pass.hasItems {
        for (place, dimension) in used {
          let member = items.member(dimension, chain)
          key[place] = members[place].number(of: member.id) { member }
        }
      } else {
        key[dimensions.count] = items.category(chain)
      }
      side.file(
        number, key, factor: plan.needsVolume && pass == .part ? product.eqFactor : nil,
        apart: tells(pass).items)
    }
    let isWhole = pass.hasItems ? filters.isEmpty : plan.base == .all
    side.numbers = isWhole ? nil : numbers
    return side
  }

  /// The categories of what is asked for; 0 stands for products without one.
  private func baseCategories() -> Set<Int32> {
    let filters = plan.filters.filter { $0.dimension.side == .item }
    return Set(
      items.all.filter { chain in filters.allSatisfy { items.passes($0, chain) } }.map { items.category($0) })
  }

  /// For every combination of product members, the base's categories that its items are of.
  mutating func categories() -> [AnalysisKey: Set<Int32>] {
    guard plan.base == .category else { return [:] }
    let filters = plan.filters.filter { $0.dimension.side == .item }
    let used = dimensions.enumerated().filter { $0.element.side == .item }
    var found: [AnalysisKey: Set<Int32>] = [:]
    for chain in items.all where filters.allSatisfy({ items.passes($0, chain) }) {
      var key = blank
      for (place, dimension) in used {
        let member = items.member(dimension, chain)
        key[place] = members[place].number(of: member.id) { member }
      }
      for subset in Self.subsets(key, used.map(\.offset)) {
        found[subset, default: []].insert(items.category(chain))
      }
    }
    return found
  }

  static func subsets(_ key: AnalysisKey, _ places: [Int]) -> [AnalysisKey] {
    places.reduce([key]) { keys, place in
      keys
        + keys.map { key in
          var copy = key
          copy[place] = AnalysisKeys.all
          return copy
        }
    }
  }

  func passes(_ chain: [Int]) -> Bool {
    plan.filters.allSatisfy { $0.dimension.side != .place || places.passes($0, chain) }
  }

  private mutating func siteSide(_ pass: Pass, _ chains: [[Int]]) -> AnalysisSide {
    let used = pass.hasPlaces ? dimensions.enumerated().filter { $0.element.side == .place } : []
    let isFiltered = pass.hasPlaces && plan.filters.contains { $0.dimension.side == .place }
    var side = AnalysisSide()
    let needsAxis = !used.isEmpty || tells(pass).sites
    guard needsAxis || isFiltered || !seesEverything else { return side }
    if needsAxis { side.groups = [:] }
    var numbers: [Int32] = []
    for (place, chain) in chains.enumerated() {
      if isFiltered, !passes(chain) { continue }
      let number = places.nodes[place].number
      numbers.append(number)
      if needsAxis { side.file(number, siteKey(chain, used), apart: tells(pass).sites) }
    }
    side.numbers = isFiltered || !seesEverything ? numbers : nil
    return side
  }

  mutating func siteKey(_ chain: [Int], _ used: [EnumeratedSequence<[Dimension]>.Element]) -> AnalysisKey {
    var key = blank
    for (place, dimension) in used {
      let member = places.member(dimension, chain)
      key[place] = members[place].number(of: member.id) { member }
    }
    return key
  }

  private mutating func sourceSides() -> [(AnalysisKey, [SalesSource])] {
    let filters = plan.filters.filter { $0.dimension == .source }
    let chosen = sources.filter { source in
      filters.allSatisfy { filter in
        filter.values.contains { $0 == source.code || SearchKey.fold($0) == SearchKey.fold(source.name) }
          != filter.isExcluded
      }
    }
    guard let place = dimensions.firstIndex(of: .source) else { return [(blank, chosen)] }
    return chosen.map { source in
      var key = blank
      key[place] = members[place].number(of: source.code) { .init(id: source.code, name: source.name) }
      return (key, [source])
    }
  }

  // MARK: Weeks

  private func epochs(_ range: ClosedRange<Int32>) -> [Epoch] {
    guard let links else { return [Epoch(weeks: range, chains: chains)] }
    let ending = weeks.calendar.weekEnding
    // A week belongs where its last day does.
    let starts = Set(links.breaks.map { Int32(clamping: Week(containing: $0, endingOn: ending).ordinal) })
      .filter { $0 > range.lowerBound && $0 <= range.upperBound }.sorted()
    let bounds = [range.lowerBound] + starts + [range.upperBound + 1]
    return zip(bounds, bounds.dropFirst()).map { first, next in
      Epoch(weeks: first...(next - 1), chains: places.chains(links.parents(on: weeks.week(first).lastDay)))
    }
  }

  /// The weeks that pass the question's filters of time, as stretches without a gap.
  private func scope(
    _ range: ClosedRange<Int32>, _ shift: Int32, _ sites: AnalysisSide, _ products: [Int32]?
  ) -> SalesScope {
    let filters = plan.filters.filter { $0.dimension.side == .time }
    let set = sites.numbers.map { SiteSet($0) }
    var pieces: [ClosedRange<Int32>] = []
    for week in range where filters.allSatisfy({ weeks.passes($0, week + shift) }) {
      if let last = pieces.last, last.upperBound == week - 1 {
        pieces[pieces.count - 1] = last.lowerBound...week
      } else {
        pieces.append(week...week)
      }
    }
    var scope = SalesScope(pieces: pieces.map { SalesScope.Piece(weeks: $0, sites: set) })
    scope.products = products
    return scope
  }

  /// How many weeks of the question each key of time stands for.
  mutating func weekCounts(_ range: ClosedRange<Int32>) -> [AnalysisKey: Int] {
    let filters = plan.filters.filter { $0.dimension.side == .time }
    let used = dimensions.enumerated().filter { $0.element.side == .time }
    var counts: [AnalysisKey: Int] = [:]
    for week in range where filters.allSatisfy({ weeks.passes($0, week) }) {
      for key in Self.subsets(weekKey(week), used.map(\.offset)) { counts[key, default: 0] += 1 }
    }
    return counts
  }

  private mutating func weekKey(_ week: Int32) -> AnalysisKey {
    var key = blank
    for (place, dimension) in dimensions.enumerated() where dimension.side == .time {
      let member = weeks.member(dimension, week)
      key[place] = members[place].number(of: member.id) { member }
    }
    return key
  }

  private func axes(_ pass: Pass, _ items: AnalysisSide, _ sites: AnalysisSide) -> SegmentScan.Axes {
    var axes: SegmentScan.Axes = []
    if items.groups != nil { axes.insert(.item) }
    if sites.groups != nil { axes.insert(.site) }
    if dimensions.contains(where: { $0.side == .time }) { axes.insert(.week) }
    return axes
  }

  /// Items that are read together, so that an answer which tells items and sites apart stays small.
  private func chunks(
    _ pass: Pass, _ items: AnalysisSide, _ sites: AnalysisSide, _ epoch: Epoch
  ) throws -> [[Int32]?] {
    guard tells(pass).sites, items.groups != nil else { return [items.numbers] }
    let all = (items.numbers ?? self.items.all.compactMap { $0.first.map { Int32(clamping: $0.number) } })
      .sorted()
    let hasWeeks = dimensions.contains { $0.side == .time }
    let each = max(1, (sites.groups?.count ?? 1) * (hasWeeks ? epoch.weeks.count : 1))
    let most = max(1, Self.cellsAtOnce / each)
    return stride(from: 0, to: all.count, by: most).map { Array(all[$0..<min($0 + most, all.count)]) }
  }

  // MARK: Filing

  private mutating func file(
    _ sums: FactSums, _ pass: Pass, _ items: AnalysisSide, _ sites: AnalysisSide, _ source: AnalysisKey,
    _ shift: Int32, _ cells: inout [AnalysisKey: AnalysisCell]
  ) throws {
    let quantities = AnalysisCell.Quantities.of(plan), isTold = tells(pass)
    let hasWeeks = dimensions.contains { $0.side == .time }
    var weekKeys: [Int32: AnalysisKey] = [:]
    for (place, cell) in sums.cells {
      var key = source
      let item = items.groups == nil ? nil : items.meanings[place.item]
      let site = sites.groups == nil ? nil : sites.meanings[place.site]
      if let item { key = AnalysisKeys.joined(key, item.key) }
      if let site { key = AnalysisKeys.joined(key, site.key) }
      if hasWeeks {
        let known = weekKeys[place.week] ?? weekKey(place.week + shift)
        weekKeys[place.week] = known
        key = AnalysisKeys.joined(key, known)
      }
      var inputs = AnalysisCell.Quantities.inputs(cell, quantities)
      if let factor = item?.factor { inputs.volume = Self.volume(inputs.units, factor) }
      cells[key, default: AnalysisCell()].sums.add(inputs)
      let units = cell.sums[0] ?? 0
      if isTold.sites, let site { cells[key]?.sites[site.number, default: 0] += units }
      if isTold.items, let item { cells[key]?.items[item.number, default: 0] += units }
      if isTold.items, isTold.sites, let item, let site {
        cells[key]?.pairs[AnalysisCell.pair(item.number, site.number), default: 0] += units
      }
    }
    guard cells.count <= 400_000 else { throw AnalysisRefusal.tooLarge }
  }

  /// Exact where the factor has up to nine decimals, else to 10^-12.
  private static func volume(_ thousandths: Int128, _ factor: EquivalisedFactor) -> Int128 {
    let scaled = thousandths * 1_000_000_000 * Int128(factor.ratio.numerator)
    return Exact(scaled, over: Int128(factor.ratio.denominator))?.nearest ?? 0
  }
}

extension Exact {
  /// The nearest whole number, halves away from zero.
  var nearest: Int128 {
    let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    return whole + (rest.magnitude * 2 >= denominator.magnitude ? Int128(numerator.signum()) : 0)
  }
}
