import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import Team

extension LoaderSpec {
  /// The loaders of X12 reports.
  static let x12 = [x12Activity, x12Resale]

  private static let x12Weeks =
    "Each report says which days it covers; a figure is booked on the company week that holds most of them. What covers "
    + "more than seven days is rejected."

  private static let x12Columns: [String: SalesField] = [
    "city": .siteCity, "item": .item, "item_name": .itemName, "item_qualifier": .ignore, "day": .week,
    "period_start": .ignore, "period_end": .ignore, "units": .units, "value": .value, "price": .price,
  ]

  static let x12Activity: LoaderSpec = {
    var spec = x12(
      .activity, title: "X12 852, product activity (stores, items, days)",
      notes:
        "Sales (ZA with QS, Q1, TS or RE) come in, returns (QU, Q2, Q3) as negative sales; stock and orders are left "
        + "out and counted. Stores come from SDQ, or from N1.")
    spec.siteTitle = "Store {code}"
    return spec
  }()

  static let x12Resale: LoaderSpec = {
    var spec = x12(
      .resale, title: "X12 867, resale report (customers of a distributor)",
      notes:
        "Quantities sold (QTY with 32, 38 or 39) come in, returns (76, or PTD with RP, RB, BN) as negative sales; "
        + "stock and transfers are left out and counted. The site is the ship-to, the end customer, or else the "
        + "distributor.")
    spec.siteKind = .site
    spec.siteTitle = "Customer {code}"
    return spec
  }()

  private static func x12(_ kind: EDIHead.Kind, title: String, notes: String) -> LoaderSpec {
    var columns = x12Columns
    columns[kind.header[0]] = .site
    columns[kind.header[1]] = .siteName
    let name = "x12-\(kind.rawValue)"
    var spec = LoaderSpec(
      name: name, title: title, notes: notes,
      source: Source(code: name, name: "X12 \(kind.rawValue)", kind: .pos, currency: .usd, account: nil),
      columns: columns, week: WeekRule(.day), category: "New items")
    spec.grain = .sumIntoWeek
    spec.mayLackMoney = true
    spec.weekWords = x12Weeks
    return spec
  }

  /// Which reports a loader reads; nil for one of another kind of file.
  var x12Kind: EDIHead.Kind? {
    let names = Set(columns.keys)
    return [EDIHead.Kind.activity, .resale].first { names.isSuperset(of: $0.header) }
  }

  /// This loader for the reports of one sender: partners number their stores alike, so each is a source of its own.
  func x12(from head: EDIHead) -> LoaderSpec {
    var spec = self
    let word = SalesField.fold(head.sender)
    spec.source.code = String("\(name)-\(word)".prefix(60))
    spec.source.name = head.name
    spec.source.account = head.name
    return spec
  }
}

extension SalesDesk {
  /// The loader for an X12 file: the one named, or the one of its first report; nil where the file is none or the loader
  /// is somebody's own.
  static func x12Loader(
    _ name: String, for path: String, _ context: Context
  ) async throws -> LoaderSpec? {
    let own = LoaderSpec.x12.first { $0.name == name }
    guard own != nil || name == "auto", try EDIHead.begins(path), let head = try EDIHead(path: path) else {
      return nil
    }
    let spec = (own ?? (head.kind == .activity ? .x12Activity : .x12Resale)).x12(from: head)
    return try await context.read { db in
      var spec = spec
      // A source keeps its currency; a new one has the file's, or the company's where the file names none.
      spec.source.currency =
        try SalesSource.find(code: spec.source.code, db)?.currency
        ?? head.currency.flatMap { Currency($0) } ?? Company.current(db).currency
      return spec
    }
  }
}
