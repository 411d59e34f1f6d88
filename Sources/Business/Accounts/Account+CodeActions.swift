package import Blueprint
import Catalog
import Foundation
package import Kernel
package import Storage

extension Account {
  /// A code of a source for an account, from a day to a day.
  package struct Code: Codable, Sendable {
    package var id: ID<Account>
    package var source: String
    package var code: String
    package var firstDay: Day?
    package var lastDay: Day?
  }

  /// Notes how a source calls an account.
  package static func addCode(_ input: Code, _ context: Context) async throws -> Account {
    try await context.write { db in
      let account = try find(input.id, for: context.actor, db)
      guard let source = trimmed(input.source), let code = trimmed(input.code),
        let days = Validity(input.firstDay, input.lastDay)
      else { throw AccountRefusal.codeMissing }
      try give(SourceAlias(source: source, code: code, days), to: account.id, for: context.actor, db)
      try context.publish(gotCode, account.id, after: ["source": source, "code": code], db)
      return account
    }
  }

  package static func removeCode(_ input: Code, _ context: Context) async throws -> Account {
    try await context.write { db in
      let account = try find(input.id, for: context.actor, db)
      let alias = SourceAlias(
        source: input.source, code: input.code, Validity(input.firstDay, nil) ?? .always)
      guard try remove(alias, of: account.id, db) else { throw AccountRefusal.notThere }
      try context.publish(lostCode, account.id, before: ["source": input.source, "code": input.code], db)
      return account
    }
  }

  static func give(_ alias: SourceAlias, to id: ID<Account>, for actor: Actor, _ db: Connection) throws {
    if let holder = try holder(of: alias, except: id, for: actor, db) {
      throw AccountRefusal.codeTaken(source: alias.source, code: alias.code, by: holder.name)
    }
    try save([(alias, id)], db)
  }

  /// A site that an import met and nobody knew.
  package struct Unknown: Sendable {
    package let code: String
    package let name: String
    package let city: String?
    /// Instead of the account that the source reports for.
    package let parent: ID<Account>?

    package init(code: String, name: String, city: String? = nil, parent: ID<Account>? = nil) {
      self.parent = parent
      self.code = code
      self.name = name
      self.city = city
    }
  }

  /// Makes a provisional site with its code for each unknown one, all in the transaction of the import itself;
  /// answers the numbers by code. `parent` is the account that the source reports for.
  package static func addProvisional(
    _ unknown: [Unknown], source: String, kind: Kind = .site, parent: ID<Account>?, _ context: Context,
    _ db: Connection
  ) throws -> [String: Int64] {
    guard !unknown.isEmpty else { return [:] }
    let above = try parent.flatMap { try stored($0, db) }
    let isOwned = try above == nil && isUser(context.actor.id, db)
    let owner = isOwned ? context.actor.id : nil
    var number = try nextNumber(db), made: [Account] = []
    for one in unknown {
      var account = Account(
        id: .new(at: context.now), number: number, kind: kind, name: trimmed(one.name) ?? one.code,
        at: context.now)
      account.city = trimmed(one.city)
      account.parent = one.parent ?? parent
      account.owner = owner
      account.reachOwner = owner ?? above?.reachOwner
      account.reachTeam = above?.reachTeam
      account.isProvisional = true
      made.append(account)
      number += 1
    }
    try save(made, db)
    try save(zip(made, unknown).map { (SourceAlias(source: source, code: $1.code), $0.id) }, db)
    for (parent, sites) in Dictionary(grouping: made.filter { $0.parent != nil }, by: \.parent) {
      guard let parent else { continue }
      try ParentLink.insert(sites.map { ParentLink(account: $0.id, parent: parent, .always) }, db)
      try addSites(sites.reduce(0) { $0 + $1.siteCount }, from: parent, db)
    }
    try touchTree(db)
    return Dictionary(zip(unknown.map(\.code), made.map(\.number))) { first, _ in first }
  }
}
