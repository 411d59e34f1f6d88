import Blueprint
import Catalog
import Kernel
import Storage

/// Accounts whose names say that they may be one.
package struct AccountDuplicates: Reply, Hashable {
  package struct Pair: Codable, Hashable, Sendable {
    package let first: AccountRecord.Place
    package let second: AccountRecord.Place
    /// 0 to 100, see `NameMatch`.
    package let likeness: Int
    package let city: String?
  }

  package let pairs: [Pair]

  static func find(for actor: Actor, limit: Int, _ db: Connection) throws -> [Pair] {
    let accounts = try Account.visible(for: actor, db)
    let named = accounts.map { account in
      NamedRecord(name: account.name, scopes: Account.scopes(parent: account.parent, city: account.city))
    }
    return LikeNames.pairs(named).prefix(limit).map { pair in
      let first = accounts[pair.first], second = accounts[pair.second]
      return Pair(
        first: .init(first), second: .init(second), likeness: pair.likeness, city: first.city ?? second.city)
    }
  }
}

extension Account {
  /// Where two accounts of like name are suspect: below the same parent, or in the same city.
  static func scopes(parent: ID<Account>?, city: String?) -> [String] {
    var scopes = ["parent \(parent?.text ?? "")"]
    if let city, !city.isEmpty { scopes.append("city \(SearchKey.fold(city))") }
    return scopes
  }
}
