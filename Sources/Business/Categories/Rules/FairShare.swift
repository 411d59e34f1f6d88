package import Kernel

/// Our sales and the category's, in one place over one period; ten-thousandths of the currency's unit.
///
/// The category is the retailer's: all that shoppers bought of it, competitors' items included.
package struct CategorySales: Codable, Hashable, Sendable {
  package var ours: Int64
  package var category: Int64

  package static let none = CategorySales(ours: 0, category: 0)

  package init(ours: Int64, category: Int64) {
    self.ours = ours
    self.category = category
  }

  /// Nil where the category sold nothing.
  package var share: BasisPoints? { BasisPoints(ours, of: category) }
  package var theirs: Int64 { category - ours }

  package static func + (left: CategorySales, right: CategorySales) -> CategorySales {
    CategorySales(ours: left.ours + right.ours, category: left.category + right.category)
  }
  package static func - (left: CategorySales, right: CategorySales) -> CategorySales {
    CategorySales(ours: left.ours - right.ours, category: left.category - right.category)
  }
}

/// Our share in one place, held against our share in the rest of the market.
package struct FairShare: Codable, Hashable, Sendable {
  package let here: CategorySales
  /// All other places; never this one too, or a large account would be compared with itself.
  package let elsewhere: CategorySales
  /// Share here / share in the rest of the market x 100, in hundredths: 8182 reads 81.8. Nil where either is unknown.
  package let index: Int64?
  /// What we would sell here at the share that we have elsewhere.
  package let fairSales: Int64?
  /// What we would sell more here then: (share elsewhere - share here) x the category here. Below zero where we lead.
  package let gap: Int64?

  package init(here: CategorySales, elsewhere: CategorySales) {
    self.here = here
    self.elsewhere = elsewhere
    let isKnown = here.category > 0 && elsewhere.category > 0 && elsewhere.ours > 0
    index =
      isKnown
      ? Quotient.rounded(
        Int128(here.ours) * Int128(elsewhere.category) * 10_000,
        Int128(here.category) * Int128(elsewhere.ours)) : nil
    fairSales =
      elsewhere.category > 0
      ? Quotient.share(elsewhere.ours, of: elsewhere.category, times: here.category) : nil
    gap = fairSales.map { $0 - here.ours }
  }
}

/// A gap told apart: what lies in our share of each segment, and what in the segments that this account plays.
package struct GapParts: Codable, Hashable, Sendable {
  /// By the segment's number: (share elsewhere - share here) x the segment here.
  package let segments: [Int32: Int64]
  /// The rest: this account sells more, or less, of the segments in which we are strong. Not ours to close by selling.
  package let mix: Int64

  /// Segments without sales here or elsewhere have no share to compare; theirs is in the mix.
  package init?(_ segments: [Int32: FairShare]) {
    let zero = FairShare(here: .none, elsewhere: .none)
    let whole = segments.values.reduce(zero) { sum, one in
      FairShare(here: sum.here + one.here, elsewhere: sum.elsewhere + one.elsewhere)
    }
    guard let gap = whole.gap else { return nil }
    let parts = segments.compactMapValues { $0.here.category > 0 ? $0.gap : nil }
    self.segments = parts
    mix = gap - parts.values.reduce(0, +)
  }

  package var whole: Int64 { segments.values.reduce(mix, +) }
}
