package import Accounts
package import Blueprint
package import Kernel
import People
package import Storage

extension Deal {
  /// Open deals at and below the accounts where a person is, by day of decision.
  static func open(
    around person: ID<Person>, on day: Day, for actor: Actor, limit: Int, _ db: Connection
  ) throws -> [DealRow] {
    try db.all(
      """
      WITH RECURSIVE \(Person.accountsReached(by: person, on: day))
      SELECT \(listing.select) \(listing.from)
      WHERE d.outcome = 'open' AND d.account_id IN (SELECT id FROM below) AND \(visible(to: actor))
      ORDER BY COALESCE(d.close_on, '9999-12-31'), d.id LIMIT \(limit)
      """
    ) { try DealRow($0) }
  }
}

extension AccountDeals {
  /// The accounts at and below one today, as a table called `below`.
  static func below(_ id: ID<Account>) -> SQL {
    """
    WITH RECURSIVE below(id) AS (
      SELECT id FROM accounts WHERE id = \(id)
      UNION ALL SELECT q.id FROM accounts q JOIN below b ON q.parent_id = b.id
    )
    """
  }

  package static func find(_ id: ID<Account>, for actor: Actor, _ db: Connection) throws -> AccountDeals {
    let account = try Account.find(id, for: actor, db), company = try Deal.companyCurrency(db)
    let inside: SQL = "d.account_id IN (SELECT id FROM below) AND \(Deal.visible(to: actor))"
    let open = try db.all(
      """
      \(below(id)) SELECT \(Deal.listing.select) \(Deal.listing.from)
      WHERE \(inside) AND d.outcome = 'open' ORDER BY COALESCE(d.close_on, '9999-12-31'), d.id LIMIT \(mostShown)
      """
    ) { try DealRow($0) }
    let sums = try db.all(
      """
      \(below(id)) SELECT d.outcome, COUNT(*), COUNT(d.value_minor), CAST(COALESCE(SUM(d.value_minor), 0) AS BIGINT),
        CAST(COALESCE(SUM((d.value_minor * \(Deal.chanceSQL) + 5000) / 10000), 0) AS BIGINT)
      \(Deal.from) \(Deal.oddsJoin) WHERE \(inside) GROUP BY d.outcome
      """
    ) { row in
      (
        outcome: try row.choice(0, as: Outcome.self), count: try row.int(1), valued: try row.int(2),
        value: try row.int64(3), weighted: try row.int64(4)
      )
    }
    let by = Dictionary(uniqueKeysWithValues: sums.map { ($0.outcome, $0) })
    func money(_ minor: Int64?) -> Money { Money(minor: minor ?? 0, currency: company) }
    return AccountDeals(
      account: id, accountName: account.name, currency: company, open: open,
      openCount: by[.open]?.count ?? 0, openValue: money(by[.open]?.value),
      weighted: money(by[.open]?.weighted), unvalued: (by[.open]?.count ?? 0) - (by[.open]?.valued ?? 0),
      won: by[.won]?.count ?? 0, wonValue: money(by[.won]?.value), lost: by[.lost]?.count ?? 0)
  }
}
