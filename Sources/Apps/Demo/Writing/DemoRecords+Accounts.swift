import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team

extension DemoRecords {
  private static let columns = [
    "id", "number", "kind", "name", "search_key", "tier", "segment", "industry", "channel", "city",
    "city_key",
    "owner_id", "team_id", "parent_id", "reach_owner_id", "reach_team_id", "site_count", "status", "currency",
    "note", "is_provisional", "version", "created_at", "changed_at",
  ]

  func insertAccounts(_ range: Range<Int>, _ db: Connection) throws {
    // A parent of today may come later in the list: it is set once all of them stand.
    try db.insertMany(into: "accounts", columns: Self.columns, rows: range.lazy.map(row))
    if range.upperBound == company.accounts.count { try hang(db) }
    try db.insertMany(
      into: "account_aliases",
      columns: ["source", "code", "code_key", "account_id", "first_day", "last_day"],
      rows: range.lazy.compactMap(alias))
  }

  private func hang(_ db: Connection) throws {
    let children = company.accounts.indices.filter { !company.accounts[$0].links.isEmpty }
    try db.insertMany(
      into: "account_parents", columns: ["account_id", "first_day", "last_day", "parent_id"],
      rows: children.lazy.flatMap(links))
    try db.run(
      """
      UPDATE accounts SET parent_id = (SELECT l.parent_id FROM account_parents l
        WHERE l.account_id = accounts.id
        AND l.first_day <= \(context.today) AND l.last_day >= \(context.today))
      """)
  }

  private func links(_ place: Int) -> [[Value]] {
    let links = company.accounts[place].links
    return links.enumerated().map { number, link in
      let last =
        number + 1 < links.count ? firstDay(links[number + 1].fromWeek).advanced(by: -1) : Validity.latest
      return [
        accountIDs[place].value, firstDay(link.fromWeek).value, last.value, accountIDs[link.parent].value,
      ]
    }
  }

  private func row(_ place: Int) -> [Value] {
    let account = company.accounts[place], retailer = company.retailers[account.retailer]
    let isTop = account.level == .group
    // Whom the group of today belongs to, which a merger may have changed.
    let reach = company.retailers[company.accounts[tree.tops[place]].retailer]
    let kind = Account.Kind(rawValue: account.level.rawValue) ?? .site
    let status: Account.Status = account.isFormer ? .former : .customer
    return [
      accountIDs[place].value, self.account(place).value, kind.rawValue.value, account.name.value,
      SearchKey.fold(account.name).value, retailer.tier.value, retailer.segment.value, "Retail".value,
      retailer.channel.rawValue.value, account.city.value, SearchKey.fold(account.city ?? "").value,
      (isTop ? owner(retailer) : nil).value, (isTop ? team(retailer) : nil).value, Value.null,
      owner(reach).value, team(reach).value, tree.siteCounts[place].value, status.rawValue.value,
      (isTop ? Currency.usd : nil).value, "".value, false.value, 1.value, context.now.value,
      context.now.value,
    ]
  }

  private func owner(_ retailer: DemoRetailer) -> ID<Actor>? { owners[retailer.owner] }

  private func team(_ retailer: DemoRetailer) -> String? {
    company.people[retailer.owner].region.map { teams[$0].text }
  }

  /// The code by which the retailer's portal calls a store, and ours for its DCs.
  private func alias(_ place: Int) -> [Value]? {
    let account = company.accounts[place], retailer = company.retailers[account.retailer]
    guard let code = account.code else { return nil }
    let isDC = account.level == .dc
    let text =
      isDC
      ? "\(retailer.source)-\(code)"
      : String(decoding: PortalText.store(code, PortalFormat.of(retailer)), as: UTF8.self)
    let source = isDC ? DemoSalesWriter.shipmentSource : retailer.source
    return [
      source.value, text.value, SearchKey.fold(text).value, accountIDs[place].value, Validity.earliest.value,
      Validity.latest.value,
    ]
  }
}

/// Today's tree: which group each account belongs to, and how many sites stand at and below it.
struct DemoTree: Sendable {
  let tops: [Int]
  let siteCounts: [Int]

  init(_ company: DemoCompany) {
    let accounts = company.accounts
    var tops = Array(accounts.indices), counts = [Int](repeating: 0, count: accounts.count)
    for place in accounts.indices {
      let isSite = accounts[place].level == .store || accounts[place].level == .site
      var node = place
      if isSite { counts[node] += 1 }
      while let link = accounts[node].links.last {
        node = link.parent
        if isSite { counts[node] += 1 }
      }
      tops[place] = node
    }
    self.tops = tops
    siteCounts = counts
  }
}
