import Kernel

/// Why a file, or one series of it, cannot be forecast.
package enum LongFileRefusal: Refusal, Equatable {
  case noColumn(String, file: String, found: [String])
  case noRows(file: String)
  case nothingLeft(file: String, first: String)
  case row(String, line: Int, reason: String)
  case time(String, line: Int, text: String)
  case value(String, line: Int, text: String)
  case twice(String, line: Int, earlier: Int)
  case between(String, line: Int, cadence: String)
  case noValue(String)
  case gap(String, line: Int, missing: Int, left: Int)
  case noDriver(String, line: Int?, time: String, driver: String, last: String)
  case driver(String, line: Int, name: String, text: String, needs: String)
  /// What was given for the seasons.
  case seasons(String)
  case series(String, reason: String)

  package var status: Int { 422 }
  package var code: String { "forecast-refused" }
  package var field: String? { "file" }

  package var message: String {
    switch self {
    case .noColumn(let name, let file, let found):
      "\(file) has no column “\(name)”: it has \(found.prefix(12).joined(separator: ", ")). "
        + "Name the columns unique_id, ds (the day) and y (the value)."
    case .noRows(let file): "\(file) has no rows below its header. Export it again."
    case .nothingLeft(let file, let first): "\(file): no series can be forecast. \(first)"
    case .row(let id, let line, let reason): "Series \(id), row \(line): \(reason)"
    case .time(let id, let line, let text):
      "Series \(id), row \(line): ds “\(text)” is not a day like 2026-03-02, nor a whole number as in the rows above. "
        + "Correct it."
    case .value(let id, let line, let text):
      "Series \(id), row \(line): y “\(text)” is not a number. Write it with a point, or leave it empty if it is not known."
    case .twice(let id, let line, let earlier):
      "Series \(id), row \(line): the same ds stands in row \(earlier) already. Two series may not share a unique_id: "
        + "rename one, or add the two values up."
    case .between(let id, let line, let cadence):
      "Series \(id), row \(line): its ds lies between two steps; the file's steps are \(cadence). "
        + "Move it onto a step, or put the series into a file of its own."
    case .noValue(let id): "Series \(id) has no value. Give at least one, or leave the series out."
    case .gap(let id, let line, let missing, let left):
      "Series \(id), row \(line): \(missing) steps are missing before it and only \(left) values follow. "
        + "Fill the gap or wait for 5 values behind it."
    case .noDriver(let id, let line, let time, let driver, let last):
      "Series \(id), \(line.map { "row \($0): \(driver) is empty" } ?? "there is no row of \(time) with \(driver)"). "
        + "Give \(driver) for each step to come, up to \(last), or take the column out of the file."
    case .driver(let id, let line, let name, let text, let needs):
      "Series \(id), row \(line): \(name) “\(text)” is not \(needs). Correct it, or leave it empty if it is not known."
    case .seasons(let text):
      "--season takes one number of steps from 1 to 10000, or several like 7,365, not “\(text)”."
    case .series(let id, let reason): "Series \(id): \(reason)"
    }
  }
}
