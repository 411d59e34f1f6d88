import Accounts
import Blueprint
import Catalog
import Kernel
import Storage
import Team

extension KnownDealWorld {
  init(_ source: String, _ context: Context, _ db: Connection) throws {
    let company = try Company.current(db).currency
    self.company = company
    var accounts: [String: [ID<Account>]] = [:], codes: [String: ID<Account>] = [:]
    try db.each(
      """
      SELECT a.id, a.search_key FROM accounts a
      WHERE a.merged_into IS NULL AND \(Account.visible(to: context.actor)) ORDER BY a.number
      """
    ) { accounts[try $0.text(1), default: []].append(try $0.id(0)) }
    try db.each(
      """
      SELECT x.code, a.id FROM account_aliases x JOIN accounts a ON a.id = x.account_id
      WHERE x.source = \(source) AND \(Account.visible(to: context.actor)) ORDER BY x.code, x.first_day
      """
    ) { codes[try $0.text(0)] = try $0.id(1) }
    self.accounts = accounts
    accountCodes = codes
    var owners: [String: ID<Actor>] = [:]
    try db.each("SELECT id, search_key, email FROM users ORDER BY id DESC") { row in
      owners[try row.text(1)] = try row.id(0)
      owners[SearchKey.fold(try row.text(2))] = try row.id(0)
    }
    self.owners = owners
    var products: [String: (id: ID<Product>, name: String)] = [:], letters = products
    try db.each("SELECT id, name, search_key FROM products WHERE is_ours ORDER BY number DESC") { row in
      let one: (id: ID<Product>, name: String) = (try row.id(0), try row.text(1)), key = try row.text(2)
      products[key] = one
      letters[DealColumns.key(key)] = one
    }
    self.products = products
    productsByLetters = letters
    processes = try DealProcess.all(db)
    var rates: [Currency: Day] = [:]
    try db.each(
      "SELECT currency, MIN(first_day) FROM deal_rates WHERE into_currency = \(company) GROUP BY currency"
    ) { rates[try $0.currency(0)] = try $0.day(1) }
    self.rates = rates
    actorIsUser = try Deal.isUser(context.actor.id, db)
  }
}
