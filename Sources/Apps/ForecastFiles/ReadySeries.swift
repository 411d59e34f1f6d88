import Kernel
package import TimeSeries

/// A series in equal steps, and what was done to it on the way.
package struct ReadySeries: Sendable {
  package let id: String
  package let series: Series
  /// Time of the last value: a day's ordinal, or a number.
  package let last: Int
  package let notes: [String]

  /// What must stand behind a gap that is too long to fill.
  static let fewestBehindGap = 5

  /// Sorts, refuses times that stand twice or between steps, fills short gaps and leaves away what lies before long ones.
  package init(_ raw: LongFile.Raw, cadence: Cadence, seasons: FileSeasons) throws(LongFileRefusal) {
    let season = seasons.shortest
    if let fault = raw.fault { throw fault }
    let known = raw.values.indices.filter { !raw.values[$0].isNaN }.sorted { raw.times[$0] < raw.times[$1] }
    guard let end = known.last else { throw .noValue(raw.id) }
    var (values, notes) = try Self.laidOut(raw, known, cadence, season)
    let filled = Gaps.fill(&values, season: season)
    if filled > 0 {
      notes.append(filled == 1 ? "a missing step was filled in." : "\(filled) missing steps were filled in.")
    }
    do {
      series = try Series(values, season: season, longer: seasons.longer(of: values.count))
    } catch {
      throw .series(raw.id, reason: error.message)
    }
    (id, last, self.notes) = (raw.id, Int(raw.times[end]), notes)
  }

  /// A value or NaN for each step, from behind the last long gap on; `known` are the rows with a value in order of time.
  private static func laidOut(
    _ raw: LongFile.Raw, _ known: [Int], _ cadence: Cadence, _ season: Int
  ) throws(LongFileRefusal) -> (values: [Double], notes: [String]) {
    var values: [Double] = [], before = -1, start = 0, cut: (line: Int, steps: Int)?
    for (order, row) in known.enumerated() {
      let place = try place(raw, row, known[0], cadence), line = Int(raw.lines[row])
      if place == before {
        let other = Int(raw.lines[known[order - 1]])
        throw .twice(raw.id, line: max(line, other), earlier: min(line, other))
      }
      let missing = order == 0 ? 0 : place - before - 1
      if missing > Gaps.longest(season: season) {
        (cut, start) = ((line, missing), values.count)
      } else {
        values.append(contentsOf: repeatElement(Double.nan, count: missing))
      }
      values.append(raw.values[row])
      before = place
    }
    guard let cut else { return (values, []) }
    values.removeFirst(start)
    guard values.count >= fewestBehindGap else {
      throw .gap(raw.id, line: cut.line, missing: cut.steps, left: values.count)
    }
    return (values, ["\(cut.steps) steps are missing before row \(cut.line): only what follows was used."])
  }

  private static func place(
    _ raw: LongFile.Raw, _ row: Int, _ first: Int, _ cadence: Cadence
  ) throws(LongFileRefusal) -> Int {
    let time = Int(raw.times[row]), start = Int(raw.times[first])
    if cadence.step == .numbers { return time - start }
    guard let place = cadence.place(Day(ordinal: time), from: Day(ordinal: start)) else {
      throw .between(raw.id, line: Int(raw.lines[row]), cadence: cadence.word)
    }
    return place
  }

  /// A time as the file writes times.
  func time(at time: Int32, _ cadence: Cadence) -> String {
    cadence.step == .numbers ? String(time) : Day(ordinal: Int(time)).description
  }

  /// The time `steps` behind the last value, as the file writes times.
  package func time(_ steps: Int, _ cadence: Cadence) -> String {
    cadence.step == .numbers
      ? String(last + steps) : cadence.day(steps, after: Day(ordinal: last)).description
  }
}
