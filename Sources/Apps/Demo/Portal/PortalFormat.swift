package import Kernel

/// How one retailer's portal writes its weekly sales; all 24 are one of six, with weeks of their own.
package struct PortalFormat: Sendable {
  package enum DateStyle: Sendable { case iso, american, german, compact }
  package enum FlagStyle: Sendable {
    /// Three columns of Y and N, three of 1 and 0, or one column of letters (`F`, `D`, `T`).
    case yesNo, oneZero, letters
  }

  package let header: [String]
  package let delimiter: UInt8
  package let dates: DateStyle
  package let flags: FlagStyle
  /// `,` in continental files, with `.` between thousands.
  package let decimal: UInt8
  /// Written before each price, such as `$`.
  package let currencyMark: String
  /// Written before a store's number, and how many digits it has.
  package let storePrefix: String
  package let storeDigits: Int
  /// Lines above the header, and whether a last line carries the totals.
  package let titles: [String]
  package let hasTotals: Bool
  /// Whether every field stands in quotes.
  package let isQuoted: Bool
  /// The day on which the retailer's weeks end; most of its days lie in the company's week.
  package let weekEnding: Weekday

  /// A retailer's format.
  package static func of(_ retailer: DemoRetailer) -> PortalFormat {
    let kinds = [plain, american, continental, tabbed, titled, quoted]
    let endings: [Weekday] = [.saturday, .friday, .sunday, .saturday, .wednesday, .monday]
    // Shifted by a sixth per round, so that a format and a weekday do not always meet.
    return kinds[retailer.index % 6](endings[(retailer.index + retailer.index / 6) % 6])
  }

  private static func plain(_ ending: Weekday) -> PortalFormat {
    PortalFormat(
      header: ["store", "item", "week", "units", "price", "base_price", "feature", "display", "tpr"],
      delimiter: 44, dates: .iso, flags: .oneZero, decimal: 46, currencyMark: "", storePrefix: "",
      storeDigits: 0,
      titles: [], hasTotals: false, isQuoted: false, weekEnding: ending)
  }

  private static func american(_ ending: Weekday) -> PortalFormat {
    PortalFormat(
      header: [
        "Store Nbr", "UPC", "Week Ending", "POS Qty", "Unit Retail", "Regular Retail", "Feature", "Display",
        "TPR",
      ],
      delimiter: 44, dates: .american, flags: .yesNo, decimal: 46, currencyMark: "$", storePrefix: "",
      storeDigits: 5, titles: [], hasTotals: true, isQuoted: false, weekEnding: ending)
  }

  private static func continental(_ ending: Weekday) -> PortalFormat {
    PortalFormat(
      header: ["Filiale", "Artikel", "Woche bis", "Menge", "Preis", "Normalpreis", "Aktion"],
      delimiter: 59, dates: .german, flags: .letters, decimal: 44, currencyMark: "", storePrefix: "F-",
      storeDigits: 4, titles: [], hasTotals: false, isQuoted: false, weekEnding: ending)
  }

  private static func tabbed(_ ending: Weekday) -> PortalFormat {
    PortalFormat(
      header: ["SITE", "PRODUCT", "WK_END", "QTY", "PRICE", "REG_PRICE", "PROMO"],
      delimiter: 9, dates: .compact, flags: .letters, decimal: 46, currencyMark: "", storePrefix: "S",
      storeDigits: 6, titles: [], hasTotals: false, isQuoted: false, weekEnding: ending)
  }

  private static func titled(_ ending: Weekday) -> PortalFormat {
    PortalFormat(
      header: [
        "Location", "Item Number", "Week", "Units Sold", "Avg Price", "Base Price", "Feat", "Disp", "TPR",
      ],
      delimiter: 44, dates: .iso, flags: .yesNo, decimal: 46, currencyMark: "", storePrefix: "#",
      storeDigits: 4,
      titles: ["Weekly sales by store and item", "Confidential: for the supplier named above", ""],
      hasTotals: true, isQuoted: false, weekEnding: ending)
  }

  private static func quoted(_ ending: Weekday) -> PortalFormat {
    PortalFormat(
      header: ["outlet", "ean", "period_end", "volume", "price", "list", "f", "d", "t"],
      delimiter: 124, dates: .compact, flags: .oneZero, decimal: 46, currencyMark: "", storePrefix: "",
      storeDigits: 4, titles: [], hasTotals: false, isQuoted: true, weekEnding: ending)
  }

  /// The last day of the retailer's week that shares most days with a week of the company.
  package func lastDay(for week: Week) -> Day {
    let ahead = (weekEnding.rawValue - week.lastDay.weekday.rawValue + 7) % 7
    return week.lastDay.advanced(by: ahead > 3 ? ahead - 7 : ahead)
  }
}
