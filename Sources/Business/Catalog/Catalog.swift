package import Blueprint

/// What we sell: products in their tree, their codes, prices and costs.
package let catalogCapability = Capability(
  "catalog", migrations: Product.migrations,
  endpoints: Product.endpoints + Product.importer.endpoints(allow: .manager),
  jobs: [Product.importer.job],
  navigation: [NavigationEntry(.data, "products", "Products", "/products", icon: "box", key: "p", order: 25)],
  templates: [ProductPage.template, RecordImportPage.template], searches: [Product.search])
