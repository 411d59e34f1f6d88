// forecast-demo [FACTS [SEED...]]   how often intervals hold at every level of the demo company's trees, and whether the
//                                   planted effects of prices and promotions lie within those that the model states
// forecast-demo moves [FACTS [SEED...]]   how far prices and promotions known ahead move forecasts
// forecast-demo levels [FACTS [SEED...]]  what reconciling the levels gains behind five ends, and what earlier origins made of it
// forecast-demo rows [FACTS [SEED]]   weekly units of items at retailers as `id,value`
// forecast-demo check               the same over three seeds; fails where a level is off by more than three points, its
//                                   quarters by more than five, or fewer than 92 in 100 effects lie within; forecasts' moves with the first seed
import Demo
import Foundation
import Kernel

var words = Array(CommandLine.arguments.dropFirst())
let isCheck = words.first == "check", isMoves = words.first == "moves"
let isRows = words.first == "rows", isLevels = words.first == "levels"
if isMoves || isRows || isLevels { words.removeFirst() }
let scale = isCheck ? DemoScale.laptop : words.first.map({ DemoScale($0) }) ?? .laptop
let seeds = isCheck ? [7, 11, 23] : words.count > 1 ? words.dropFirst().compactMap { UInt64($0) } : [7]
guard let scale, let week = Week("2026-11-14"), !seeds.isEmpty else {
  print("forecast-demo [moves|rows|levels] [laptop | FACTS [SEED...]] | check")
  exit(2)
}

var levels: [DemoCoverage] = [], effects: [DemoEffects] = [], moves: [DemoMove] = []
for seed in seeds {
  let weekly = DemoWeekly(DemoCompany(seed: seed, scale: scale, lastWeek: week))
  if isRows {
    print("id,value")
    for row in weekly.rows { print(row) }
    exit(0)
  }
  if isLevels {
    var sums = DemoLevels.names.map { _ in DemoLevels.Errors() }
    for origin in 0..<5 {
      let found = try await weekly.byLevel.judged(at: DemoWeekly.weeks - 13 - 8 * origin)
      print("seed \(seed), \(8 * origin) weeks back: \(found.words)")
      for place in sums.indices { sums[place].add(found.errors[place]) }
    }
    for (name, sum) in zip(DemoLevels.names, sums) { print("seed \(seed), \(name): \(sum.words)") }
    continue
  }
  let moved = isMoves || isCheck && seed == seeds[0] ? try await weekly.moves() : []
  if moves.isEmpty { moves = moved } else { for place in moved.indices { moves[place].add(moved[place]) } }
  guard !isMoves else { continue }
  let found = try await weekly.coverage(), planted = try weekly.effects()
  if levels.isEmpty {
    (levels, effects) = (found, planted)
  } else {
    for place in levels.indices { levels[place].add(found[place]) }
    for place in effects.indices { effects[place].add(planted[place]) }
  }
}
for level in levels { print(level.words) }
for effect in effects { print(effect.words) }
for move in moves { print(move.words) }
guard isCheck else { exit(0) }

var passed = 0, failed = 0
for level in levels {
  for (nominal, held) in zip(DemoCoverage.nominal, level.held) {
    if abs(held - nominal) <= 3 {
      passed += 1
    } else {
      failed += 1
      print("FAILED \(level.level): intervals of \(Int(nominal)) % hold \(String(format: "%.1f", held)) %")
    }
  }
}
// Quarters are fewer, and those of one end go up and down together.
for level in levels {
  for (nominal, held) in zip(DemoCoverage.nominal, level.heldOfSums) {
    if abs(held - nominal) <= 5 {
      passed += 1
    } else {
      failed += 1
      print("FAILED \(level.level): quarters of \(Int(nominal)) % hold \(String(format: "%.1f", held)) %")
    }
  }
}
for effect in effects {
  if effect.held >= 92 {
    passed += 1
  } else {
    failed += 1
    print("FAILED \(effect.name): \(String(format: "%.1f", effect.held)) % of planted effects lie within")
  }
}
for move in moves {
  // Retailers of an item err together: a few items decide.
  if move.share >= 85 {
    passed += 1
  } else {
    failed += 1
    print("FAILED \(move.words)")
  }
}
print("\(passed) passed, \(failed) failed")
exit(failed == 0 ? 0 : 1)
