import Accounts
import Kernel

/// A launch at one planned account: which of a run's series it makes, is made from and ends.
struct LaunchSeat: Sendable {
  let launch: ItemLaunch
  let account: Int32
  let product: Int32
  let likes: [(product: Int32, share: Double)]
  let replaced: Int32?
  /// The number of the launch's first week.
  let week: Int32

  var key: Demand.Key { .init(account: account, product: product) }
  var replacedKey: Demand.Key? { replaced.map { .init(account: account, product: $0) } }
  var likeKeys: [Demand.Key] { likes.map { .init(account: account, product: $0.product) } }

  /// For each account that sells anything the launches that reach it; of one item the nearest entry counts.
  static func all(_ ground: DemandGround, _ demand: Demand) -> [LaunchSeat] {
    guard !ground.launches.isEmpty else { return [] }
    let numbers = Dictionary(uniqueKeysWithValues: ground.productIDs.map { ($0.value.text, $0.key) })
    return Set(demand.units.keys.map(\.account)).sorted().flatMap { account -> [LaunchSeat] in
      guard let planned = ground.planned[account] else { return [] }
      let path = ground.accounts.path(of: planned.id).map(\.id.text)
      func distance(_ one: ItemLaunch) -> Int? {
        one.account.map { path.firstIndex(of: $0) } ?? path.count
      }
      let here = ground.launches.compactMap { one in distance(one).map { (one, $0) } }
      let nearest = Dictionary(grouping: here, by: \.0.product).compactMap { _, all in
        all.min { ($0.1, $1.0.id) < ($1.1, $0.0.id) }?.0
      }
      return nearest.sorted { $0.id < $1.id }.compactMap { one in
        guard let product = numbers[one.product] else { return nil }
        return LaunchSeat(
          launch: one, account: account, product: product,
          likes: one.likes.compactMap { like in
            numbers[like.product].map { ($0, Double(like.share.count) / 10_000) }
          }, replaced: one.replaces.flatMap { numbers[$0] },
          week: Int32(Week(containing: one.firstDay, endingOn: ground.weekEnding).ordinal))
      }
    }
  }

  /// Whether both items together are forecast as one and then parted.
  func isOneHistory(_ demand: Demand) -> Bool {
    launch.sum == .stays && replacedKey.map { demand.units[$0] != nil } == true
  }
}
