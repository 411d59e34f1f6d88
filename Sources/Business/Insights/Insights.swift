package import Blueprint

/// What happened, why, and what now: drivers, analyses, dashboards, alerts, and how far the figures can be trusted.
package let insightsCapability = Capability(
  "insights", migrations: ChangeTables.migrations + InsightTables.migrations,
  endpoints: Drivers.endpoints + SalesChanges.endpoints + SourceTrust.endpoints + Analyses.endpoints
    + Dashboard.endpoints + Alert.endpoints + Delivery.endpoints,
  panels: Drivers.panels + [Panel(on: "today", "Alerts", "/alerts/standing", inline: true, order: 5)],
  jobs: [ChangeRun.job, Alert.check, Delivery.make], chores: [InsightClock.chore],
  navigation: [
    NavigationEntry(.figures, "analysis", "Analysis", "/analysis", icon: "table", key: "y", order: 28),
    NavigationEntry(
      .figures, "dashboards", "Dashboards", "/dashboards", icon: "columns", key: "b", order: 29),
    NavigationEntry(
      .figures, "drivers", "Drivers", "/sales/drivers", icon: "chart-line", key: "d", order: 30),
    NavigationEntry(
      .figures, "changes", "Changes", "/sales/changes", icon: "trending-up", key: "c", order: 31),
    NavigationEntry(.figures, "alerts", "Alerts", "/alerts", icon: "bell", key: "e", order: 32),
    NavigationEntry(
      .data, "sources", "Data trust", "/sales/sources", icon: "circle-check", key: "q", order: 62),
  ],
  templates: [
    DriversView.template, ChangesView.template, SourceListView.template, SourceTrustView.template,
    DashboardView.template, StandingView.template,
  ] + AnalysisTemplates.all, nextSteps: [SalesChange.steps])
