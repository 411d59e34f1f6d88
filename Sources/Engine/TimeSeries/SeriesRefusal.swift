/// Why numbers are no series. Rows are counted from 1.
package enum SeriesRefusal: Error, Hashable, Sendable {
  case empty
  case notFinite(row: Int)
  case season(Int)
  case horizon(Int)
  case level(Double)

  package var message: String {
    switch self {
    case .empty: "there is no value. Give at least one."
    case .notFinite(let row):
      "row \(row) is not a number below 1e100. Correct it, or leave it out as a gap."
    case .season(let season): "a season of \(season) steps is not possible. Give 1 (none) to 10000."
    case .horizon(let horizon): "a horizon of \(horizon) steps is not possible. Give 1 to 1000."
    case .level(let level): "an interval of \(level) % is not possible. Give more than 0 and less than 100."
    }
  }
}
