// forecast-demo [FACTS]   how often intervals hold at every level of the demo company's trees, and whether the planted
//                         effects of prices and promotions lie within those that the model states
import Demo
import Foundation
import Kernel

let words = CommandLine.arguments.dropFirst()
guard let scale = words.first.map({ DemoScale($0) }) ?? .laptop, let week = Week("2026-11-14") else {
  print("forecast-demo [laptop | FACTS]")
  exit(2)
}
let weekly = DemoWeekly(DemoCompany(seed: 7, scale: scale, lastWeek: week))
try await weekly.reportCoverage()
try weekly.reportEffects()
