package import Blueprint
import Kernel

extension TodayDesk {
  /// What this folder offers; the reasons for steps are those of the capabilities below.
  package static func capability(over capabilities: [Capability]) -> Capability {
    let desk = TodayDesk(sources: capabilities.flatMap(\.nextSteps))
    let health = HealthDesk(inputs: capabilities.flatMap(\.healthInputs))
    let digests = DigestDesk(queue: desk)
    return Capability(
      "today", migrations: StepMark.migrations + [HealthModel.migration, Digest.migration],
      endpoints: desk.endpoints + health.endpoints + PortfolioDesk(queue: desk, health: health).endpoints
        + digests.endpoints,
      panels: [
        Panel(on: "account", "Health", "/accounts/{id}/health", order: 22),
        Panel(on: "account", "What to do next", "/accounts/{id}/next-steps", inline: true, order: 5),
      ],
      jobs: [digests.job], chores: [digests.chore],
      navigation: [
        NavigationEntry(.desk, "today", "Today", "/", icon: "home", key: "h", order: 1),
        NavigationEntry(
          .desk, "next-steps", "Next steps", "/next-steps", icon: "list-check", key: "n", order: 2),
        NavigationEntry(
          .accounts, "portfolio", "Portfolio", "/portfolio", icon: "building", key: "o", order: 19),
      ],
      templates: [
        TodayView.template, QueueView.template, QueueView.items, HealthView.template,
        HealthModelView.template,
        PortfolioView.template, DigestView.template,
      ])
  }
}
