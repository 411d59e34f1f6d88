package import Blueprint

/// Forecasts: what will be sold, by account and product, with overrides, versions, and how good they were.
package let forecastingCapability = Capability(
  "forecasting", migrations: ForecastTables.migrations,
  endpoints: ForecastBook.endpoints + ForecastVersion.endpoints + ForecastOverride.endpoints
    + DemandPlan.endpoints + KnownEvent.endpoints + ItemLaunch.endpoints + PipelineBridge.endpoints + [
      LagReport.endpoint
    ],
  panels: [Panel(on: "account", "Forecast", "/accounts/{id}/forecast", order: 16)],
  jobs: [ForecastVersion.job],
  navigation: [
    NavigationEntry(.growth, "forecasts", "Forecasts", "/forecasts", icon: "chart-line", key: "v", order: 39)
  ], nextSteps: ForecastSteps.sources)
