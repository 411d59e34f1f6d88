package import Storage

/// One business capability: everything its folder offers, in one value.
package struct Capability: Sendable {
  package let name: String
  package let migrations: [Migration]
  package let endpoints: [Endpoint]
  package let panels: [Panel]
  package let jobs: [JobKind]
  package let chores: [Chore]
  package let navigation: [NavigationEntry]
  package let templates: [Template]
  package let searches: [SearchSource]
  package let nextSteps: [NextStepSource]
  package let healthInputs: [HealthInput]

  package init(
    _ name: String, migrations: [Migration] = [], endpoints: [Endpoint] = [], panels: [Panel] = [],
    jobs: [JobKind] = [], chores: [Chore] = [],
    navigation: [NavigationEntry] = [],
    templates: [Template] = [], searches: [SearchSource] = [],
    nextSteps: [NextStepSource] = [], healthInputs: [HealthInput] = []
  ) {
    self.name = name
    self.migrations = migrations
    self.endpoints = endpoints
    self.panels = panels
    self.jobs = jobs
    self.chores = chores
    self.navigation = navigation
    self.templates = templates
    self.searches = searches
    self.nextSteps = nextSteps
    self.healthInputs = healthInputs
  }
}
