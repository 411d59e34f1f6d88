import Blueprint

/// What a column of a sales file means.
package enum SalesField: String, Choice {
  case ignore
  case site
  case siteName = "site-name"
  case siteCity = "site-city"
  case item
  case itemName = "item-name"
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

  /// As the mapping step offers it.
  package var label: String {
    switch self {
    case .ignore: "Leave out"
    case .site: "Site code"
    case .siteName: "Site name"
    case .siteCity: "Site's city"
    case .item: "Item code"
    case .itemName: "Item name"
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
    }
  }

  /// Headers that many sources write for it, folded: letters and digits only.
  var synonyms: [String] {
    switch self {
    case .ignore, .logUnits: []
    case .site:
      [
        "site", "store", "storeid", "storeno", "storenumber", "storenbr", "storecode", "sitecode", "siteid",
        "outlet",
        "location", "shipto", "customer", "customerid", "depot", "market",
      ]
    case .siteName: ["sitename", "storename", "customername", "outletname", "locationname", "shiptoname"]
    case .siteCity: ["city", "town", "sitecity", "storecity"]
    case .item:
      [
        "item", "itemid", "itemcode", "itemno", "itemnumber", "itemnbr", "sku", "upc", "ean", "gtin",
        "product",
        "productid", "productcode", "article", "articleno", "material", "stockcode",
      ]
    case .itemName:
      [
        "itemname", "itemdescription", "itemdesc", "description", "productname", "productdescription",
        "articlename",
      ]
    case .week:
      [
        "week", "weekending", "weekend", "weekenddate", "weekendingdate", "weekstart", "weekstarting",
        "weekbeginning",
        "weekcommencing", "date", "day", "invoicedate", "period", "weekno", "weeknumber", "yearweek",
        "isoweek",
      ]
    case .units:
      [
        "units", "qty", "quantity", "unitsales", "salesunits", "unitssold", "posqty", "posunits", "volume",
        "shipped",
      ]
    case .value:
      [
        "value", "sales", "salesvalue", "dollars", "dollarsales", "amount", "revenue", "turnover", "netsales",
        "possales",
        "retailvalue", "grosssales",
      ]
    case .price: ["price", "unitprice", "averageprice", "avgprice", "sellingprice", "retailprice"]
    case .basePrice: ["baseprice", "regularprice", "regprice", "listprice"]
    case .cost: ["cost", "totalcost", "costvalue"]
    case .unitCost: ["unitcost", "wholesalecost", "costprice"]
    case .promotedShare: ["promotedshare", "promoshare", "ondealshare"]
    case .feature: ["feature", "feat", "featured", "mailer"]
    case .display: ["display", "disp"]
    case .priceCut: ["tpr", "pricecut", "pricereduction", "temporarypricereduction"]
    case .promotion: ["flag", "promo", "promotion", "onpromotion", "promoflag", "deal", "ondeal"]
    case .acv: ["acv", "pctacv", "percentacv"]
    }
  }

  /// The field that a header most likely means; nil where nobody knows.
  package static func guessed(from header: String) -> SalesField? {
    let folded = fold(header)
    return allCases.first { $0.synonyms.contains(folded) }
  }

  /// Headers are compared without case, blanks and marks.
  static func fold(_ header: String) -> String {
    String(header.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) })
  }
}
