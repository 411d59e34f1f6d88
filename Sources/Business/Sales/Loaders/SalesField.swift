import Blueprint
import Foundation

/// What a column of a sales file means.
package enum SalesField: String, Choice, CodingKeyRepresentable {
  case ignore
  case site
  case siteName = "site-name"
  case siteCity = "site-city"
  /// The banner, region or client that a site belongs to.
  case siteParent = "site-parent"
  case item
  case itemName = "item-name"
  /// The category or segment that an item belongs to.
  case itemParent = "item-parent"
  case week
  case units
  /// The natural logarithm of whole units.
  case logUnits = "log-units"
  case value
  case price
  case basePrice = "base-price"
  /// Cost of all units; `unitCost` is of one.
  case cost
  case unitCost = "unit-cost"
  case promotedShare = "promoted-share"
  case feature, display
  case priceCut = "price-cut"
  /// On promotion, the file does not say how.
  case promotion
  case acv
  /// Says which rows are returns.
  case returned

  /// As the mapping step offers it.
  package var label: String {
    switch self {
    case .ignore: "Leave out"
    case .site: "Site code"
    case .siteName: "Site name"
    case .siteCity: "Site's city"
    case .siteParent: "Site's banner or region"
    case .item: "Item code"
    case .itemName: "Item name"
    case .itemParent: "Item's category"
    case .week: "Week or day"
    case .units: "Units"
    case .logUnits: "Units as natural logarithm"
    case .value: "Value"
    case .price: "Price of one"
    case .basePrice: "Regular price of one"
    case .cost: "Cost of all units"
    case .unitCost: "Cost of one"
    case .promotedShare: "Share on promotion (0 to 1)"
    case .feature: "Featured (yes or no)"
    case .display: "On display (yes or no)"
    case .priceCut: "Price cut (yes or no)"
    case .promotion: "On promotion (yes or no)"
    case .acv: "% ACV"
    case .returned: "Marks returns"
    }
  }

  /// The field that a header most likely means; nil where nobody knows.
  package static func guessed(from header: String) -> SalesField? {
    let folded = fold(header)
    return bySynonym[folded]
  }

  /// Headers are compared without case, accents, blanks and marks.
  static func fold(_ header: String) -> String {
    var folded = ""
    for scalar in header.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": folded.unicodeScalars.append(scalar)
      case "ł": folded += "l"
      case "ø": folded += "o"
      case "ß": folded += "ss"
      case "æ": folded += "ae"
      default: continue
      }
    }
    return folded
  }
}
