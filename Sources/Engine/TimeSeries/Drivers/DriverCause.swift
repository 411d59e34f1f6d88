/// What a part of a forecast is owed to.
package enum DriverCause: Hashable, Sendable {
  /// The place of a driver of the panel.
  case driver(Int)
  /// Prices and promotions of the other items of the site.
  case rivals
  /// The place of a calendar driver.
  case calendar(Int)
  case season
  /// How the last weeks differ from what the drivers explain.
  case recent
}

/// What one cause adds to a forecast.
package struct DriverPart: Hashable, Sendable {
  package let cause: DriverCause
  package let units: Double
}

extension DriverPanel {
  /// All causes, always in this order, so that sums come out the same each time.
  var causes: [DriverCause] {
    drivers.indices.map { .driver($0) } + [.rivals] + calendar.indices.map { .calendar($0) } + [
      .season, .recent,
    ]
  }
}

/// One column of the regression.
struct DriverTerm: Sendable {
  let cause: DriverCause
  /// What is believed of the pool's effect before any series is seen.
  var priorMean = 0.0
  /// The rival whose price it is: all such columns share one prior.
  var rival: Int?
  /// Steps of the driver before the one forecast.
  var isLag = false
  /// Price times promotion.
  var isProduct = false
}
