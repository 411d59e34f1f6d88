package import Blueprint

/// The retailer's category: share and fair share, gaps, assortment, price.
package let categoriesCapability = Capability("categories", migrations: CategoryTables.migrations)
