package import Blueprint

/// Targets: handed down from the company to every account, held against what was sold.
package let targetsCapability = Capability(
  "targets", migrations: TargetTables.migrations, endpoints: TargetSet.endpoints + TargetRequest.endpoints,
  panels: [Panel(on: "account", "Target", "/accounts/{id}/target", inline: true, order: 12)],
  navigation: [
    NavigationEntry(.growth, "targets", "Targets", "/targets", icon: "list-check", key: "g", order: 40)
  ],
  nextSteps: TargetSteps.sources, healthInputs: [TargetPace.health])
