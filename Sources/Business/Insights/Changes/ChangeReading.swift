import Blueprint
import Foundation
import Kernel
import Sales
import Storage

/// Reads the series that are searched: each account at the top of the tree by category and by item, and in total each
/// account that stands directly above stores.
struct ChangeReading: Sendable {
  let accounts: DriverTree
  let products: DriverTree
  let accountParts: [Int32: Int32]
  let productParts: [Int32: Int32]
  let ground: DriverReading.Ground
  let weeks: ClosedRange<Int32>

  private static let quantities: [SegmentScan.Quantity] = [
    .total(.value), .flagged(.value, .feature), .flagged(.value, .display), .flagged(.value, .priceCut),
  ]
  /// Four years tell a season from a change.
  private static let mostWeeks: Int32 = 208

  /// All accounts, whoever imported last; what a reader sees of it is cut when it is shown. Nil where nothing was sold.
  init?(_ context: Context, _ db: Connection) throws {
    let everyone = Context(
      actor: .commandLine, now: context.now, database: context.database, requestID: context.requestID,
      folder: context.folder)
    let reading = try DriverReading(account: nil, product: nil, DriverQuery(id: ""), everyone, db)
    guard let ground = try reading.ground() else { return nil }
    self.ground = ground
    accounts = reading.accounts
    products = reading.products
    accountParts = reading.accountParts
    productParts = reading.productParts
    let last = Int32(ground.through.ordinal)
    weeks = (last - Self.mostWeeks + 1)...last
  }

  /// Grows with every change of what counts.
  var state: String {
    ground.sources.map { "\($0.number):\($0.stateVersion)" }.joined(separator: " ")
  }

  /// Products at the top of their tree: categories.
  var categories: [Int32] { Set(productParts.values).sorted() }

  private func points(
    _ products: [Int32]?, _ axes: SegmentScan.Axes, sites: [Int32: Int32], _ db: Connection
  ) throws -> [FactSums.Key: ChangeSeries.Point] {
    var question = FactQuestion(
      Self.quantities, of: ground.sources, in: SalesScope(weeks: weeks, sites: nil, products: products),
      by: axes)
    question.siteGroups = sites
    return try question.answer(db).cells.mapValues { cell in
      ChangeSeries.Point(value: cell.sums[0] ?? 0, flagged: cell.sums.dropFirst().map { $0 ?? 0 })
    }
  }

  /// One category's series: of the category and of its items, at each account at the top.
  func series(ofCategory category: Int32, _ db: Connection) throws -> (
    whole: [Int32: [Int32: ChangeSeries.Point]], items: [DriverReading.Key: [Int32: ChangeSeries.Point]]
  ) {
    let products = productParts.filter { $0.value == category }.map(\.key).sorted()
    let cells = try points(products, [.item, .site, .week], sites: accountParts, db)
    var whole: [Int32: [Int32: ChangeSeries.Point]] = [:]
    var items: [DriverReading.Key: [Int32: ChangeSeries.Point]] = [:]
    for (key, point) in cells {
      items[DriverReading.Key(holder: key.site, product: key.item), default: [:]][key.week] = point
      whole[key.site, default: [:]][key.week] = (whole[key.site]?[key.week] ?? .init()) + point
    }
    return (whole, items)
  }

  /// The total of each account that stands above stores, but for those at the top.
  func totals(_ db: Connection) throws -> [Int32: [Int32: ChangeSeries.Point]] {
    let holders = accountParts.keys.map { ($0, accounts.holder(of: $0, in: nil)) }
      .filter { accountParts[$0.1] != $0.1 }
    var totals: [Int32: [Int32: ChangeSeries.Point]] = [:]
    let sites = Dictionary(uniqueKeysWithValues: holders)
    guard !sites.isEmpty else { return totals }
    for (key, point) in try points(nil, [.site, .week], sites: sites, db) {
      totals[key.site, default: [:]][key.week] = point
    }
    return totals
  }
}
