// forecast-demo [FACTS [SEED...]]   how often intervals hold at every level of the demo company's trees, and whether the
//                                   planted effects of prices and promotions lie within those that the model states
// forecast-demo check               the same over three seeds; fails where a level is off by more than three points, its
//                                   quarters by more than five, or fewer than 92 in 100 effects lie within
// forecast-demo levels [FACTS [SEED...]]  what reconciling the levels gains behind five ends, and what earlier origins made of it
// forecast-demo series [FACTS [SEED]]  the weekly sales themselves: retailer, item, category, and units week by week
import Demo
import Foundation
import Kernel

let all = Array(CommandLine.arguments.dropFirst()), isCheck = all.first == "check"
let mode = all.first.flatMap { ["series", "levels"].contains($0) ? $0 : nil }
let words = mode == nil ? all : Array(all.dropFirst())
let scale = isCheck ? DemoScale.laptop : words.first.map({ DemoScale($0) }) ?? .laptop
let seeds = isCheck ? [7, 11, 23] : words.count > 1 ? words.dropFirst().compactMap { UInt64($0) } : [7]
guard let scale, let week = Week("2026-11-14"), !seeds.isEmpty else {
  print("forecast-demo [laptop | FACTS [SEED...]] | check | series [FACTS [SEED]] | levels [FACTS [SEED...]]")
  exit(2)
}

if mode == "series" {
  let weekly = DemoWeekly(DemoCompany(seed: seeds[0], scale: scale, lastWeek: week))
  for line in weekly.lines { print(line) }
  exit(0)
}

if mode == "levels" {
  for seed in seeds {
    let weekly = DemoWeekly(DemoCompany(seed: seed, scale: scale, lastWeek: week))
    var sums = DemoLevels.names.map { _ in DemoLevels.Errors() }
    for origin in 0..<5 {
      let found = try await weekly.byLevel.judged(at: DemoWeekly.weeks - 13 - 8 * origin)
      print("seed \(seed), \(8 * origin) weeks back: \(found.words)")
      for place in sums.indices { sums[place].add(found.errors[place]) }
    }
    for (name, sum) in zip(DemoLevels.names, sums) { print("seed \(seed), \(name): \(sum.words)") }
  }
  exit(0)
}

var levels: [DemoCoverage] = [], effects: [DemoEffects] = []
for seed in seeds {
  let weekly = DemoWeekly(DemoCompany(seed: seed, scale: scale, lastWeek: week))
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
print("\(passed) passed, \(failed) failed")
exit(failed == 0 ? 0 : 1)
