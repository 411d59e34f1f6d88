import Accounts
import Blueprint
import Catalog
import Kernel
import Storage
import Team

/// All that rows of an import are compared with, loaded once: accounts, users and products by their folded names.
struct KnownDealWorld: Sendable {
  let company: Currency
  let accounts: [String: [ID<Account>]]
  let accountCodes: [String: ID<Account>]
  let owners: [String: ID<Actor>]
  let products: [String: (id: ID<Product>, name: String)]
  /// By letters and digits alone, for names written otherwise.
  let productsByLetters: [String: (id: ID<Product>, name: String)]
  let processes: [DealProcess]
  /// From when on each currency has a rate.
  let rates: [Currency: Day]
  let actorIsUser: Bool
}
