import Blueprint
import Kernel
import Sales

/// Changes of range in words and tables: what the category gains, and whose item it costs.
struct RangeWords {
  let one: RangeRead

  private var currency: String { one.lens?.currency.code ?? "" }

  var page: AnswerPage {
    AnswerPage(
      heading: "Range of \(one.categoryName) at \(one.accountName)",
      sentence: "What the category gains a year where an item leaves the shelf and another comes.",
      actions: [
        .init(
          "The account's category",
          "/accounts/\(one.account)/category?category=\(one.category)", icon: "table")
      ],
      empty: one.sales.category == 0 ? CategoryWords.unknownCategory : nil, answer: answer,
      caution: assumptions,
      sections: [
        .init(
          "changes", one.isAsked ? "This change" : "Changes that help the category",
          lead:
            "A dropped item's sales walk away in part; the rest goes to the other items by their shares, most of it within "
            + "the segment. What an added item would sell: its part of the category at the accounts that sell it, the "
            + "middle one, and between the lowest and the highest of them.",
          links: [
            .init("Assume 5 to 20 %", href("walkAwayLow=5&walkAwayHigh=20")),
            .init("Assume 30 to 60 %", href("walkAwayLow=30&walkAwayHigh=60")),
          ],
          tables: one.changes.isEmpty
            ? []
            : [
              Self.table(
                one.changes, account: one.account, category: one.category.text, currency: currency)
            ],
          quiet: one.changes.isEmpty
            ? "No item that is missing here is likely to sell more than the weakest that are on the shelf."
            : nil)
      ] + gains, foot: one.through)
  }

  private func href(_ more: String) -> String {
    let change = one.isAsked ? one.changes.first : nil
    return "/accounts/\(one.account)/range?category=\(one.category)&\(more)"
      + (change?.dropped.map { "&drop=\($0.id)" } ?? "") + (change?.added.map { "&add=\($0.id)" } ?? "")
  }

  private var assumptions: String {
    let assumed = one.assumptions
    return
      "Assumed, for want of panel data: \(assumed.lowWalkAway.formatted(decimals: 0)) to "
      + "\(assumed.highWalkAway.formatted(decimals: 0)) of an item's sales leave the category with it, and "
      + "\(assumed.withinSegment.formatted(decimals: 0)) of what stays stays in its segment. Below you can "
      + "assume otherwise."
  }

  private var answer: String {
    guard let first = one.changes.first else {
      return "The range of \(one.categoryName) needs no change by these figures."
    }
    return Self.sentence(first, currency)
  }

  /// Says whose item it is where it is ours: the buyer will notice.
  static func sentence(_ change: RangeChange, _ currency: String) -> String {
    let gain = change.transfer.category
    let money = Shown.between(
      abs(gain.least) < abs(gain.most) ? abs(gain.least) : abs(gain.most),
      max(abs(gain.least), abs(gain.most)), currency)
    let word = gain.most <= 0 ? "loses" : "gains"
    switch (change.dropped, change.added) {
    case (let old?, let new?):
      let own = old.isOurs ? ", our own," : ""
      return
        "List \(new.name)\(new.isOurs ? "" : " (a competitor's)") in place of \(old.name)\(own) and the category \(word) "
        + "\(money) a year; we \(change.transfer.ours.most >= 0 ? "gain" : "lose") "
        + Shown.between(
          min(abs(change.transfer.ours.least), abs(change.transfer.ours.most)),
          max(abs(change.transfer.ours.least), abs(change.transfer.ours.most)), currency) + "."
    case (let old?, nil):
      return "Without \(old.name) the category \(word) \(money) a year."
    case (nil, let new?):
      return "With \(new.name) the category \(word) \(money) a year."
    case (nil, nil):
      return "Nothing changes."
    }
  }

  static func words(_ advice: RangeAdvice?) -> (label: String, tone: String) {
    switch advice {
    case .swap: ("swap", "good")
    case .trySwap: ("try", "watch")
    case .keep: ("keep", "plain")
    case nil: ("read", "plain")
    }
  }

  static func table(_ changes: [RangeChange], account: String, category: String, currency: String)
    -> TableView
  {
    TableView(
      caption: "Changes of range",
      heads: [
        .init(label: "Drop"), .end("Sells here", unit: currency), .init(label: "Add"),
        .end("Would sell", unit: currency), .end("Between"), .end("Category gains", unit: currency),
        .end("We gain", unit: currency), .init(label: "Advice"),
      ],
      rows: changes.map { change in
        let (label, tone) = words(change.advice)
        let door =
          "/accounts/\(account)/range?category=\(category)" + (change.dropped.map { "&drop=\($0.id)" } ?? "")
          + (change.added.map { "&add=\($0.id)" } ?? "")
        return .init(cells: [
          item(change.dropped), .number(change.dropped == nil ? "" : Shown.whole(change.droppedValue)),
          item(change.added), .number(change.addedValue.map { Shown.whole($0.middle) } ?? ""),
          .number(change.addedValue.map { "\(Shown.whole($0.low)) to \(Shown.whole($0.high))" } ?? ""),
          .door(range(change.transfer.category), door), .number(range(change.transfer.ours)),
          .badge(label, tone),
        ])
      })
  }

  private static func item(_ item: RangeChange.Item?) -> TableView.Cell {
    guard let item else { return .text("") }
    return .head(
      item.name, link: "/products/\(item.id)", badge: item.isOurs ? .init(label: "ours", tone: "accent") : nil
    )
  }

  private static func range(_ change: Transfer.Change) -> String {
    change.least == change.most
      ? Shown.whole(change.least) : "\(Shown.whole(change.least)) to \(Shown.whole(change.most))"
  }

  /// Who takes over what a single change moves.
  private var gains: [AnswerPage.Section] {
    guard one.isAsked, let change = one.changes.first else { return [] }
    return [
      .init(
        "evidence", "What it rests on",
        tables: [
          TableView(
            caption: "The numbers in it", heads: [.init(label: "Number"), .end("Amount")],
            rows: [
              ("Category sales here", Shown.whole(one.sales.category)),
              ("Sales of what leaves", Shown.whole(change.droppedValue)),
              ("Sales of what comes, middle", change.addedValue.map { Shown.whole($0.middle) } ?? ""),
              (
                "Walk-away, low and high",
                "\(one.assumptions.lowWalkAway) and \(one.assumptions.highWalkAway)"
              ),
              ("Category gains at low", Shown.whole(change.transfer.category.atLow)),
              ("Category gains at high", Shown.whole(change.transfer.category.atHigh)),
              ("Accounts that sell what comes", change.peers.joined(separator: ", ")),
            ].filter { !$0.1.isEmpty }.map { .init(cells: [.head($0.0), .number($0.1)]) })
        ])
    ]
  }
}
