import Foundation
import TimeSeries

/// Whether forecasts of sums make those of their parts better: weeks 1 to 13 behind several ends of the made company's sales,
/// summed up from the items at retailers, reconciled as far as earlier origins let one believe, and fully.
struct DemoLevels {
  struct Line: Sendable {
    let retailer: Int
    let item: Int
    let category: Int
    let units: [Double]
  }

  struct Errors {
    var size = 0.0
    var summed = 0.0
    var tied = 0.0
    /// Of the level's own forecasts.
    var own = 0.0

    mutating func add(_ other: Errors) {
      (size, summed, tied, own) = (
        size + other.size, summed + other.summed, tied + other.tied, own + other.own
      )
    }

    var words: String {
      func percent(_ sum: Double) -> String { String(format: "%.2f", 100 * sum / max(1, size)) }
      return "own \(percent(own)), summed \(percent(summed)), reconciled \(percent(tied))"
    }
  }

  static let names = ["item at retailer", "retailer", "item", "category", "all"]
  static let horizon = 13
  let lines: [Line]

  /// The nodes above the lines that still sell: their level, and which lines they sum up.
  private func sums(_ kept: [Int]) -> [(level: Int, members: [Int])] {
    let keys: [(Line) -> Int] = [{ $0.retailer }, { $0.item }, { $0.category }, { _ in 0 }]
    return keys.enumerated().flatMap { place, key in
      Dictionary(grouping: kept, by: { key(lines[$0]) }).sorted { $0.key < $1.key }.map {
        (place + 1, $0.value)
      }
    }
  }

  /// What is sold no more was sold then: a sum's history has it.
  private func whole(_ sum: (level: Int, members: [Int])) -> [Double] {
    let keys: [(Line) -> Int] = [{ _ in 0 }, { $0.retailer }, { $0.item }, { $0.category }, { _ in 0 }]
    let key = keys[sum.level], mine = key(lines[sum.members[0]])
    return lines.filter { key($0) == mine }.reduce(into: [Double](repeating: 0, count: lines[0].units.count))
    {
      for week in $1.units.indices { $0[week] += $1.units[week] }
    }
  }

  private func begins(_ line: Line) -> Int? { line.units.firstIndex { $0 > 0 } }

  /// The lines that were sold before an end, and not since yesterday.
  private func alive(at cut: Int) -> [Int] {
    lines.indices.filter { place in
      (begins(lines[place]) ?? cut) < cut - 8
        && lines[place].units[(cut - 26)..<cut].contains { $0 > 0 }
    }
  }

  /// Errors by level behind one end; what earlier origins made of it, in words.
  func judged(at cut: Int) async throws -> (errors: [Errors], words: String) {
    // A sum of one is no sum.
    let alive = alive(at: cut), above = sums(alive).filter { $0.members.count > 1 }
    var engine = try ForecastEngine(horizon: Self.horizon)
    engine.threads = 2
    engine.looksBack = engine.usualOrigins(of: cut, season: 52)
    let bottoms = try alive.map { place in
      try Series(Array(lines[place].units[(begins(lines[place]) ?? 0)..<cut]), season: 52)
    }
    let wholes = above.map(whole)
    let below = await engine.forecast(bottoms)
    let tops = await engine.forecast(try wholes.map { try Series(Array($0.prefix(cut)), season: 52) })
    let places = Dictionary(uniqueKeysWithValues: alive.enumerated().map { ($1, $0) })
    let parts = above.map { $0.members.compactMap { places[$0] } }
    let hierarchy = try Hierarchy(
      names: alive.map { "\($0)" } + above.indices.map { "sum \($0)" }, sums: parts)
    let units = alive.map { lines[$0].units } + wholes
    let levels = alive.map { _ in 0 } + above.map(\.level)
    let looks = looks(engine.looksBack, at: cut, units, below + tops)
    let begun = ProcessInfo.processInfo.systemUptime
    let judged = JudgedReconciliation(hierarchy, levels: levels, looks: looks)
    let base = (below + tops).map(\.point), moves = judged.moves(base)
    let took = ProcessInfo.processInfo.systemUptime - begun
    let members = alive.indices.map { [$0] } + parts
    return (
      errors(units, at: cut, levels, members, base, moves),
      "\(levels.count) nodes in \(String(format: "%.2f", took)) s, " + Self.words(judged)
    )
  }

  private static func words(_ judged: JudgedReconciliation) -> String {
    let told = zip(names, judged.levels).map {
      "\($0) \(String(format: "%.2f/%.2f/%.2f", 100 * $1.summed, 100 * $1.tied, 100 * $1.full))"
    }
    return "trust \(String(format: "%.2f", judged.trust)); origins: " + told.joined(separator: ", ")
  }

  private func looks(
    _ backs: [Int], at cut: Int, _ units: [[Double]], _ found: [SeriesForecast]
  ) -> [LevelsThen] {
    backs.enumerated().map { index, back in
      let steps = min(back, Self.horizon), end = cut - back
      let past = found.map { $0.past.isEmpty ? nil : $0.past[index] }
      let forecasts = zip(past, units).map { look, units -> [Double] in
        let near = units[max(0, end - 8)..<end]
        return look ?? Array(repeating: near.reduce(0, +) / Double(max(1, near.count)), count: steps)
      }
      return LevelsThen(
        back: back, forecasts: forecasts, truths: units.map { Array($0[end..<(end + steps)]) },
        isKnown: past.map { $0 != nil })
    }
  }

  private func errors(
    _ units: [[Double]], at cut: Int, _ levels: [Int], _ members: [[Int]], _ base: [[Double]],
    _ moves: [[Double]]
  ) -> [Errors] {
    var errors = Self.names.map { _ in Errors() }
    for (node, parts) in members.enumerated() {
      for step in 0..<Self.horizon {
        let week = units[node][cut + step], sum = parts.reduce(0) { $0 + base[$1][step] }
        errors[levels[node]].add(
          Errors(
            size: week, summed: abs(week - sum),
            tied: abs(week - sum - parts.reduce(0) { $0 + moves[$1][step] }),
            own: abs(week - base[node][step])))
      }
    }
    return errors
  }
}
