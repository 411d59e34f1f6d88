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
  /// The kinds of record that a company may give fields of its own.
  package let customKinds: [CustomKind]

  package init(
    _ name: String, migrations: [Migration] = [], endpoints: [Endpoint] = [], panels: [Panel] = [],
    jobs: [JobKind] = [], chores: [Chore] = [],
    navigation: [NavigationEntry] = [],
    templates: [Template] = [], searches: [SearchSource] = [],
    nextSteps: [NextStepSource] = [], healthInputs: [HealthInput] = [],
    customKinds: [CustomKind] = []
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
    self.customKinds = customKinds
  }
}
