import Accounts
import Kernel

// Published data sets: months in zloty, weeks with display and mailer codes, deliveries by client and warehouse.
extension LoaderSpec {
  /// Polish supermarket scanner data: store x month x product, coffee by the kilogram.
  static let coffee = scanner("coffee", category: "Coffee")
  /// The same of sugar.
  static let sugar = scanner("sugar", category: "Sugar")

  private static func scanner(_ name: String, category: String) -> LoaderSpec {
    var spec = LoaderSpec(
      name: "scanner-pl-\(name)", title: "Polish scanner data, \(name) (month, store, product)",
      notes:
        "One row is a month: its first day stands for it. Price is per kilogram, or per litre, in zloty; value is "
        + "quantity times price, exact. The description is the segment below the category. The two files have the same "
        + "columns: name the loader for sugar.",
      source: Source(
        code: "scanner-pl-\(name)", name: "Polish scanner data, \(name)", kind: .pos,
        currency: Currency("PLN") ?? .eur, account: "Polish supermarkets", siteCodes: "scanner-pl"),
      columns: [
        "month": .week, "price": .price, "quantity": .units, "product_id": .item, "store_id": .site,
        "description": .itemParent,
      ],
      week: WeekRule(.month), category: category)
    spec.siteTitle = "Supermarket {code}"
    spec.itemTitle = "\(category) {code}"
    return spec
  }

  /// Store x week x product of fifteen categories, with the places of display and mailer.
  static let completeJourney: LoaderSpec = {
    var spec = LoaderSpec(
      name: "complete-journey", title: "The Complete Journey (store, week, product)",
      notes:
        "sales_value is what the retailer took. A display or mailer code other than 0 means that the item was on "
        + "display or in the mailer; a discount above zero counts as a price cut. A product on two places in a week "
        + "has two rows, which are added up. Week 1 is taken to begin on Sunday 1 January 2017. Load the product master "
        + "with the loader complete-journey-products, before or after.",
      source: Source(
        code: "complete-journey", name: "The Complete Journey", kind: .pos, currency: .usd,
        account: "The Complete Journey"),
      columns: [
        "store_id": .site, "week": .week, "product_id": .item, "units": .units, "sales_value": .value,
        "retail_disc": .priceCut, "coupon_disc": .ignore, "coupon_match_disc": .ignore, "households": .ignore,
        "baskets": .ignore, "display_location": .display, "mailer_location": .feature,
        "manufacturer_id": .ignore,
        "brand": .ignore, "product_category": .itemParent, "product_type": .itemName,
      ],
      week: WeekRule(.number, weekOne: Day("2017-01-01"), assumed: true), category: "Groceries")
    spec.grain = .sumIntoWeek
    spec.unpromoted = ["0"]
    spec.siteTitle = "Store {code}"
    spec.itemTitle = "Product {code}"
    return spec
  }()

  /// Weekly demand by client, warehouse and product; the price is missing where nothing was sold.
  static let vn1: LoaderSpec = {
    var spec = LoaderSpec(
      name: "vn1", title: "VN1 challenge (client, warehouse, product, week)",
      notes:
        "A warehouse belongs to one client, which stands above it. Units times the price of the week is the value, "
        + "rounded to a ten-thousandth per row. Rows without units have no price and are weeks of no demand. The file "
        + "names no currency: USD is taken unless you say otherwise.",
      source: Source(
        code: "vn1", name: "VN1 deliveries", kind: .shipment, currency: .usd, account: "VN1 clients"),
      columns: [
        "client": .siteParent, "warehouse": .site, "product": .item, "week_start": .week, "phase": .ignore,
        "units": .units, "price": .price,
      ],
      week: WeekRule(.weekStarting), category: "VN1 products")
    spec.siteKind = .dc
    spec.siteTitle = "Warehouse {code}"
    spec.itemTitle = "Product {code}"
    spec.parentTitle = "Client {code}"
    return spec
  }()
}
