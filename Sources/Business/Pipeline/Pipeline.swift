package import Blueprint

/// The pipeline: deals and prospects, how likely they are, and what could still be sold to whom.
package let pipelineCapability = Capability(
  "pipeline", migrations: PipelineTables.migrations,
  endpoints: PipelineBoard.endpoints + PipelineForecast.endpoints + DealProcess.endpoints
    + DealImport.endpoints + Whitespace.endpoints
    + [ProspectWords.endpoint] + Deal.endpoints + [PersonDeals.endpoint],
  panels: [
    Panel(on: "account", "Deals", "/accounts/{id}/deals", order: 20),
    Panel(on: "leaver", "Deals", "/people/{id}/deals", inline: true, order: 10),
  ],
  jobs: [DealImport.job], chores: [StageOdds.chore, ReorderAlert.chore, Deal.filling],
  navigation: [
    NavigationEntry(.growth, "pipeline", "Pipeline", "/pipeline", icon: "filter", key: "f", order: 40)
  ],
  templates: [
    DealTemplates.deal, PipelineBoardPage.template, DealImportPage.template,
  ],
  searches: [Deal.search], nextSteps: DealSteps.sources + [ReorderAlert.steps],
  customKinds: [Deal.ownFields])
