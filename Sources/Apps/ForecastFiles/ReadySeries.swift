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
  package init(_ raw: LongFile.Raw, cadence: Cadence, season: Int) throws(LongFileRefusal) {
    if let fault = raw.fault { throw fault }
    let known = raw.values.indices.filter { !raw.values[$0].isNaN }.sorted { raw.times[$0] < raw.times[$1] }
    guard let first = known.first, let end = known.last else { throw .noValue(raw.id) }
    var values: [Double] = [], notes: [String] = [], before = -1, start = 0, filled = 0,
      cut: (line: Int, steps: Int)?
    for row in known {
      let place = try Self.place(raw, row, first, cadence)
      guard place > before else {
        let earlier = known[known.firstIndex(of: row)! - 1]
        throw .twice(
          raw.id, line: Int(max(raw.lines[row], raw.lines[earlier])),
          earlier: Int(min(raw.lines[row], raw.lines[earlier])))
      }
      let missing = before < 0 ? 0 : place - before - 1
      if missing > Gaps.longest(season: season) {
        cut = (Int(raw.lines[row]), missing)
        start = values.count
      } else if missing > 0 {
        values.append(contentsOf: repeatElement(Double.nan, count: missing))
      }
      values.append(raw.values[row])
      before = place
    }
    if let cut {
      values.removeFirst(start)
      guard values.count >= Self.fewestBehindGap else {
        throw .gap(raw.id, line: cut.line, missing: cut.steps, left: values.count)
      }
      notes.append("\(cut.steps) steps are missing before row \(cut.line): only what follows was used.")
    }
    filled = Gaps.fill(&values, season: season)
    if filled > 0 {
      notes.append(filled == 1 ? "a missing step was filled in." : "\(filled) missing steps were filled in.")
    }
    do {
      series = try Series(values, season: season)
    } catch {
      throw .series(raw.id, reason: error.message)
    }
    (id, last, self.notes) = (raw.id, Int(raw.times[end]), notes)
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

  /// The time `steps` behind the last value, as the file writes times.
  package func time(_ steps: Int, _ cadence: Cadence) -> String {
    cadence.step == .numbers
      ? String(last + steps) : cadence.day(steps, after: Day(ordinal: last)).description
  }
}
