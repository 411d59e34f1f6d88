import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team
import TestCompany
import TestSupport

@testable import Forecasting
@testable import Sales

/// The small company with two and a half years of weekly sales: Alpha (a group of two banners) in the north, Gamma in
/// the south, two items each.
struct ForecastWorld {
  let company: SmallCompany
  let alpha: Account
  let east: Account
  let west: Account
  let gamma: Account
  private let folder: String

  static let lastWeek = Day("2026-11-15")!
  static let weeks = 130

  static func open(
    _ backing: Backing = .sqlite, weeks: Int = ForecastWorld.weeks,
    _ body: (ForecastWorld) async throws -> Void
  ) async throws {
    try await SmallCompany.open(
      backing, with: [salesCapability, forecastingCapability]
    ) { company in
      let alpha = try await company.add("Alpha", .group, owner: SmallCompany.north)
      let east = try await company.add("Alpha East", .banner, below: alpha.id)
      let west = try await company.add("Alpha West", .banner, below: alpha.id)
      let gamma = try await company.add("Gamma", .group, owner: SmallCompany.south)
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fc-\(ID<Fact>.new())").path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let world = ForecastWorld(
        company: company, alpha: alpha, east: east, west: west, gamma: gamma, folder: folder)
      try await world.load(weeks: (0..<weeks).reversed().map { Self.lastWeek.advanced(by: -7 * $0) })
      try await body(world)
    }
  }

  func context(_ who: ID<Actor> = SmallCompany.chief, on day: String = "2026-11-22") -> Context {
    company.context(who, on: day)
  }

  /// More sold in summer; Crisps sell four times what Bars do.
  static func units(_ store: String, _ item: String, _ week: Day) -> Int {
    let base = (store == "G 1" ? 40 : store == "W 1" ? 60 : 90) * (item == "Crisps" ? 4 : 1)
    let place = Double(week.ordinal % 364) / 364 * 2 * Double.pi
    let wobble = (week.ordinal / 7 * 7919 + store.utf8.reduce(0) { $0 + Int($1) } * 31) % 11 - 5
    return max(0, base + Int(Double(base) * 0.3 * sin(place)) + wobble)
  }

  /// Each account's file; `on`: the day on which it comes.
  func load(
    weeks: [Day], on day: String = "2026-11-16", stores: [String] = ["E 1", "W 1", "G 1"],
    items: [String] = ["Bar", "Crisps"], kind: SalesSource.Kind = .pos,
    _ units: (String, String, Day) -> Int? = ForecastWorld.units,
    offers: (String, String, Day) -> (price: String, feature: Int) = { _, _, _ in ("2.50", 0) }
  ) async throws {
    for account in ["Alpha", "Gamma"] {
      var rows = ["store,item,week,units,price,feature"]
      for store in stores where (account == "Gamma") == (store == "G 1") {
        for item in items {
          for week in weeks {
            guard let count = units(store, item, week) else { continue }
            let offer = offers(store, item, week)
            rows.append("\(store),\(item),\(week),\(count),\(offer.price),\(offer.feature)")
          }
        }
      }
      guard rows.count > 1 else { continue }
      let path = "\(folder)/\(account)-\(ID<Fact>.new()).csv"
      try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
      let source = account.lowercased() + (kind == .pos ? "" : "-in")
      let spec = LoaderSpec(
        name: source, title: account, notes: "",
        source: .init(
          code: source, name: "\(account) \(kind.rawValue)", kind: kind, currency: .usd, account: account),
        columns: [
          "store": .site, "item": .item, "week": .week, "units": .units, "price": .price, "feature": .feature,
        ],
        week: WeekRule(.weekEnding), category: "Snacks")
      let context = company.context(on: day)
      let result = try await SalesImport.run(
        ImportRequest(path: path, fileName: "sales.csv", loader: spec, unknown: .provisional, mode: .store),
        Context(
          actor: .commandLine, now: context.now, database: context.database, requestID: "test",
          folder: folder))
      precondition(result.rejected == 0, "a row of the world was not taken")
    }
    try await place("E 1", below: east)
    try await place("W 1", below: west)
  }

  private func place(_ store: String, below banner: Account) async throws {
    guard
      let found = try await context().read({ db in try Account.all(db).first { $0.name.hasSuffix(store) } }),
      found.parent != banner.id
    else { return }
    _ = try await Account.move(.init(id: found.id, parent: banner.id), context())
  }

  @discardableResult
  func forecast(
    _ input: ForecastVersion.New = .init(horizon: 12), on day: String = "2026-11-22",
    by who: ID<Actor> = SmallCompany.chief
  ) async throws -> ForecastVersion {
    let context = context(who, on: day)
    let work = try await context.read { try ForecastVersion.work(input, context, $0) }
    let made = try await ForecastVersion.make(work, context)
    return try await context.read { try ForecastVersion.find(made.version, for: context.actor, $0) }
  }

  func book(
    _ wanted: ForecastBook.Wanted = .init(weeks: 12), _ who: ID<Actor> = SmallCompany.chief,
    on day: String = "2026-11-22"
  ) async throws -> ForecastBook {
    let context = context(who, on: day)
    return try await context.read { try ForecastBook.read(wanted, context, $0) }
  }

  func product(_ name: String) async throws -> Product {
    try await context().read { db in
      try Product.all(db).first { $0.name == name } ?? { throw ProductRefusal.notThere }()
    }
  }
}
