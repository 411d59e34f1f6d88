package import Blueprint

/// What happened, why, and what now: drivers, analyses, dashboards, alerts, and how far the figures can be trusted.
package let insightsCapability = Capability(
  "insights", migrations: ChangeTables.migrations,
  endpoints: Drivers.endpoints + SalesChanges.endpoints + SourceTrust.endpoints,
  panels: Drivers.panels,
  jobs: [ChangeRun.job], reactions: SalesChanges.reactions,
  navigation: [
    NavigationEntry("drivers", "Drivers", "/sales/drivers", icon: "chart-line", key: "d", order: 30),
    NavigationEntry("changes", "Changes", "/sales/changes", icon: "trending-up", key: "c", order: 31),
    NavigationEntry("sources", "Data trust", "/sales/sources", icon: "circle-check", key: "q", order: 62),
  ],
  templates: [DriversView.template, ChangesView.template, SourceListView.template, SourceTrustView.template])
