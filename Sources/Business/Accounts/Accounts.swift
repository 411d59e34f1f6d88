package import Blueprint

/// The account master: who buys from us, how they hang together, and what their sources call them.
package let accountsCapability = Capability("accounts", migrations: Account.migrations)
