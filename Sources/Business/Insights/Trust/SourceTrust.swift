package import Accounts
package import Kernel
package import Sales

/// How far a source's figures can be trusted: what came, what is missing, late, odd, repeated or restated.
package struct SourceTrust: Codable, Sendable {
  /// One file, and how late it was.
  package struct Delivery: Codable, Sendable, Hashable {
    package let id: ID<SalesBatch>
    package let fileName: String
    package let receivedOn: Day
    package let lastWeek: Week?
    /// Days from the end of its newest week to its arrival.
    package let lag: Int?
    /// More than a week later than this source's files usually are.
    package let isLate: Bool
    package let counts: Bool
    package let accepted: Int
    package let rejected: Int
    package let duplicates: Int
    package let restated: Int
    /// What its restatements changed, in thousandths of a unit and ten-thousandths of the currency's unit.
    package let unitsMoved: Int64
    package let valueMoved: Int64
  }

  /// A site that reported for weeks and then no more.
  package struct SilentSite: Codable, Sendable, Hashable {
    package let id: ID<Account>
    package let name: String
    package let lastWeek: Week
    package let weeksSilent: Int
    /// What it sold in its last 13 weeks, in ten-thousandths of the currency's unit.
    package let value: Int64
  }

  package let source: SalesSource
  package let accountName: String?
  package let weeks: [WeekTrust]
  package let deliveries: [Delivery]
  package let silent: [SilentSite]
  package let sites: Int
  package let tieOuts: [TieOut]

  package var first: Week? { weeks.first?.week }
  package var last: Week? { weeks.last?.week }

  package func count(_ finding: WeekTrust.Finding) -> Int { weeks.count { $0.findings.contains(finding) } }

  package var rejected: Int { deliveries.reduce(0) { $0 + $1.rejected } }
  package var accepted: Int { deliveries.reduce(0) { $0 + $1.accepted } }
  package var duplicates: Int { deliveries.reduce(0) { $0 + $1.duplicates } }
  package var restated: Int { deliveries.reduce(0) { $0 + $1.restated } }
  package var late: Int { deliveries.count(where: \.isLate) }

  /// The middle lag of a source's files, and which of them came more than a week later than that.
  static func lateness(_ lags: [Int?]) -> [Bool] {
    let known = lags.compactMap { $0 }.sorted()
    // Three files have no custom yet that a fourth could break.
    guard known.count >= 4 else { return lags.map { _ in false } }
    let usual = known[(known.count - 1) / 2]
    return lags.map { lag in lag.map { $0 > usual + 7 } ?? false }
  }
}

/// One line of the list of sources.
package struct SourceLine: Codable, Sendable {
  package let source: SalesSource
  package let accountName: String?
  package let last: Week?
  package let files: Int
  package let facts: Int
  package let rejected: Int
  package let restated: Int
  package let newestFile: Day?
}
