package import Blueprint

/// Sales figures: files in, facts kept, every screen's numbers out.
package enum Sales {}

/// What this folder offers.
package let salesCapability = Capability("sales", migrations: SalesTables.migrations)
