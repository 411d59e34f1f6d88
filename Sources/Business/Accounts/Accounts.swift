package import Blueprint
import Catalog

/// The account master: who buys from us, how they hang together, and what their sources call them.
package let accountsCapability = Capability(
  "accounts", migrations: Account.migrations,
  endpoints: Account.endpoints + SavedView.endpoints
    + Account.importer.endpoints(allow: .manager),
  jobs: [Account.importer.job],
  navigation: [
    NavigationEntry(
      .accounts, "accounts", "Accounts", "/accounts?filter=level:top", icon: "building-store", key: "a",
      order: 20)
  ],
  templates: AccountTemplates.all, searches: [Account.search],
  customKinds: [Account.ownFields])
