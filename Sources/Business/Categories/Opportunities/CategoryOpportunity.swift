import Blueprint
import Catalog
import Kernel

/// Money that a category leaves on the table at an account, as one reader may know it.
struct CategoryOpportunity: Sendable, Hashable {
  enum Kind: String, Choice {
    /// Our share here is below our share in the rest of the market.
    case gap
    /// Stores that ought to sell our items and do not.
    case voids
  }

  let kind: Kind
  let account: String
  let category: ID<Product>
  let categoryName: String
  let currency: Currency
  /// A gap in a year's sales, voids in a quarter's; ten-thousandths of the currency's unit.
  let value: Int64
  /// How the value came about, in one sentence with its figures.
  let reckoning: String
  /// What speaks for it, in one sentence with its figures.
  let reason: String

  /// How often such a talk succeeds: an assumption until the company's own record says better, and told as one.
  var chance: BasisPoints { kind == .gap ? BasisPoints(1_000) : BasisPoints(4_000) }
  var chanceWords: String {
    kind == .gap
      ? "assumed: one gap in ten is closed within a year" : "assumed: two voids in five are filled once told"
  }

  func step() -> NextStep {
    let address = "/accounts/\(account)/"
    return NextStep(
      key: "category-\(kind.rawValue):\(account):\(category)", account: account,
      title: kind == .gap ? "Raise our share of \(categoryName)" : "Have the voids in \(categoryName) filled",
      reason: reason, evidence: address + "\(kind == .gap ? "category" : "voids")?category=\(category)",
      stake: Money(tenThousandths: value, currency: currency), stakeWords: reckoning,
      chance: chance, chanceWords: chanceWords)
  }
}

extension CategoryOpportunity {
  /// A gap over a period of `weeks`, brought to a year.
  static func gap(
    _ fair: FairShare, _ category: Product, account: String, weeks: Int, currency: Currency
  ) -> CategoryOpportunity? {
    guard let gap = fair.gap, gap > 0, weeks > 0, let here = fair.here.share,
      let there = fair.elsewhere.share,
      let year = Quotient.rounded(Int128(gap) * 52, Int128(weeks))
    else { return nil }
    return CategoryOpportunity(
      kind: .gap, account: account, category: category.id, categoryName: category.name, currency: currency,
      value: year,
      reckoning:
        "(\(Shown.share(there)) - \(Shown.share(here))) of the category's \(Shown.whole(fair.here.category)) in "
        + "\(weeks) weeks, a year",
      reason:
        "Our share is \(Shown.share(here)) here and \(Shown.share(there)) in the rest of the market you see.")
  }

  /// The voids of a category, by what like stores sell in a week.
  static func voids(
    _ lines: [Voids.Line], _ category: Product, account: String, currency: Currency
  ) -> CategoryOpportunity? {
    let priced = lines.filter { $0.weekly != nil }
    let weekly = priced.compactMap(\.weekly?.middle).reduce(0, +)
    guard weekly > 0, let first = priced.first else { return nil }
    let stores = Set(priced.map(\.store)).count
    return CategoryOpportunity(
      kind: .voids, account: account, category: category.id, categoryName: category.name, currency: currency,
      value: weekly * 13,
      reckoning:
        "\(Shown.whole(weekly)) a week at like stores x 13 weeks, before what they take from our other items",
      reason:
        "\(Shown.count(priced.count, "item is", "items are")) missing at \(Shown.count(stores, "store", "stores")); "
        + "the dearest: \(first.itemName) at \(first.storeName).")
  }
}
