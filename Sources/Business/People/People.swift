package import Blueprint
import Catalog

/// The people we deal with at our accounts: who they are, where they sat and sit, and what we think of them.
package let peopleCapability = Capability(
  "people", migrations: Person.migrations,
  endpoints: Person.endpoints + Person.importer.endpoints(allow: .manager),
  panels: [Panel(on: "account", "People", "/accounts/{id}/people", order: 40)],
  jobs: [Person.importer.job],
  chores: [Chore("people.settle", every: 600) { try await Person.catchUp($0) }, Person.filling],
  navigation: [
    NavigationEntry(.accounts, "people", "People", "/people", icon: "users", key: "w", order: 30)
  ],
  templates: SectionTemplates.all, searches: [Person.search],
  customKinds: [Person.ownFields])
