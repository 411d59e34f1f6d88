import Blueprint

/// What figures can be split and filtered by.
package enum Dimension: String, Choice {
  case account, group, banner, division, region, dc, store, channel, tier
  case accountSegment = "account-segment"
  case city
  case category, segment, brand, line, item
  case week, period4, month, quarter, year
  case source
  case none

  package enum Side: Sendable { case place, item, time, source, none }

  package var side: Side {
    switch self {
    case .account, .group, .banner, .division, .region, .dc, .store, .channel, .tier, .accountSegment, .city:
      .place
    case .category, .segment, .brand, .line, .item: .item
    case .week, .period4, .month, .quarter, .year: .time
    case .source: .source
    case .none: .none
    }
  }

  package var label: String {
    switch self {
    case .dc: "DC"
    case .period4: "Period"
    case .accountSegment: "Account segment"
    default: Words.title(rawValue)
    }
  }

  /// What a reader who opens a member of it sees next.
  package var below: Dimension? {
    switch self {
    case .account, .group: .banner
    case .banner, .division, .channel, .tier, .accountSegment: .region
    case .region, .city, .dc: .store
    case .store, .source: .category
    case .category: .brand
    case .segment: .brand
    case .brand: .item
    case .line: .item
    case .year: .quarter
    case .quarter: .period4
    case .period4, .month: .week
    case .item, .week, .none: nil
    }
  }

  static let splits: [Dimension] = allCases.filter { $0 != .none }
}
