import Blueprint
import Kernel

extension Account {
  /// Accounts in the one search: by any part of the name, or by the code a source uses.
  static let search = SearchSource("Accounts", icon: "building-store") { query, limit, context in
    guard !query.isEmpty else { return [] }
    let found = try await context.read { try named(query, for: context.actor, limit: limit, $0) }
    return found.map { account in
      let details = [Words.title(account.kind.rawValue), account.city, account.tier.map { "tier \($0)" }]
      return SearchSource.Hit(
        title: account.name, detail: details.compactMap { $0 }.joined(separator: ", "),
        href: "/accounts/\(account.id)")
    }
  }
}
