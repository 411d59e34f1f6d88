import Accounts
import Blueprint
package import Catalog
package import Foundation
package import Kernel

/// A new item that comes at an account: like which items it will sell, and which item it takes the place of.
package struct ItemLaunch: Codable, Sendable, Hashable {
  /// An item that the new one will sell like, with its part among several.
  package struct Like: Codable, Sendable, Hashable {
    package let product: String
    package let name: String
    package let share: BasisPoints
  }

  /// What becomes of the sum of both items where one takes the other's place.
  package enum Sum: String, Choice {
    /// The new item sells what the old one loses.
    case stays
    /// The new item sells like its like items, the old one runs out beside it.
    case changes
  }

  package internal(set) var id: ID<ItemLaunch>
  /// An account with all below it; nil: all accounts.
  package let account: String?
  package let accountName: String?
  package let product: String
  package let productName: String
  package let firstDay: Day
  /// Empty where the item only takes another's place.
  package let likes: [Like]
  /// Of what the like items sell.
  package let level: BasisPoints
  package let replaces: String?
  package let replacesName: String?
  /// Weeks over which the item replaced runs out.
  package let phaseOutWeeks: Int
  package let sum: Sum
  package let reason: String
  package let madeAt: Date
  package let madeByName: String
  package internal(set) var withdrawnAt: Date?

  static let wasMade = EventKind<ItemLaunch>("forecast.launch")
  static let wasWithdrawn = EventKind<ItemLaunch>("forecast.launch-withdrawn")
  static let longestPhaseOut = 52
  static let mostLikes = 3

  /// `Like Original (60 %) and Family at 40 %`, or what it replaces.
  var likeness: String {
    guard !likes.isEmpty else { return "In the place of \(replacesName ?? "")" }
    let names = likes.map {
      likes.count == 1 ? $0.name : "\($0.name) (\(Self.percent($0.share)))"
    }
    return "Like \(names.joined(separator: " and ")) at \(Self.percent(level))"
  }

  var scope: String { "\(productName) at \(accountName ?? "all accounts")" }

  static func percent(_ share: BasisPoints) -> String {
    share.formatted(decimals: share.count % 100 == 0 ? 0 : 1)
  }

  /// What is left of the item replaced in a week counted from the launch.
  func remaining(_ week: Int) -> Double {
    guard week >= 0 else { return 1 }
    return phaseOutWeeks == 0 ? 0 : max(0, 1 - Double(week + 1) / Double(phaseOutWeeks))
  }

  /// Whether it was known at a moment; nil: now.
  func counts(asOf moment: Date?) -> Bool {
    guard let moment else { return withdrawnAt == nil }
    return madeAt <= moment && (withdrawnAt.map { $0 > moment } ?? true)
  }
}

extension ItemLaunch {
  /// What is said of a launch.
  package struct Terms: Codable, Sendable {
    package var from: Day
    package var like: ID<Product>?
    package var share: String?
    package var like2: ID<Product>?
    package var share2: String?
    package var like3: ID<Product>?
    package var share3: String?
    package var level: String?
    package var replaces: ID<Product>?
    package var weeks: Int?
    package var sum: Sum?
    package var reason: String

    package init(from: Day, like: ID<Product>? = nil, level: String? = nil, reason: String) {
      (self.from, self.like, self.level, self.reason) = (from, like, level, reason)
    }
  }

  /// An entry with the names that it is about, before its rules.
  struct Draft {
    typealias Named = ForecastRows.Named

    var product: Named
    var account: Named?
    var from: Day
    var likes: [(item: Named, share: String?)] = []
    var level: String?
    var replaces: Named?
    var weeks: Int?
    var sum: Sum?
    var reason: String
  }
}

extension ItemLaunch.Draft {
  /// The rules that need nothing looked up.
  func made(_ context: Context) throws(LaunchRefusal) -> ItemLaunch {
    let reason = reason.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !reason.isEmpty else { throw .reasonMissing }
    guard reason.count <= 500 else { throw .reasonTooLong(reason.count) }
    guard !likes.isEmpty || replaces != nil else { throw .likeMissing }
    for (place, one) in likes.enumerated() {
      guard one.item.id != product.id else { throw .likeItself }
      guard !likes[..<place].contains(where: { $0.item.id == one.item.id }) else {
        throw .likeTwice(one.item.name)
      }
    }
    guard replaces?.id != product.id else { throw .replacesItself }
    let sum = replaces == nil ? .changes : sum ?? (likes.isEmpty ? .stays : .changes)
    guard sum == .changes || likes.isEmpty else { throw .sumNeedsNoLike }
    let weeks = replaces == nil ? 0 : weeks ?? 8
    guard (0...ItemLaunch.longestPhaseOut).contains(weeks) else { throw .badWeeks(weeks) }
    // One that takes another's place and may change the sum sells like it.
    var likes = likes
    if likes.isEmpty, sum == .changes, let replaces { likes = [(replaces, nil)] }
    return ItemLaunch(
      id: .new(at: context.now), account: account?.id, accountName: account?.name, product: product.id,
      productName: product.name, firstDay: from, likes: try shared(likes), level: try leveled(sum),
      replaces: replaces?.id, replacesName: replaces?.name, phaseOutWeeks: weeks, sum: sum, reason: reason,
      madeAt: context.now, madeByName: context.actor.name, withdrawnAt: nil)
  }

  private func leveled(_ sum: ItemLaunch.Sum) throws(LaunchRefusal) -> BasisPoints {
    let text = (level ?? "").trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty else { return .whole }
    guard let level = BasisPoints(text), (1...100_000).contains(level.count) else { throw .badLevel(text) }
    guard sum == .changes || level == .whole else { throw .sumNeedsNoLike }
    return level
  }

  /// All shares given, to a hundred percent, or none: then all alike.
  private func shared(
    _ likes: [(item: ItemLaunch.Draft.Named, share: String?)]
  ) throws(LaunchRefusal) -> [ItemLaunch.Like] {
    let texts = likes.map { ($0.share ?? "").trimmingCharacters(in: .whitespaces) }
    var shares = likes.indices.map { 10_000 / likes.count + ($0 < 10_000 % likes.count ? 1 : 0) }
    if texts.contains(where: { !$0.isEmpty }) {
      for (place, text) in texts.enumerated() {
        guard let share = BasisPoints(text), (1...10_000).contains(share.count) else {
          throw .badShare(text, likes[place].item.name)
        }
        shares[place] = share.count
      }
      let sum = shares.reduce(0, +)
      guard sum == 10_000 else { throw .sharesOff(BasisPoints(sum)) }
    }
    return zip(likes, shares).map {
      ItemLaunch.Like(product: $0.item.id, name: $0.item.name, share: BasisPoints($1))
    }
  }
}
