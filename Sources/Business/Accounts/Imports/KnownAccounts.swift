import Blueprint
import Catalog
import Kernel
import Storage

/// All that an import compares its rows with, loaded once.
struct KnownAccounts: Sendable {
  let accounts: [Account]
  let links: [ID<Account>: [ParentLink]]
  /// Codes that have ended are among them: a file may say them again.
  let aliases: [(alias: SourceAlias, account: ID<Account>)]
  let codeHolders: [String: ID<Account>]
  let owners: [String: ID<Actor>]
  let teams: [String: String]
  let nextNumber: Int64
  /// Whether who imports is a user, and so can own what belongs to nobody.
  let actorIsUser: Bool

  init(_ context: Context, _ db: Connection) throws {
    accounts = try Account.all(db)
    links = Dictionary(grouping: try ParentLink.all(db), by: \.account)
    aliases = try Account.allAliases(db)
    codeHolders = Dictionary(aliases.map { (KnownAccounts.key($0.alias.source, $0.alias.code), $0.account) })
    {
      _, last in last
    }
    (owners, teams) = try Account.peopleByKey(db)
    nextNumber = try Account.nextNumber(db)
    actorIsUser = try Account.isUser(context.actor.id, db)
  }

  static func key(_ source: String, _ code: String) -> String { "\(source)\u{1f}\(code)" }
}
