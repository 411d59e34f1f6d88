package import Blueprint

/// What happened, why, and what now: trust, drivers, analyses, dashboards, alerts.
package let insightsCapability = Capability(
  "insights",
  endpoints: SourceTrust.endpoints,
  navigation: [
    NavigationEntry("sources", "Data trust", "/sales/sources", icon: "circle-check", key: "d", order: 62)
  ],
  templates: [SourceListView.template, SourceTrustView.template])
