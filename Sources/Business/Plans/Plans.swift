package import Blueprint
import Kernel

/// Account plans and joint business plans, bound to the records they are about.
package let plansCapability = Capability(
  "plans", migrations: PlanTables.migrations, endpoints: Plan.endpoints + [PersonPlans.endpoint],
  panels: [
    Panel(on: "account", "Plans", "/accounts/{id}/plans", order: 14),
    Panel(on: "leaver", "Plans and promises", "/people/{id}/plans", inline: true, order: 20),
  ],
  navigation: [
    NavigationEntry(.growth, "plans", "Plans", "/plans", icon: "file-text", key: "l", order: 38)
  ],
  templates: [PlanSheet.template], searches: [Plan.search], nextSteps: PlanSteps.sources,
  healthInputs: [PromisesKept.health])

extension Plan {
  /// Plans in the one search, by any part of their name.
  static let search = SearchSource("Plans", icon: "file-text") { query, limit, context in
    guard !query.isEmpty else { return [] }
    return try await context.read { try named(query, for: context.actor, limit: limit, $0) }.map {
      plan, account in
      SearchSource.Hit(
        title: plan.name, detail: "\(account), to \(DisplayNumber.day(plan.lastDay))", href: plan.location)
    }
  }
}
