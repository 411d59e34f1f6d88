import Kernel
import TimeSeries

/// The columns of a file that run into the future, read as drivers.
struct DriverColumns {
  struct Column {
    let place: Int
    let name: String
    let kind: Driver.Kind
    /// What stands for 0 and for 1; nil for prices, sizes and what lies between 0 and 1 already.
    let scale: (least: Double, most: Double)?
    /// The same for all series at each time.
    let isCalendar: Bool

    func value(_ number: Double) -> Double? {
      if number.isNaN { return nil }
      guard let scale else { return number }
      return (number - scale.least) / (scale.most - scale.least)
    }
  }

  private(set) var columns: [Column] = []
  /// Columns that are left alone, with the reason.
  private(set) var unused: [String] = []

  init(_ file: LongFile) {
    for (place, name) in file.others.enumerated() {
      let runsOn = file.numeric.contains(place) && file.series.contains { Self.runsOn($0, place) }
      guard runsOn else {
        unused.append(name)
        continue
      }
      guard Self.varies(file, place) else {
        unused.append("\(name) (it never varied)")
        continue
      }
      columns.append(Self.column(file, place, name))
    }
  }

  /// Whether a value stands behind the last y.
  private static func runsOn(_ raw: LongFile.Raw, _ column: Int) -> Bool {
    let last = raw.values.indices.lazy.filter { !raw.values[$0].isNaN }.map { raw.times[$0] }.max() ?? .max
    return raw.times.indices.contains { raw.times[$0] > last && !raw.extra(column, row: $0).isNaN }
  }

  /// Within the history of a series.
  private static func varies(_ file: LongFile, _ column: Int) -> Bool {
    file.series.contains { raw in
      var first: Double?
      for row in raw.times.indices where !raw.values[row].isNaN {
        let value = raw.extra(column, row: row)
        if value.isNaN { continue }
        if let first, value != first { return true }
        first = value
      }
      return false
    }
  }

  private static func column(_ file: LongFile, _ place: Int, _ name: String) -> Column {
    var least = Double.infinity, most = -Double.infinity, at: [Int32: Double] = [:], isCalendar = true
    for raw in file.series {
      for row in raw.times.indices {
        let value = raw.extra(place, row: row)
        if value.isNaN { continue }
        (least, most) = (min(least, value), max(most, value))
        if isCalendar, at.updateValue(value, forKey: raw.times[row]) ?? value != value { isCalendar = false }
      }
    }
    let word = name.lowercased()
    let kind: Driver.Kind =
      word.contains("price")
      ? .price : word.contains("stores") || word.contains("distribution") ? .size : .share
    return Column(
      place: place, name: name, kind: kind,
      scale: kind == .share && (least < 0 || most > 1) ? (least, most) : nil,
      isCalendar: kind == .share && isCalendar && file.series.count > 1)
  }

  /// Refuses a series whose drivers hold words, prices of nothing, or end before the horizon does.
  func check(
    _ raw: LongFile.Raw, _ ready: ReadySeries, cadence: Cadence, horizon: Int
  ) throws(LongFileRefusal) {
    guard !columns.isEmpty else { return }
    var future: [String: Int] = [:]
    for row in raw.times.indices where raw.times[row] > ready.last {
      future[ready.time(at: raw.times[row], cadence)] = row
    }
    let last = ready.time(horizon, cadence)
    for column in columns {
      if let word = raw.words[column.place] {
        throw .driver(raw.id, line: Int(word.line), name: column.name, text: word.text, needs: "a number")
      }
      if column.kind != .share,
        let row = raw.times.indices.first(where: { raw.extra(column.place, row: $0) <= 0 })
      {
        throw .driver(
          raw.id, line: Int(raw.lines[row]), name: column.name,
          text: String(raw.extra(column.place, row: row)), needs: "above 0")
      }
      for step in 1...horizon {
        let time = ready.time(step, cadence), row = future[time]
        guard let row, !raw.extra(column.place, row: row).isNaN else {
          throw .noDriver(
            raw.id, line: row.map { Int(raw.lines[$0]) }, time: time, driver: column.name, last: last)
        }
      }
    }
  }
}
