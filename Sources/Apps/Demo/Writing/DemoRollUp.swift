import Kernel
import Sales

/// Weekly totals of a source's sites while its facts are written: the content of `sales_rollups`.
struct DemoRollUp {
  /// One row of the table, without source and edition.
  struct Part {
    let year: Int
    let place: Int
    let sites: ClosedRange<Int32>
    let weeks: ClosedRange<Int32>
    let data: [UInt8]
  }

  private struct Cell {
    var units: Int64 = 0
    var cents: Int64 = 0
    var cost: Int64 = 0
    var lines: Int64 = 0
  }

  /// As many sites share a row as the importer puts into one.
  private static let sitesPerPart = 128
  private let history: DemoHistory
  private let sites: [Int32]
  private let hasCost: Bool
  private var cells: [Cell]

  init(sites: [Int32], hasCost: Bool, _ history: DemoHistory) {
    self.sites = sites
    self.hasCost = hasCost
    self.history = history
    cells = [Cell](repeating: Cell(), count: sites.count * DemoHistory.count)
  }

  /// Adds to a site, by its place in `sites`.
  mutating func add(site: Int, week: Int, units: Int64, cents: Int64, cost: Int64 = 0, lines: Int64) {
    let place = site * DemoHistory.count + week
    cells[place].units += units
    cells[place].cents += cents
    cells[place].cost += cost
    cells[place].lines += lines
  }

  func parts() throws -> [Part] {
    var parts: [Part] = []
    for (year, weeks) in history.stretches(of: 0..<DemoHistory.count) {
      let before = parts.count
      for start in stride(from: 0, to: sites.count, by: Self.sitesPerPart) {
        let range = start..<min(start + Self.sitesPerPart, sites.count)
        if let part = try part(range, weeks, year, parts.count - before) { parts.append(part) }
      }
    }
    return parts
  }

  private func part(_ range: Range<Int>, _ weeks: Range<Int>, _ year: Int, _ place: Int) throws -> Part? {
    var columns = FactColumns(measures: [.units, .value, .cost, .lines])
    for site in range {
      for week in weeks {
        let cell = cells[site * DemoHistory.count + week]
        guard cell.lines > 0 else { continue }
        var fact = Fact(site: sites[site], item: 0, week: Int32(history.week(week).ordinal))
        fact[.units] = cell.units * Measure.units.scale
        fact[.value] = cell.cents * (Measure.value.scale / 100)
        if hasCost { fact[.cost] = cell.cost * (Measure.cost.scale / 100) }
        fact[.lines] = cell.lines
        columns.append(fact)
      }
    }
    guard let first = columns.sites.first, let last = columns.sites.last, let low = columns.weeks.min(),
      let high = columns.weeks.max()
    else { return nil }
    return Part(
      year: year, place: place, sites: first...last, weeks: low...high, data: try Segment.encode(columns))
  }
}
