/// Why series with drivers cannot be forecast. Rows are counted from 1.
package enum DriverRefusal: Error, Hashable, Sendable {
  case noSeries
  case noHistory
  case horizon(Int)
  case repeated(series: String)
  case length(series: String, driver: String, has: Int, needs: Int)
  case negative(series: String, row: Int)
  case notFinite(series: String, row: Int)
  case value(series: String, driver: String, row: Int, kind: Driver.Kind)

  package var message: String {
    switch self {
    case .noSeries: "there is no series. Give at least one."
    case .noHistory: "there is no history. Give at least one step."
    case .horizon(let horizon): "a horizon of \(horizon) steps is not possible. Give 1 to 1000."
    case .repeated(let series): "\(series) comes twice. Give one series for each item and site."
    case .length(let series, let driver, let has, let needs):
      "\(series) has \(has) values of \(driver), not \(needs). Give one for each step of history and future."
    case .negative(let series, let row):
      "\(series), row \(row) is below zero. Net returns before, or leave a gap."
    case .notFinite(let series, let row):
      "\(series), row \(row) is not a number below 1e100. Correct it, or leave a gap."
    case .value(let series, let driver, let row, let kind):
      "\(series), row \(row): \(driver) must be "
        + (kind == .share ? "from 0 to 1." : "above 0 and below 1e100.")
    }
  }
}
