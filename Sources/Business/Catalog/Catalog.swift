package import Blueprint

/// What we sell: products in their tree, their codes, prices and costs.
package let catalogCapability = Capability("catalog", migrations: Product.migrations)
