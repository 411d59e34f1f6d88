package import Blueprint

/// What happened, why, and what now: drivers, analyses, dashboards, alerts.
package let insightsCapability = Capability(
  "insights",
  endpoints: Drivers.endpoints,
  panels: Drivers.panels,
  navigation: [
    NavigationEntry("drivers", "Drivers", "/sales/drivers", icon: "chart-line", key: "d", order: 30)
  ],
  templates: [DriversView.template])
