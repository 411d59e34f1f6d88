import Accounts
package import Blueprint
import Catalog
package import Kernel
package import Storage

/// People who may be one: the same address, or like names at one account.
package struct PersonDuplicates: Reply, Hashable {
  package struct Side: Codable, Hashable, Sendable {
    package let id: ID<Person>
    package let name: String
    package let title: String?
  }
  package struct Pair: Codable, Hashable, Sendable {
    package let first: Side
    package let second: Side
    /// 0 to 100, see `NameMatch`.
    package let likeness: Int
    package let isSameAddress: Bool
    package let account: String?
  }

  package let pairs: [Pair]

  /// How many people are looked through, newest changes first.
  private static let mostRead = 50_000

  package static func find(for actor: Actor, limit: Int, _ db: Connection) throws -> [Pair] {
    let people = try db.all(
      """
      SELECT p.id, p.name, p.title, p.email_key, p.account_id, a.name FROM persons p
      LEFT JOIN accounts a ON a.id = p.account_id
      WHERE p.merged_into IS NULL AND p.erased_at IS NULL AND \(Person.listed(to: actor))
      ORDER BY p.changed_at DESC, p.id LIMIT \(mostRead)
      """
    ) { row in
      (
        side: Side(id: try row.id(0), name: try row.text(1), title: try row.textOrNil(2)),
        email: try row.textOrNil(3), accountID: try row.textOrNil(4), account: try row.textOrNil(5)
      )
    }
    let named = people.map { person in
      let scopes = [person.email.map { "mail \($0)" }, person.accountID.map { "account \($0)" }]
      return NamedRecord(name: person.side.name, scopes: scopes.compactMap { $0 })
    }
    return LikeNames.pairs(named).prefix(limit).map { pair in
      let first = people[pair.first], second = people[pair.second]
      return Pair(
        first: first.side, second: second.side, likeness: pair.likeness,
        isSameAddress: first.email != nil && first.email == second.email,
        account: first.account ?? second.account)
    }
  }
}
