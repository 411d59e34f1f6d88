import Blueprint

/// What a category is for at an account, in the buyer's own strategy: it decides how much space, price and promotion
/// it gets.
package enum CategoryRole: String, Choice {
  case destination, routine, occasional, convenience

  package var meaning: String {
    switch self {
    case .destination: "Shoppers choose this retailer for it: widest range, keenest prices."
    case .routine: "Bought every week: competitive range and price, steady space."
    case .occasional: "Bought for a season or an occasion: range and space come and go."
    case .convenience: "Completes the basket: few items, margin before price."
    }
  }
}
