import Catalog
import Kernel

/// What the items of one category sold in several places, this year and last. Pure: it was read before.
struct CategoryCube: Sendable {
  /// Exact sums: ten-thousandths of money, thousandths of units.
  struct Cell: Hashable, Sendable {
    var value: Int64 = 0
    var units: Int64 = 0

    static func + (left: Cell, right: Cell) -> Cell {
      Cell(value: left.value + right.value, units: left.units + right.units)
    }
  }

  /// Which of the two periods.
  enum Year: Sendable { case now, before }

  let items: [Int32: CategoryItem]
  /// By place, then by item.
  private let now: [Int32: [Int32: Cell]]
  private let before: [Int32: [Int32: Cell]]
  /// Places that sold competitors' items too: elsewhere nobody knows what the category is.
  let known: [Int32]
  /// Places with sales of ours alone.
  let unknown: [Int32]

  init(_ items: [CategoryItem], now: [Int32: [Int32: Cell]], before: [Int32: [Int32: Cell]]) {
    self.items = Dictionary(uniqueKeysWithValues: items.map { ($0.number, $0) })
    let table = self.items
    self.now = now
    self.before = before
    let places = now.keys.sorted()
    known = places.filter {
      now[$0]?.contains { table[$0.key]?.isOurs == false && $0.value.value > 0 } == true
    }
    unknown = places.filter { [known] in
      !known.contains($0) && now[$0]?.values.contains { $0.value != 0 } == true
    }
  }

  /// The same sums with items that count otherwise.
  func with(_ items: [CategoryItem]) -> CategoryCube { CategoryCube(items, now: now, before: before) }

  func cells(_ year: Year = .now, at place: Int32) -> [Int32: Cell] {
    (year == .now ? now : before)[place] ?? [:]
  }

  /// Sums by item over all places in which the category is known.
  func cells(_ year: Year = .now) -> [Int32: Cell] {
    known.reduce(into: [:]) { $0.merge(cells(year, at: $1), uniquingKeysWith: +) }
  }

  /// Our and all sales in one place, or in all known ones, of the items that `counts`.
  func sales(
    _ year: Year = .now, at place: Int32? = nil, of counts: (CategoryItem) -> Bool = { _ in true }
  ) -> CategorySales {
    sum(place.map { cells(year, at: $0) } ?? cells(year), counts)
  }

  private func sum(_ cells: [Int32: Cell], _ counts: (CategoryItem) -> Bool) -> CategorySales {
    cells.reduce(into: .none) { sum, cell in
      guard let item = items[cell.key], counts(item) else { return }
      sum.category += cell.value.value
      if item.isOurs { sum.ours += cell.value.value }
    }
  }

  /// One place against all others.
  func fairShare(at place: Int32, of counts: (CategoryItem) -> Bool = { _ in true }) -> FairShare {
    let here = sales(at: place, of: counts)
    return FairShare(here: here, elsewhere: sales(of: counts) - here)
  }

  /// The same by whatever items are grouped by: segment or brand; 0 stands for items without one.
  func fairShares(at place: Int32, by part: (CategoryItem) -> Int32) -> [Int32: FairShare] {
    let here = grouped(cells(at: place), part), all = grouped(cells(), part)
    return Dictionary(
      uniqueKeysWithValues: all.map { number, whole in
        let own = here[number] ?? .none
        return (number, FairShare(here: own, elsewhere: whole - own))
      })
  }

  func parts(_ year: Year = .now, at place: Int32? = nil, by part: (CategoryItem) -> Int32) -> [Int32:
    CategorySales]
  {
    grouped(place.map { cells(year, at: $0) } ?? cells(year), part)
  }

  private func grouped(_ cells: [Int32: Cell], _ part: (CategoryItem) -> Int32) -> [Int32: CategorySales] {
    cells.reduce(into: [:]) { sums, cell in
      guard let item = items[cell.key] else { return }
      sums[part(item), default: .none].category += cell.value.value
      if item.isOurs { sums[part(item), default: .none].ours += cell.value.value }
    }
  }

  /// The equivalised unit that most items are measured in; others can't be compared with them.
  var unit: Quantity.Unit? {
    let counts = Dictionary(grouping: items.values, by: \.unit).mapValues(\.count)
    return counts.max { ($0.value, $1.key?.rawValue ?? "") < ($1.value, $0.key?.rawValue ?? "") }?.key
  }

  /// Our price per equivalised unit against theirs.
  func priceGap(
    _ year: Year = .now, at place: Int32? = nil, of counts: (CategoryItem) -> Bool = { _ in true }
  ) -> PriceGap {
    var ours = EquivalisedSales.none, theirs = EquivalisedSales.none
    let unit = unit
    for (number, cell) in place.map({ cells(year, at: $0) }) ?? cells(year) {
      guard let item = items[number], item.unit == unit, counts(item),
        let volume = item.factor.millionths(ofItemMillionths: cell.units * 1_000)
      else { continue }
      let sold = EquivalisedSales(value: cell.value, volume: volume)
      if item.isOurs { ours = ours + sold } else { theirs = theirs + sold }
    }
    return PriceGap(ours: ours, theirs: theirs)
  }
}
