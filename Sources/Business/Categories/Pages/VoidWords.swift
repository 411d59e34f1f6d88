import Blueprint
import Kernel

/// Voids in words and tables.
struct VoidWords {
  let one: Voids
  private static let mostLines = 200

  private var href: String { "/accounts/\(one.account)/voids" }

  var page: AnswerPage {
    AnswerPage(
      heading: "Voids of \(one.accountName)",
      sentence: "Stores that ought to sell our items and do not, by what they would sell in a week.",
      actions: [
        .init("Import listings", "/shelf/listings/imports/new", icon: "upload"),
        .init("CSV", "\(href)?format=csv", icon: "download"),
        .init("XLSX", "\(href)?format=xlsx", icon: "download"),
      ],
      empty: one.hasStores
        ? nil
        : .init(
          icon: "building-store", title: "No store of this account has sales yet",
          text:
            "Voids are found in point-of-sale figures by store. Import the account's portal file, and the stores that "
            + "should sell an item and do not stand here, each with the like stores that do.",
          label: "Import sales", href: "/sales/imports/new"),
      answer: answer, caution: caution,
      sections: [
        .init(
          "voids", "Stores and items", lead: lead,
          tables: one.lines.isEmpty ? [] : [Self.table(one, limit: Self.mostLines)],
          quiet: one.lines.isEmpty ? "Every item that should sell does." : nil)
      ], foot: foot)
  }

  var answer: String {
    guard let first = one.lines.first else { return "\(one.accountName) has no voids by these rules." }
    let items = Set(one.lines.map(\.item)).count, stores = Set(one.lines.map(\.store)).count
    let low = one.lines.compactMap(\.weekly?.low).reduce(0, +)
    let high = one.lines.compactMap(\.weekly?.high).reduce(0, +)
    return
      "\(Shown.count(one.lines.count, "void", "voids")): \(Shown.count(items, "item", "items")) at "
      + "\(Shown.count(stores, "store", "stores")), worth about \(Shown.short(one.weekly)) \(one.currency) a week, or "
      + "\(Shown.short(one.weekly * 52)) a year (\(Shown.short(low)) to \(Shown.short(high)) a week if all fell to one "
      + "end). The dearest: \(first.itemName) at \(first.storeName)."
  }

  private var lead: String {
    "Silent: no sale in \(one.rules.silentWeeks) weeks, and that by chance in fewer than \(one.rules.chancePercent) of "
      + "100 cases. Not listed: at least \(one.rules.peersSelling) of the \(one.rules.peers) most alike stores sell it. "
      + "Alike: near in category sales, in mix of segments, and under the same banner."
  }

  private var caution: String? {
    one.listingsAreKept || one.lines.isEmpty
      ? nil
      : "No listings are kept for this account, so an item counts as authorised where at least "
        + "\(one.rules.customPercent) % of its stores sold it in 52 weeks. Import the listings to be sure."
  }

  private var foot: String {
    var parts = [
      one.lastWeek.map { "Point-of-sale data through \(DisplayNumber.day($0.lastDay))." } ?? "No data yet."
    ]
    if one.mayBeChance > 0 {
      parts.append(
        "\(Shown.count(one.mayBeChance, "slow item is", "slow items are")) silent too; that may be chance.")
    }
    if !one.silentStores.isEmpty {
      parts.append(
        "Sold nothing of the category at all: \(one.silentStores.prefix(3).joined(separator: ", "))"
          + (one.silentStores.count > 3 ? " and \(one.silentStores.count - 3) more." : "."))
    }
    return parts.joined(separator: " ")
  }

  static func words(_ kind: VoidKind) -> (label: String, tone: String) {
    switch kind {
    case .stopped: ("stopped", "bad")
    case .neverSold: ("never sold", "watch")
    case .unlisted: ("not listed", "plain")
    }
  }

  static func table(_ one: Voids, limit: Int) -> TableView {
    TableView(
      caption: "Voids",
      heads: [
        .init(label: "Item"), .init(label: "Store"), .init(label: "Why"),
        .end("Worth a week", unit: one.currency), .end("Between"), .end("Like stores selling"),
        .end("By chance"),
      ],
      rows: one.lines.prefix(limit).map { line in
        let (label, tone) = words(line.kind)
        let door = "/accounts/\(one.account)/voids/peers?item=\(line.item)&store=\(line.store)"
        return .init(cells: [
          .head(line.itemName, link: "/products/\(line.item)"),
          .init(isPlain: false, text: line.storeName, link: "/accounts/\(line.store)"), .badge(label, tone),
          .door(line.weekly.map { Shown.exact($0.middle) } ?? "unknown", door),
          .number(line.weekly.map { "\(Shown.exact($0.low)) to \(Shown.exact($0.high))" } ?? ""),
          .door("\(line.peersSelling) of \(line.peersLooked)", door),
          .number(line.kind == .unlisted ? "" : chance(line.chance)),
        ])
      },
      footnote: one.lines.count > limit
        ? "The first \(limit) of \(DisplayNumber.grouped(one.lines.count)); the files hold all." : nil)
  }

  static func chance(_ millionths: Int64) -> String {
    millionths < 1_000 ? "under 0.1 %" : "\(DisplayNumber.decimal(millionths, scale: 4, decimals: 1)) %"
  }

  /// One void with its peers.
  var peers: AnswerPage {
    guard let line = one.lines.first else {
      return AnswerPage(
        heading: "No void any more",
        sentence: "The item sells at this store, or nothing says that it should.",
        empty: .init(
          icon: "circle-check", title: "This store sells the item, or need not",
          text: "Since you saw it, a sale came in or a rule changed.", label: "All voids", href: href))
    }
    let estimate = line.weekly
    return AnswerPage(
      heading: "\(line.itemName) at \(line.storeName)",
      sentence: "Why this is a void, and what it is worth.",
      actions: [.init("All voids", href, icon: "table")],
      answer: why(line)
        + (estimate.map {
          " It would sell about \(Shown.exact($0.middle)) \(one.currency) a week, between \(Shown.exact($0.low)) and "
            + "\(Shown.exact($0.high)) with a confidence of \(Shown.share($0.confidence))."
        } ?? " Fewer than two like stores sell it, so nobody can say what it would sell."),
      sections: [
        .init(
          "peers", "Like stores that sell it",
          lead:
            "Distance = |ln of the ratio of category sales| + half the difference of segment shares + 0.5 for another "
            + "banner. Here: its sales there x category sales here / category sales there. The middle one is the "
            + "estimate, the outer ones are the interval.",
          tables: line.peers.isEmpty
            ? []
            : [
              TableView(
                caption: "Like stores",
                heads: [
                  .init(label: "Store"), .end("Distance"), .end("Sells a week", unit: one.currency),
                  .end("Here, a week", unit: one.currency),
                ],
                rows: line.peers.map { peer in
                  .init(cells: [
                    .head(peer.name, link: "/accounts/\(peer.store)"),
                    .number(DisplayNumber.decimal(peer.distance, scale: 3, decimals: 2)),
                    .number(Shown.exact(peer.weekly)), .number(Shown.exact(peer.guess)),
                  ])
                })
            ], quiet: line.peers.isEmpty ? "None of the most alike stores sells it." : nil)
      ], foot: foot)
  }

  private func why(_ line: Voids.Line) -> String {
    let weeks = Shown.count(one.rules.silentWeeks, "week", "weeks")
    let authority =
      switch line.authority {
      case .listing: "It is listed there"
      case .custom: "Most of \(one.accountName)'s stores sell it"
      case nil: "It is not listed there"
      }
    return switch line.kind {
    case .stopped:
      "\(authority), and it sold there before, but not in the last \(weeks): by chance in \(Self.chance(line.chance)) of "
        + "cases."
    case .neverSold: "\(authority), but this store never sold it in 52 weeks."
    case .unlisted:
      "\(authority), but \(line.peersSelling) of the \(line.peersLooked) most alike stores sell it."
    }
  }

  var file: Table {
    Table(
      title: "Voids of \(one.accountName)",
      heads: [
        "Category", "Item", "Store", "Why", "Authority", "Worth a week", "Low", "High", "Like stores selling",
        "Like stores", "Chance of silence %", "Peers",
      ],
      rows: one.lines.map { line in
        [
          .text(line.category), .text(line.itemName), .text(line.storeName),
          .text(Self.words(line.kind).label),
          line.authority.map { .text($0.rawValue) } ?? .empty, amount(line.weekly?.middle),
          amount(line.weekly?.low), amount(line.weekly?.high), .whole(Int64(line.peersSelling)),
          .whole(Int64(line.peersLooked)), .decimal(units: line.chance, scale: 4),
          .text(line.peers.map(\.name).joined(separator: "; ")),
        ]
      },
      notes: [
        ("Account", one.accountName), ("Currency", one.currency), ("Rules", lead),
        ("Data", one.lastWeek.map { "through \($0.lastDay)" } ?? "none"),
        ("Listings", one.listingsAreKept ? "kept" : caution ?? "not kept"),
      ])
  }

  private func amount(_ value: Int64?) -> Table.Cell { value.map { .decimal(units: $0, scale: 4) } ?? .empty }
}
