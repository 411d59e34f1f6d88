import Blueprint
import Kernel
import Sales

/// A product in its category, in words and a table.
struct ProductPlaceWords {
  let one: ProductPlace

  private var currency: String { one.lens?.currency.code ?? "" }
  private var category: String { one.category?.text ?? "" }

  func page(isFragment: Bool) -> AnswerPage {
    AnswerPage(
      heading: isFragment ? nil : "\(one.name) in its category",
      sentence: "Its part of the retailers' category, competitors' items included.", empty: empty,
      answer: answer,
      sections: [
        .init(
          "category-gaps", "Where it lacks",
          lead: "Its share of \(one.categoryName) there against its share in all other accounts.",
          links: [.init(one.categoryName, "/categories/\(category)")],
          tables: [table(isFragment ? 8 : 100)])
      ], foot: one.through)
  }

  private var empty: AnswerPage.Blank? {
    if one.category == nil {
      return .init(
        icon: "tag", title: "It stands below no category",
        text: "Give it a place in the catalogue: then its share, rank and gaps stand here.",
        label: "Edit product",
        href: "/products/\(one.id)/edit")
    }
    return one.sales.category == 0 ? CategoryWords.unknownCategory : nil
  }

  private var answer: String {
    let points = Shown.points(one.sales.share, one.lastYear.share)
    var text =
      "\(Shown.share(one.sales.share)) of \(one.categoryName) in \(one.period.text)"
      + (points.isEmpty ? "" : " (\(points) points)")
    if let rank = one.rank { text += ", number \(rank) of \(one.items) items" }
    text +=
      ". It sells at \(one.accountsSelling) of \(Shown.count(one.accounts.count, "account", "accounts"))"
    let below = one.accounts.filter { ($0.fair.gap ?? 0) > 0 }
    guard let top = below.first, let gap = top.fair.gap else { return text + "." }
    return text + "; the largest gap, \(Shown.short(gap)) \(currency) a year, is at \(top.name)."
  }

  private func table(_ limit: Int) -> TableView {
    TableView(
      caption: "Accounts by gap",
      heads: [
        .init(label: "Account"), .end("Sales", unit: currency), .end("Share"), .end("Elsewhere"),
        .end("Index"),
        .end("Gap", unit: currency),
      ],
      rows: one.accounts.prefix(limit).map { place in
        .init(cells: [
          .head(place.name, link: "/accounts/\(place.id)/category?category=\(category)"),
          .number(Shown.whole(place.fair.here.ours)), .number(fine(place.fair.here.share)),
          .number(fine(place.fair.elsewhere.share)), .number(Shown.index(place.fair.index)),
          .number(place.fair.gap.map(Shown.whole) ?? ""),
        ])
      },
      footnote: one.accounts.count > limit ? "The first \(limit) of \(one.accounts.count)." : nil)
  }

  /// One item's share is small: two decimals.
  private func fine(_ share: BasisPoints?) -> String { share.map { $0.formatted() } ?? "" }
}
