/// Series that learn from each other, with what is known ahead of them.
package struct DriverPanel: Sendable {
  package let drivers: [Driver]
  package let calendar: [CalendarDriver]
  package let series: [DriverSeries]
  /// Steps of a year: 52.18 for weeks, 1 where there is no season.
  package let season: Double
  package let history: Int
  package let horizon: Int

  var span: Int { history + horizon }

  package init(
    drivers: [Driver], calendar: [CalendarDriver] = [], series: [DriverSeries], season: Double, history: Int,
    horizon: Int
  ) throws(DriverRefusal) {
    (self.drivers, self.calendar, self.series) = (drivers, calendar, series)
    (self.season, self.history, self.horizon) = (season.isFinite ? max(1, season) : 1, history, horizon)
    guard !series.isEmpty else { throw .noSeries }
    guard history >= 1 else { throw .noHistory }
    guard (1...1_000).contains(horizon) else { throw .horizon(horizon) }
    try checkCalendar()
    var seen: Set<[Int]> = []
    for one in series {
      guard seen.insert([one.item, one.site]).inserted else { throw .repeated(series: one.name) }
      try checkUnits(one)
      try checkDrivers(one)
    }
  }

  /// The panel as it stood `steps` earlier, its horizon within what is known by now.
  func earlier(by steps: Int) -> DriverPanel {
    let history = history - steps, horizon = min(horizon, steps), span = history + horizon
    let series = series.map {
      DriverSeries(
        name: $0.name, item: $0.item, site: $0.site, units: Array($0.units.prefix(history)),
        drivers: $0.drivers.map { Array($0.prefix(span)) })
    }
    let calendar = calendar.map { CalendarDriver($0.name, Array($0.values.prefix(span))) }
    return DriverPanel(
      unchecked: drivers, calendar, series, season: season, history: history, horizon: horizon)
  }

  private init(
    unchecked drivers: [Driver], _ calendar: [CalendarDriver], _ series: [DriverSeries], season: Double,
    history: Int, horizon: Int
  ) {
    (self.drivers, self.calendar, self.series) = (drivers, calendar, series)
    (self.season, self.history, self.horizon) = (season, history, horizon)
  }

  private func checkCalendar() throws(DriverRefusal) {
    for driver in calendar {
      guard driver.values.count == span else {
        throw .length(series: "the calendar", driver: driver.name, has: driver.values.count, needs: span)
      }
      for (place, value) in driver.values.enumerated() where !(abs(value) <= Series.largest) {
        throw .notFinite(series: driver.name, row: place + 1)
      }
    }
  }

  private func checkUnits(_ one: DriverSeries) throws(DriverRefusal) {
    guard one.units.count == history else {
      throw .length(series: one.name, driver: "units", has: one.units.count, needs: history)
    }
    for (place, value) in one.units.enumerated() {
      guard let value else { continue }
      guard abs(value) <= Series.largest else { throw .notFinite(series: one.name, row: place + 1) }
      guard value >= 0 else { throw .negative(series: one.name, row: place + 1) }
    }
  }

  private func checkDrivers(_ one: DriverSeries) throws(DriverRefusal) {
    for (driver, values) in zip(drivers, one.drivers) where values.count != span {
      throw .length(series: one.name, driver: driver.name, has: values.count, needs: span)
    }
    guard one.drivers.count == drivers.count else {
      throw .length(series: one.name, driver: "drivers", has: one.drivers.count, needs: drivers.count)
    }
    for (driver, values) in zip(drivers, one.drivers) {
      for (place, value) in values.enumerated() {
        guard let value else { continue }
        let isFit =
          driver.kind == .share ? (0...1).contains(value) : value > 1e-100 && value <= Series.largest
        guard isFit else {
          throw .value(series: one.name, driver: driver.name, row: place + 1, kind: driver.kind)
        }
      }
    }
  }
}
