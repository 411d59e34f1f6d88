package import Blueprint

/// What happened, why, and what now: drivers, analyses, dashboards, alerts, and how far the figures can be trusted.
package let insightsCapability = Capability(
  "insights",
  endpoints: Drivers.endpoints + SourceTrust.endpoints,
  panels: Drivers.panels,
  navigation: [
    NavigationEntry("drivers", "Drivers", "/sales/drivers", icon: "chart-line", key: "d", order: 30),
    NavigationEntry("sources", "Data trust", "/sales/sources", icon: "circle-check", key: "q", order: 62),
  ],
  templates: [DriversView.template, SourceListView.template, SourceTrustView.template])
