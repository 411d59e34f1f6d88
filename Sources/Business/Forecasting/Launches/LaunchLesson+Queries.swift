import Accounts
package import Blueprint
package import Kernel
import Sales
package import Storage
import TimeSeries

/// A launch with the curve that a forecast of today would take for it.
package struct LaunchLesson: Reply {
  /// A week after the launch, in parts of what the item sells when it has settled.
  package struct Point: Codable, Sendable, Hashable {
    package let week: Int
    package let share: BasisPoints
    /// Of the stores that sell it then, and of what one of them sells; nil where nobody knows.
    package let stores: BasisPoints?
    package let perStore: BasisPoints?
  }

  package struct Wanted: Codable, Sendable { package var id: ID<ItemLaunch> }

  package let launch: ItemLaunch
  package let points: [Point]
  /// How many past launches, one an account and item, it was learned from; none: the width is assumed.
  package let launches: Int
  package let words: [String]
  /// Where four of five launches ended, against what their like let one expect.
  package let low80: BasisPoints
  package let high80: BasisPoints
  /// The newest forecast in which the item stands.
  package let version: ID<ForecastVersion>?

  package static func read(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> LaunchLesson {
    let launch = try ItemLaunch.find(wanted.id, for: context.actor, db)
    let lesson = try lesson(launch, db), curve = lesson.curve
    let range = curve.range(80, week: LaunchCurve.growing)
    func points(_ share: Double) -> BasisPoints { BasisPoints(Int((min(100, share) * 10_000).rounded())) }
    return LaunchLesson(
      launch: launch,
      points: curve.shares.indices.map { place in
        Point(
          week: place + 1, share: points(curve.shares[place]),
          stores: curve.stores.isEmpty ? nil : points(curve.stores[place]),
          perStore: curve.perStore.isEmpty ? nil : points(curve.perStore[place]))
      }, launches: curve.isAssumed ? 0 : curve.launches, words: [lesson.growth, lesson.width(own: 0)],
      low80: points(range.low), high80: points(range.high), version: try version(of: launch, context, db))
  }

  private static func lesson(_ launch: ItemLaunch, _ db: Connection) throws -> PastLaunches.Lesson {
    let kinds = Set(try SalesSource.all(db).map(\.kind))
    let all = try DemandGround(kinds.contains(.pos) ? .pos : .shipment, below: nil, knownOn: nil, db)
    let models = launch.likes.map(\.product) + [launch.replaces].compactMap { $0 }
    let byID = Dictionary(uniqueKeysWithValues: all.productIDs.map { ($0.value.text, $0.key) })
    let numbers = models.compactMap { byID[$0] }
    let categories = Set(numbers.compactMap { all.categories[$0] })
    let ground = all.narrowed { all.categories[$0].map(categories.contains) ?? numbers.contains($0) }
    let demand = try Demand(ground, .item, db)
    let account = all.planned.first { $0.value.id.text == launch.account }?.key
    return PastLaunches(ground, demand).lesson(like: numbers, at: account)
  }

  private static func version(
    of launch: ItemLaunch, _ context: Context, _ db: Connection
  ) throws -> ID<ForecastVersion>? {
    try db.first(
      """
      SELECT s.version_id FROM forecast_series s JOIN accounts a ON a.id = s.account_id
      JOIN forecast_versions v ON v.id = s.version_id
      WHERE s.product_id = \(launch.product) AND v.state = 'ready' AND v.known_on IS NULL
        AND \(Account.visible(to: context.actor))
      ORDER BY s.version_id DESC
      """
    ) { try $0.id(0) }
  }
}
