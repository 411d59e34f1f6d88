package import Blueprint

/// The retailer's category: share and fair share, gaps, assortment, price.
package let categoriesCapability = Capability(
  "categories", migrations: CategoryTables.migrations, endpoints: CategoryDesk.endpoints,
  panels: [
    Panel(on: "account", "Category", "/accounts/{id}/category", order: 30),
    Panel(on: "product", "Category", "/products/{id}/category", order: 30),
  ],
  jobs: [CategoryOpportunity.job], chores: [CategoryOpportunity.chore],
  navigation: [
    NavigationEntry(.figures, "categories", "Categories", "/categories", icon: "tag", key: "k", order: 35)
  ],
  nextSteps: [CategoryOpportunity.steps])
