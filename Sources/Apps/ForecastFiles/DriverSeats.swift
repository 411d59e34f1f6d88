import Kernel
import TimeSeries

/// Series of a file with drivers, put side by side on one line of time.
struct DriverSeats {
  private let columns: [DriverColumns.Column]
  private let cadence: Cadence
  private let season: Int
  private let horizon: Int
  private var seats: [Seat] = []

  private struct Seat {
    let place: Int
    let raw: LongFile.Raw
    let last: Int
    var item = 0
    var site = 0
  }

  init(
    _ columns: DriverColumns, _ ready: [(raw: LongFile.Raw, series: ReadySeries)], cadence: Cadence,
    season: Int,
    horizon: Int
  ) {
    (self.columns, self.cadence, self.season, self.horizon) = (columns.columns, cadence, season, horizon)
    // Logarithms of what is below zero there are none: such a series stays with the pool.
    seats = ready.enumerated().compactMap { place, one in
      one.raw.values.contains { $0 < 0 } ? nil : Seat(place: place, raw: one.raw, last: one.series.last)
    }
    settle()
  }

  /// Items and sites as the file names them, or as its ids do where they are made of two parts; else each series for itself.
  private mutating func settle() {
    var names = seats.map { ($0.raw.item, $0.raw.site) }
    if seats.allSatisfy({ $0.raw.item.isEmpty }) {
      names = IDParts.pairs(seats.map(\.raw.id)) ?? seats.map { ($0.raw.id, $0.raw.site) }
    }
    if names.allSatisfy({ $0.1.isEmpty }) { names = zip(names, seats).map { ($0.0, $1.raw.id) } }
    var items: [String: Int] = [:], sites: [String: Int] = [:], taken: Set<[Int]> = []
    for place in seats.indices {
      let item = items[names[place].0] ?? items.count
      items[names[place].0] = item
      var site = sites[names[place].1] ?? sites.count
      sites[names[place].1] = site
      if !taken.insert([item, site]).inserted {
        // A second series of one item at one site is a site of its own.
        site = sites.count
        sites[seats[place].raw.id + "\u{0}"] = site
        taken.insert([item, site])
      }
      (seats[place].item, seats[place].site) = (item, site)
    }
  }

  func panels() throws -> [SeatedPanel] {
    guard !columns.isEmpty, !seats.isEmpty else { return [] }
    let first = seats.flatMap { $0.raw.times }.min().map(Int.init) ?? 0
    var batches: [[Seat]] = [[]]
    for (_, members) in Dictionary(grouping: seats, by: \.item).sorted(by: { $0.key < $1.key }) {
      for seat in members {
        if batches[batches.count - 1].count >= SeatedPanel.mostSeries { batches.append([]) }
        batches[batches.count - 1].append(seat)
      }
    }
    return try batches.compactMap { try panel($0, from: first) }
  }

  private func step(_ time: Int, from first: Int) -> Int? {
    cadence.step == .numbers
      ? time - first : cadence.place(Day(ordinal: time), from: Day(ordinal: first))
  }

  private func panel(_ batch: [Seat], from first: Int) throws -> SeatedPanel? {
    let placed = batch.compactMap { seat in step(seat.last, from: first).map { (seat, end: $0) } }
    guard let end = placed.map(\.end).max() else { return nil }
    let history = end + 1, span = history + horizon
    let own = columns.filter { !$0.isCalendar }, common = columns.filter(\.isCalendar)
    var calendar = common.map { _ in [Double](repeating: 0, count: span) }
    let series = placed.map { seat, _ in
      var units = [Double?](repeating: nil, count: history)
      var drivers = own.map { _ in [Double?](repeating: nil, count: span) }
      for row in seat.raw.times.indices {
        guard let step = step(Int(seat.raw.times[row]), from: first), step < span else { continue }
        let value = seat.raw.values[row]
        if step < history, !value.isNaN { units[step] = value }
        for (place, column) in own.enumerated() {
          drivers[place][step] = column.value(seat.raw.extra(column.place, row: row))
        }
        for (place, column) in common.enumerated() {
          if let value = column.value(seat.raw.extra(column.place, row: row)) {
            calendar[place][step] = value
          }
        }
      }
      return DriverSeries(
        name: seat.raw.id, item: seat.item, site: seat.site, units: units, drivers: drivers)
    }
    let panel = try DriverPanel(
      drivers: own.map { Driver($0.name, $0.kind) },
      calendar: zip(common, calendar).map { CalendarDriver($0.name, $1) }, series: series,
      season: season == 52 ? 52.18 : Double(season), history: history, horizon: horizon)
    return SeatedPanel(panel, seats: placed.map(\.0.place), delays: placed.map { end - $0.end })
  }
}

/// Ids that are made of two parts, like `12/Tropicana`: an item at a site.
enum IDParts {
  /// The parts of each id, the one with fewer names first: items are fewer than sites. Nil where ids are not so made, or
  /// where less than half of the pairs are there.
  static func pairs(_ ids: [String]) -> [(String, String)]? {
    for separator in ["/", "|", "_", "-", " "] {
      let parts = ids.map { $0.split(separator: Character(separator)).map(String.init) }
      guard parts.allSatisfy({ $0.count == 2 }) else { continue }
      let left = Set(parts.map { $0[0] }).count, right = Set(parts.map { $0[1] }).count
      guard left * right <= 2 * ids.count else { continue }
      return parts.map { left < right ? ($0[0], $0[1]) : ($0[1], $0[0]) }
    }
    return nil
  }
}
