import Blueprint
import Kernel
import Sales
import Storage
import Targets
import Team

/// Sets the demo company's targets for the running fiscal year, as its director would: handed down from the sales of
/// the year before, a little held back, agreed.
struct DemoTargetWriter {
  let context: Context

  func write() async throws {
    let year = try await context.read { db in
      try Company.current(db).calendar.fiscalYear(of: context.today)
    }
    for (metric, growth, categories) in [(TargetMetric.value, "6", true), (.units, "3", false)] {
      let set = try await TargetSet.add(
        .init(
          year: year, metric: metric, basis: .pos, growth: growth, holdBack: "2", lastYear: 75, recent: 25,
          even: 0, categories: categories), context)
      _ = try await TargetSet.agree(.init(id: set.id, version: set.version), context)
    }
  }
}
