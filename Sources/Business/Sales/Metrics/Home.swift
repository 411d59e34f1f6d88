package import Blueprint
import Foundation
import Kernel
package import Storage

/// The portfolio at a glance.
package struct Home: Codable, Sendable {
  /// Value by week, ten-thousandths, oldest first.
  package struct Trend: Codable, Sendable {
    package let current: [Int64]
    package let lastYear: [Int64]
  }

  package let performance: Performance
  /// By the account's id.
  package let trends: [String: Trend]

  private static let weeks = 26

  package init(_ query: PerformanceQuery, _ context: Context, _ db: Connection) throws {
    performance = try SalesDesk.portfolio(query, context, db)
    guard let lens = performance.lens else {
      trends = [:]
      return
    }
    let last = performance.period.weeks.upperBound, first = last - Int32(Self.weeks) + 1
    let sources = try SalesSource.all(db).filter { $0.kind == lens.kind && $0.currency == lens.currency }
    let tops = try SalesDesk.tops(for: context.actor, db)
    let mine = try SalesDesk.visibleSites(for: context.actor, db)
    func read(_ weeks: ClosedRange<Int32>) throws -> [SalesScan.Key: SalesFigures] {
      try SalesScan(
        sources, SalesScope(weeks: weeks, sites: mine), by: [.site, .week], siteGroups: tops.top,
        asKnownOn: query.knownOn?.endOfDay
      )
      .sums(db)
    }
    let now = try read(first...last), before = try read((first - 52)...(last - 52))
    var found: [String: Trend] = [:]
    for top in tops.tops {
      let current = (first...last).map { now[.init(site: top.number, week: $0)]?.value ?? 0 }
      guard current.contains(where: { $0 != 0 }) else { continue }
      found[top.id] = Trend(
        current: current,
        lastYear: (first...last).map { before[.init(site: top.number, week: $0 - 52)]?.value ?? 0 })
    }
    trends = found
  }
}
