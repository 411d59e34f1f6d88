import Accounts
import Catalog
import Kernel
import Sales
import Statistics

/// What the stores that a reader sees sold of one category by the tills' figures: read once, however many accounts are
/// searched for voids in it.
struct ShelfSales: Sendable {
  typealias Cells = [Int32: [Int32: CategoryCube.Cell]]

  let items: [CategoryItem]
  /// Sums by store and item over the year and over the last quarter.
  let year: Cells
  let quarter: Cells
  /// Which items sold at a store in the last weeks.
  let recent: [Int32: Set<Int32>]
  /// All stores that the reader sees: whom a store may be like.
  let profiles: [Int32: StoreProfile]
  /// What a store sold of the category in the quarter.
  private let totals: [Int32: Int64]
  private let bySize: [StoreProfile]
  private let places: [Int32: Int]

  static let quarterWeeks = 13
  /// A store is held against these many of the nearest in size: beyond them none is alike.
  private static let window = 400

  init(
    _ items: [CategoryItem], year: Cells, quarter: Cells, recent: [Int32: Set<Int32>],
    profiles: [Int32: StoreProfile]
  ) {
    self.items = items
    self.year = year
    self.quarter = quarter
    self.recent = recent
    self.profiles = profiles
    totals = quarter.mapValues { $0.values.reduce(0) { $0 + $1.value } }
    bySize = profiles.values.sorted { ($0.total, $0.number) < ($1.total, $1.number) }
    places = Dictionary(uniqueKeysWithValues: bySize.enumerated().map { ($1.number, $0) })
  }

  func total(_ store: Int32) -> Int64 { totals[store] ?? 0 }

  func sold(_ item: Int32, _ store: Int32) -> Bool { (year[store]?[item]?.units ?? 0) > 0 }

  /// The stores most like one, nearest first.
  func nearest(_ count: Int, to store: Int32) -> [(store: StoreProfile, distance: Double)] {
    guard let own = profiles[store], let place = places[store] else { return [] }
    let low = max(0, place - Self.window / 2), high = min(bySize.count, place + Self.window / 2 + 1)
    return own.nearest(count, of: bySize[low..<high])
  }
}

extension CategoryGround {
  /// What was sold of a category; the last weeks at `stores`, or at all that the reader sees.
  func shelfSales(_ items: [CategoryItem], at stores: [Int32]?, _ map: AccountMap, _ rules: VoidRules) throws
    -> ShelfSales
  {
    let last = tillWeek ?? period.weeks.upperBound
    func read(_ weeks: Int, _ sites: SiteSet?) throws -> ShelfSales.Cells {
      try cells(items, (last - Int32(weeks) + 1)...last, sites: sites, groups: nil, of: tills)
    }
    let year = try read(52, mine)
    let recent = try read(rules.silentWeeks, stores.map { SiteSet($0) } ?? mine).mapValues { cells in
      Set(cells.filter { $0.value.units > 0 }.keys)
    }
    return ShelfSales(
      items, year: year, quarter: try read(ShelfSales.quarterWeeks, mine), recent: recent,
      profiles: profiles(items, year, map))
  }

  private func profiles(
    _ items: [CategoryItem], _ year: ShelfSales.Cells, _ map: AccountMap
  ) -> [Int32: StoreProfile] {
    let segments = Dictionary(uniqueKeysWithValues: items.map { ($0.number, $0.segment) })
    var profiles: [Int32: StoreProfile] = [:]
    for (store, cells) in year where map.accounts[store]?.kind.isPlace == true {
      var sums: [Int32: Double] = [:]
      for (item, cell) in cells where cell.value > 0 {
        sums[segments[item] ?? 0, default: 0] += Double(cell.value)
      }
      guard !sums.isEmpty else { continue }
      profiles[store] = StoreProfile(number: store, banner: map.banner(of: store), segments: sums)
    }
    return profiles
  }
}
