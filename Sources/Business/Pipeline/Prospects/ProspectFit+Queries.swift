import Accounts
package import Blueprint
import Kernel
package import Storage

extension Prospects {
  /// What the actor sees of prospects; rates are counted over the deals that the actor sees.
  package static func find(for actor: Actor, _ db: Connection) throws -> Prospects {
    let overall =
      try db.first(
        """
        SELECT COUNT(*) FILTER (WHERE d.outcome = 'won'), COUNT(*) \(Deal.from)
        WHERE d.closed_on IS NOT NULL AND \(Deal.visible(to: actor))
        """
      ) { ProspectFit.Tally(won: try $0.int(0), decided: try $0.int(1)) } ?? ProspectFit.Tally()
    var tallies: [ProspectFit.Trait: [String: ProspectFit.Tally]] = [:]
    for trait in ProspectFit.Trait.allCases { tallies[trait] = try tally(trait, actor, db) }
    let found = try db.all(
      """
      SELECT a.id, a.name, o.name, a.segment, a.channel, a.industry, a.tier,
        (SELECT COUNT(*) FROM deals d WHERE d.account_id = a.id AND d.outcome = 'open')
      FROM accounts a LEFT JOIN users o ON o.id = a.reach_owner_id
      WHERE a.status = 'prospect' AND a.merged_into IS NULL AND \(Account.visible(to: actor))
      ORDER BY a.search_key, a.id LIMIT \(most)
      """
    ) { row in
      let values = [try row.textOrNil(3), try row.textOrNil(4), try row.textOrNil(5), try row.textOrNil(6)]
      return ProspectFit(
        account: try row.id(0), name: try row.text(1), owner: try row.textOrNil(2),
        reasons: zip(ProspectFit.Trait.allCases, values).map { trait, value in
          ProspectFit.reason(trait, value, value.flatMap { tallies[trait]?[$0] }, overall: overall)
        }, open: try row.int(7))
    }
    return Prospects(won: overall.won, decided: overall.decided, fits: found.sorted { $0.score > $1.score })
  }

  private static func tally(
    _ trait: ProspectFit.Trait, _ actor: Actor, _ db: Connection
  ) throws -> [String: ProspectFit.Tally] {
    let column = SQL(raw: "a.\(trait.column)")
    let rows = try db.all(
      """
      SELECT \(column), COUNT(*) FILTER (WHERE d.outcome = 'won'), COUNT(*)
      FROM deals d JOIN accounts a ON a.id = d.account_id
      WHERE d.closed_on IS NOT NULL AND \(column) IS NOT NULL AND \(Account.visible(to: actor)) GROUP BY \(column)
      """
    ) { (try $0.text(0), ProspectFit.Tally(won: try $0.int(1), decided: try $0.int(2))) }
    return Dictionary(uniqueKeysWithValues: rows)
  }
}
