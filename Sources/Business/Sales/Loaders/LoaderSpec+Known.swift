import Accounts
import Kernel

extension LoaderSpec {
  /// The loaders that come with the product.
  package static let known: [LoaderSpec] =
    [
      analgesics, orangeJuice, onlineRetail, coffee, sugar, completeJourney, vn1,
    ] + x12

  /// The name of the loader for files of no known source.
  static let generic = "weekly"

  private static let dominicks = "Dominick's"

  /// Store x week x brand of headache remedies, with price and wholesale cost of one.
  static let analgesics: LoaderSpec = {
    var spec = LoaderSpec(
      name: "analgesics", title: "Dominick's analgesics (store, week, brand)",
      notes:
        "The weeks of the file are relative: nothing in it says when week 1 was. Unless weekOne says "
        + "otherwise, "
        + "week 1 is taken to begin on 14 September 1989, as the retailer's own week 1 does. Value is "
        + "units times "
        + "price, cost is units times wholesale cost, both exact; store customers are left out.",
      source: Source(
        code: "dominicks-analgesics", name: "Dominick's analgesics", kind: .pos, currency: .usd,
        account: dominicks,
        siteCodes: "dominicks"),
      columns: [
        "store": .site, "week": .week, "brand": .item, "units": .units, "price": .price,
        "promotion": .promotedShare,
        "wholesale_cost": .unitCost, "store_customers": .ignore,
      ],
      week: WeekRule(.number, weekOne: Day("1989-09-14"), assumed: true), category: "Analgesics")
    spec.siteTitle = "Store {code}"
    spec.itemTitle = "Analgesic brand {code}"
    return spec
  }()

  /// Store x week x brand of refrigerated juice; units are ounces and stand as a logarithm.
  static let orangeJuice: LoaderSpec = {
    var spec = LoaderSpec(
      name: "orange-juice", title: "Dominick's refrigerated orange juice (store, week, brand)",
      notes:
        "logmove is the natural logarithm of the movement: each exp(logmove) is a whole number of ounces, a "
        + "multiple of the pack. So units are ounces as published, and price1 to price11 are per ounce. "
        + "Value is "
        + "ounces times the price of the row's own brand, rounded to a ten-thousandth of a dollar per row. "
        + "Weeks are "
        + "the retailer's: week 1 began on Thursday 14 September 1989. deal counts as a price cut, feat "
        + "above zero "
        + "as a feature; profit (a margin in percent) is left out.",
      source: Source(
        code: "dominicks-orange-juice", name: "Dominick's orange juice", kind: .pos, currency: .usd,
        account: dominicks,
        siteCodes: "dominicks"),
      columns: [
        "store": .site, "brand": .item, "week": .week, "logmove": .logUnits, "deal": .priceCut,
        "feat": .feature,
        "profit": .ignore, "constant": .ignore,
      ],
      week: WeekRule(.number, weekOne: Day("1989-09-14")), category: "Refrigerated orange juice")
    spec.pricePattern = "price{item}"
    spec.siteTitle = "Store {code}"
    spec.itemTitle = "Orange juice brand {code}"
    spec.itemNames = [
      "1": "Tropicana Premium 64 oz", "2": "Tropicana Premium 96 oz", "3": "Florida's Natural 64 oz",
      "4": "Tropicana 64 oz", "5": "Minute Maid 64 oz", "6": "Minute Maid 96 oz", "7": "Citrus Hill 64 oz",
      "8": "Tree Fresh 64 oz", "9": "Florida Gold 64 oz", "10": "Dominicks 64 oz", "11": "Dominicks 128 oz",
    ]
    return spec
  }()

  /// Invoice lines of a gift wholesaler, by day.
  static let onlineRetail: LoaderSpec = {
    var spec = LoaderSpec(
      name: "online-retail", title: "Online retail invoices (UCI layout)",
      notes:
        "Every line counts: credits (invoice numbers with a C) are negative, zero prices stand, lines that "
        + "repeat "
        + "another in every field are kept and counted. Lines without a customer are booked on the site "
        + "“(no customer)”, so that the total is the total of all lines. Days are added up into the "
        + "company's weeks. "
        + "Postage, carriage, fees, samples, discounts and vouchers become items marked as no merchandise.",
      source: Source(
        code: "online-retail", name: "Online retail invoices", kind: .shipment, currency: .gbp,
        account: "Online gift customers"),
      columns: [
        "InvoiceNo": .ignore, "StockCode": .item, "Description": .itemName, "Quantity": .units,
        "InvoiceDate": .week,
        "UnitPrice": .price, "CustomerID": .site, "Country": .siteCity,
      ],
      week: WeekRule(.day), category: "Gifts")
    spec.grain = .sumIntoWeek
    spec.siteKind = .site
    spec.siteTitle = "Customer {code}"
    spec.siteless = "(no customer)"
    spec.countsRepeats = true
    spec.services = [
      "POST", "DOT", "M", "m", "C2", "S", "D", "BANK CHARGES", "AMAZONFEE", "CRUK", "B", "PADS",
      "gift_0001_10",
      "gift_0001_20", "gift_0001_30", "gift_0001_40", "gift_0001_50",
    ]
    return spec
  }()
}
