/// What a quantity of a report is about.
enum EDIQuantity: Equatable {
  case sold
  /// Sold less what came back.
  case soldNet
  case returned
  /// Stock, orders and the like: known, and no sale.
  case other(String)

  /// Element 859 of ZA: what an 852 tells about an item. Nil for a code that is not in the list.
  static func activity(_ code: String) -> EDIQuantity? {
    switch code {
    case "QS", "TS", "RE": .sold
    case "Q1": .soldNet
    case "QU", "Q2", "Q3": .returned
    default: activities[code].map { .other($0) }
    }
  }

  /// Element 673 of QTY, as far as resale reports use it.
  static func qualifier(_ code: String) -> EDIQuantity? {
    switch code {
    case "32", "38", "39": .sold
    case "76": .returned
    default: qualifiers[code].map { .other($0) }
    }
  }

  private static let activities = [
    "QA": "on hand", "OH": "gross on hand", "QB": "opening balance", "QE": "closing balance",
    "QC": "committed", "QD": "additional demand", "QF": "in bond", "QH": "on hold or damaged",
    "DG": "damaged", "HL": "on hold", "QI": "in transit", "QK": "not listed", "QL": "least stock",
    "QM": "most stock", "QN": "planned stock", "QO": "out of stock", "QP": "on order", "QR": "received",
    "QT": "stock adjustment", "QW": "withdrawn from the warehouse", "QX": "requested", "QZ": "transferred",
    "LS": "lost sales", "OQ": "planned order", "PO": "reorder point", "PA": "production adjustment",
    "BS": "bailment sales", "BT": "transport sales", "MS": "military sales", "OF": "off-premise sales",
    "OP": "on-premise sales", "WQ": "wholesale sales",
  ]

  private static let qualifiers = [
    "17": "on hand", "20": "unusable", "27": "committed", "31": "additional demand",
    "33": "available for sale", "34": "not committed", "36": "distributor's stock", "40": "remaining",
    "63": "on order", "72": "least stock", "73": "most stock", "77": "transferred in",
    "78": "transferred out", "87": "received", "QH": "on hold", "IQ": "in transit",
  ]
}

/// Element 521 of PTD: what happened to the goods of an 867.
enum EDITransfer {
  case sale, goodsBack
  /// Between houses, into stock, to a charity: no sale.
  case other(String)

  static func type(_ code: String) -> EDITransfer? {
    switch code {
    case "SS", "SD", "SH", "DS", "CS", "BP", "SU", "PD", "": .sale
    case "BN", "RB", "RP", "RU": .goodsBack
    default: others[code].map { .other($0) }
    }
  }

  private static let others = [
    "IB": "between branches", "IA": "stock adjustment", "SA": "stocking adjustment",
    "RC": "received from the vendor", "RV": "returned to the vendor", "PA": "price adjustment",
    "PB": "price book", "RA": "order applied again", "SM": "samples", "SC": "scrap", "BB": "demand only",
    "BR": "exchange", "BM": "loan", "CC": "given to charity", "CO": "replaced after a complaint",
    "BS": "bailment stock", "TD": "for disposal", "BJ": "relocation",
  ]
}

/// Whose codes LIN may carry, the best first: a GTIN is the same for everybody, a retailer's number is not.
enum EDIItemCode {
  static let preferred = [
    "UP", "EN", "UK", "EO", "UA", "UI", "UD", "UE", "UN", "ND", "IB", "VN", "VA", "VP", "VC", "MG", "MN",
    "IN",
    "CB", "SK", "BP", "PI", "PN", "PU",
  ]
  /// Known, and no code of an item: colour, size, lot, model, serial number, group.
  static let attributes: Set = [
    "BO", "VE", "IZ", "SZ", "LT", "MF", "SN", "ZZ", "PG", "CM", "PL", "EC", "ST", "BL", "CR", "GC", "DV",
    "MA",
  ]
}

/// Prices of CTP02 that a buyer pays at the till or to the distributor; all others are costs and list prices.
enum EDIPrice {
  static let ofSale: Set = ["", "RES", "RTL", "ACT", "PRP", "SPC", "INV", "NET", "CON"]
}

/// Units of measure that count single items, and those that weigh or measure them.
enum EDIUnit {
  static let single: Set = ["", "EA", "UN", "PC"]
  static let measured: Set = ["LB", "KG", "GR", "OZ", "LT", "ML", "GA", "FT", "YD", "MR"]
  static let money = "DO"

  /// Whether a quantity in this unit stands as it is: a case must be taken apart first.
  static func isCounted(_ unit: String) -> Bool { single.contains(unit) || measured.contains(unit) }
}
