import Blueprint
import Catalog
import Kernel

extension Account {
  /// What is kept on each account about the tree of one day: its parent, who answers for it, and how many sites
  /// it has. Pure; answers those that differ from what they hold, parents before children.
  static func settled(_ accounts: [Account], links: [ParentLink], on day: Day) -> [Account] {
    let places = Dictionary(uniqueKeysWithValues: accounts.enumerated().map { ($1.id, $0) })
    var parents = [Int?](repeating: nil, count: accounts.count)
    for link in links where link.validity.contains(day) {
      if let child = places[link.account] { parents[child] = places[link.parent] }
    }
    for (place, account) in accounts.enumerated() {
      if let kept = account.mergedInto { parents[place] = places[kept] }
    }
    let order = topDown(parents)
    var new = accounts
    for place in order {
      let parent = parents[place].map { new[$0] }
      new[place].parent = parent?.id
      new[place].reachOwner = accounts[place].owner ?? parent?.reachOwner
      new[place].reachTeam = accounts[place].team ?? parent?.reachTeam
      new[place].siteCount = new[place].mergedInto == nil && new[place].kind.isSite ? 1 : 0
    }
    for place in order.reversed() {
      if let parent = parents[place] { new[parent].siteCount += new[place].siteCount }
    }
    return order.compactMap { new[$0] == accounts[$0] ? nil : new[$0] }
  }

  private static func topDown(_ parents: [Int?]) -> [Int] {
    var below = [[Int]](repeating: [], count: parents.count), order: [Int] = []
    order.reserveCapacity(parents.count)
    for (place, parent) in parents.enumerated() {
      if let parent { below[parent].append(place) } else { order.append(place) }
    }
    var next = 0
    while next < order.count {
      order.append(contentsOf: below[order[next]])
      next += 1
    }
    return order
  }

  /// Owner and team through one subtree, whose first account is its top; answers those that differ.
  static func reached(_ subtree: [Account], from parent: Account?) -> [Account] {
    var new: [ID<Account>: Account] = [:], changed: [Account] = []
    for old in subtree {
      let above = old.id == subtree.first?.id ? parent : old.parent.flatMap { new[$0] }
      var account = old
      account.reachOwner = account.owner ?? above?.reachOwner
      account.reachTeam = account.team ?? above?.reachTeam
      new[account.id] = account
      if account != old { changed.append(account) }
    }
    return changed
  }
}
