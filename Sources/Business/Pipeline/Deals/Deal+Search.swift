import Accounts
import Blueprint
import Catalog
import Kernel
import Storage

extension Deal {
  static let searchKind = "deal"

  /// Deals in the one search: by the words of name and code, then by the account's name.
  static let search = SearchSource("Deals", icon: "filter") { query, limit, context in
    let rows = try await context.read { db in
      var ids = try SearchEntry.best(searchKind, query, for: context.actor, limit: limit, db, of: Deal.self)
      if ids.count < limit {
        ids += try ofAccounts(query, limit, context.actor, db).filter { !ids.contains($0) }
      }
      return ids.isEmpty ? [] : try listing.rows(ids.prefix(limit).map(\.text), for: context.actor, db)
    }
    return rows.map { row in
      let details = [row.account, row.stage, row.amount.map { "\($0.short) \($0.currency)" }]
      return SearchSource.Hit(
        title: row.name, detail: details.compactMap { $0 }.joined(separator: ", "), href: "/deals/\(row.id)")
    }
  }

  private static func ofAccounts(
    _ query: String, _ limit: Int, _ actor: Actor, _ db: Connection
  ) throws -> [ID<Deal>] {
    // U+10FFFF sorts behind everything.
    try db.all(
      """
      SELECT d.id FROM accounts a JOIN deals d ON d.account_id = a.id
      WHERE a.merged_into IS NULL AND a.search_key >= \(query) AND a.search_key < \(query + "\u{10ffff}")
        AND \(visible(to: actor)) ORDER BY a.search_key, d.id LIMIT \(limit)
      """
    ) { try $0.id(0) }
  }

  static func noteForSearch(_ deals: some Collection<Deal>, _ db: Connection) throws {
    let reaches = try Account.reaches(of: deals.compactMap(\.account), db)
    try SearchEntry.replace(of: deals.map(\.id.text), by: deals.lazy.map { $0.entry(reaches) }, db)
  }

  func entry(_ reaches: [ID<Account>: String]) -> SearchEntry {
    SearchEntry(
      Deal.searchKind, id.text, account: account?.text,
      reach: account.flatMap { reaches[$0] }
        ?? Reach.marks(owner: account == nil ? owner?.text : nil, team: nil),
      words: SearchWords.of([name, code].compactMap { $0 }.joined(separator: " ")))
  }

  static let filling = SearchEntry.filling(searchKind, from: "deals") { ids, db in
    let company = try companyCurrency(db)
    for batch in ids.chunked(by: 500) {
      let deals = try db.all("SELECT \(columns) FROM deals d WHERE d.id IN \(SQL.list(batch))") {
        try Deal($0, company: company)
      }
      try noteForSearch(deals, db)
    }
  }
}
