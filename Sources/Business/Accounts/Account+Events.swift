package import Blueprint

extension Account {
  package static let wasAdded = EventKind<Account>("account.added")
  package static let wasChanged = EventKind<Account>("account.changed")
  package static let wasMoved = EventKind<Account>("account.moved")
  /// On the account that was kept; the merged one has the same event in its own history.
  package static let wasMerged = EventKind<Account>("account.merged")
  package static let wasUnmerged = EventKind<Account>("account.unmerged")
  package static let wasDeleted = EventKind<Account>("account.deleted")
  package static let gotCode = EventKind<Account>("account.code-added")
  package static let lostCode = EventKind<Account>("account.code-removed")
}
