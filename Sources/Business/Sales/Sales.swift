package import Blueprint

/// Sales figures: files in, facts kept, every screen's numbers out.
package enum SalesDesk {}

/// What this folder offers.
package let salesCapability = Capability(
  "sales", migrations: SalesTables.migrations,
  endpoints: SalesDesk.endpoints + Wizard.endpoints + SalesImport.endpoints + DropFolder.endpoints
    + ImportQuestion.endpoints,
  panels: [
    Panel(on: "account", "Performance", "/accounts/{id}/performance", inline: true, order: 10),
    Panel(on: "today", "Sales", "/sales/overview", inline: true, order: 10),
    Panel(on: "product", "Performance", "/products/{id}/performance", inline: true, order: 10),
  ],
  jobs: [SalesImport.job, DropFolder.job], chores: [DropFolder.chore],
  navigation: [
    NavigationEntry(
      .figures, "sales-overview", "Sales", "/sales/overview", icon: "chart-line", key: "s", order: 27),
    NavigationEntry(
      .data, "imports", "Imports", "/sales/imports", icon: "database-import", key: "i", order: 60,
      allow: .analyst),
    NavigationEntry(.data, "sales", "Metrics", "/metrics-dictionary", icon: "book", key: "m", order: 65),
  ],
  templates: [
    PerformanceView.template, MetricsView.template, MetricView.template, QuestionsView.template,
  ], searches: [Metric.search],
  healthInputs: [SalesDesk.growthInput])
