import Blueprint
import Catalog
import Foundation
import Kernel

/// What the template `account` places.
struct AccountPage: Sendable {
  struct Merge: Sendable {
    let text: String
    let action: String
    let csrf: String
  }

  let recordHead: RecordHead
  let note: String?
  let hasOwnFields: Bool
  let ownFields: String
  let panels: [RecordPanel]
  let hasCodes: Bool
  let codesHref: String
  let codes: RecordTable
  let treeHref: String
  let tree: RecordTree
  let moreText: String?
  let moreHref: String
  let hasMerges: Bool
  let merges: [Merge]
  let historyHref: String
  let timeline: RecordTimeline

  @Sendable static func draw(_ record: AccountRecord, _ visit: Visit) async throws -> Page {
    let account = record.account, id = account.id.text
    let (events, names) = try await visit.context.read { db in
      (try Event.history(of: id, limit: 12, db), try Account.names(db))
    }
    let page = AccountPage(
      record, panels: try await visit.panels("account", ["id": id]), RecordTimeline(events, names: names),
      csrf: visit.formToken)
    return Page(
      "account", title: account.name, section: "accounts",
      crumbs: [.init("Accounts", "/accounts")] + record.path.map { .init($0.name, "/accounts/\($0.id)") },
      charts: true, page)
  }

  private init(_ record: AccountRecord, panels: [PanelSlot], _ timeline: RecordTimeline, csrf: String) {
    let account = record.account, href = "/accounts/\(record.account.id)"
    recordHead = AccountPage.head(record, href)
    note = account.note.isEmpty ? nil : account.note
    hasOwnFields = !record.fields.isEmpty
    ownFields = record.fields.html
    self.panels = panels.map { RecordPanel($0) }
    hasCodes = !record.codes.isEmpty
    codesHref = href + "/codes/new"
    codes = RecordTable(
      "Codes of sources", heads: ["Source", "Code", "From", "To"],
      rows: record.codes.map { [$0.source, $0.code, $0.shownFirstDay, $0.shownLastDay] })
    treeHref = href + "/tree"
    tree = AccountPage.tree(record)
    let hidden = record.children.count == AccountRecord.mostChildren
    moreText = hidden ? "The first \(AccountRecord.mostChildren) are shown; open the whole tree" : nil
    moreHref = treeHref
    hasMerges = !record.merges.isEmpty
    merges = record.merges.map { merge in
      Merge(
        text: "By \(merge.actor) on \(AccountPage.day(merge.mergedAt)).",
        action: "/accounts/merges/\(merge.id)/undo",
        csrf: csrf)
    }
    historyHref = href + "/history"
    self.timeline = timeline
  }

  private static func head(_ record: AccountRecord, _ href: String) -> RecordHead {
    let account = record.account
    var badges = [RecordHead.Badge(Words.title(account.kind.rawValue))]
    if let tier = account.tier { badges.insert(.init("Tier \(tier)", "accent"), at: 0) }
    if account.status != .customer { badges.append(.init(Words.title(account.status.rawValue), "watch")) }
    if account.isProvisional { badges.append(.init("Waiting for a name", "watch")) }
    if account.mergedInto != nil { badges.append(.init("Merged", "watch")) }
    var facts: [RecordHead.Fact] = []
    if let owner = record.owner { facts.append(.init("Owner", owner, icon: "user")) }
    if let team = record.team { facts.append(.init("Team", team, icon: "users")) }
    if account.siteCount > 0, !account.kind.isSite {
      let word = account.siteCount == 1 ? "site" : "sites"
      facts.append(
        .init("Sites", "\(DisplayNumber.grouped(account.siteCount)) \(word)", icon: "building-store"))
    }
    for (label, text) in [("Segment", account.segment), ("Channel", account.channel), ("City", account.city)]
    {
      if let text { facts.append(.init(label, text, icon: label == "City" ? "map-pin" : "tag")) }
    }
    if let acv = account.acv { facts.append(.init("ACV", acv.formatted(), icon: "building-store")) }
    return RecordHead(
      account.name, path: record.path.map { .init($0.name, "/accounts/\($0.id)") }, badges: badges,
      facts: facts,
      mainAction: .init("Edit account", href + "/edit", icon: "pencil"),
      otherActions: [
        .init("Move", href + "/move", icon: "sitemap"),
        .init("Add a code", href + "/codes/new", icon: "plus"),
        .init("Add an account below", "/accounts/new?parent=\(account.id)", icon: "plus"),
        .init("Merge with another", "/accounts/merges/new?kept=\(account.id)", icon: "sitemap"),
      ])
  }

  private static func tree(_ record: AccountRecord) -> RecordTree {
    var node = RecordTree.Node(
      record.account, isCurrent: true, children: record.children.map { .init($0, children: []) })
    for place in record.path.reversed() { node = .init(place, children: [node]) }
    return RecordTree("\(record.account.name) in the tree", [node])
  }

  static func day(_ moment: Date) -> String {
    DisplayNumber.day(Day(ordinal: Int((moment.timeIntervalSince1970 / 86_400).rounded(.down))))
  }
}

extension SourceAlias {
  fileprivate var shownFirstDay: String { firstDay == Validity.earliest ? "" : DisplayNumber.day(firstDay) }
  fileprivate var shownLastDay: String { lastDay == Validity.latest ? "" : DisplayNumber.day(lastDay) }
}

extension RecordTree.Node {
  init(_ account: Account, isCurrent: Bool, children: [RecordTree.Node]) {
    self.init(AccountRecord.Place(account), isCurrent: isCurrent, children: children)
  }

  init(_ place: AccountRecord.Place, isCurrent: Bool = false, children: [RecordTree.Node]) {
    self.init(
      place.name, href: "/accounts/\(place.id)", icon: place.kind.icon,
      kind: Words.title(place.kind.rawValue),
      value: place.kind.isSite || place.sites == 0 ? "" : "\(DisplayNumber.grouped(place.sites))",
      isCurrent: isCurrent, children: children)
  }
}

extension Account.Kind {
  /// Its picture in trees.
  var icon: String {
    switch self {
    case .group, .division: "building"
    case .banner, .store, .site: "building-store"
    case .region: "map-pin"
    case .dc: "building-warehouse"
    }
  }
}
