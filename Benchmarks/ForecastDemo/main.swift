// forecast-demo [FACTS [SEED]]   how often intervals hold at every level of the demo company's trees, and whether the planted
//                         effects of prices and promotions lie within those that the model states
import Demo
import Foundation
import Kernel

let words = CommandLine.arguments.dropFirst()
guard let scale = words.first.map({ DemoScale($0) }) ?? .laptop, let week = Week("2026-11-14") else {
  print("forecast-demo [laptop | FACTS [SEED]]")
  exit(2)
}
let weekly = DemoWeekly(
  DemoCompany(seed: words.dropFirst().first.flatMap { UInt64($0) } ?? 7, scale: scale, lastWeek: week))
try await weekly.reportCoverage()
try weekly.reportEffects()
