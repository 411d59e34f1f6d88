package import Blueprint
import Kernel

extension TodayDesk {
  /// What this folder offers; the reasons for steps are those of the capabilities below.
  package static func capability(over capabilities: [Capability]) -> Capability {
    let desk = TodayDesk(sources: capabilities.flatMap(\.nextSteps))
    return Capability(
      "today", migrations: StepMark.migrations, endpoints: desk.endpoints,
      panels: [Panel(on: "account", "What to do next", "/accounts/{id}/next-steps", inline: true, order: 20)],
      navigation: [
        NavigationEntry(.desk, "today", "Today", "/", icon: "home", key: "h", order: 1),
        NavigationEntry(
          .desk, "next-steps", "Next steps", "/next-steps", icon: "list-check", key: "n", order: 2),
      ],
      templates: [TodayView.template, QueueView.template, QueueView.items])
  }
}
