import Blueprint
package import Kernel

/// What is to be delivered: the consensus in units and whole cases, by warehouse, item and week.
package struct DemandPlan: Reply {
  package struct Wanted: Codable, Sendable {
    package var id: ID<ForecastVersion>
    package var account: String?
    package var weeks: Int?
    package init(id: ID<ForecastVersion>, account: String? = nil, weeks: Int? = nil) {
      (self.id, self.account, self.weeks) = (id, account, weeks)
    }
  }

  package struct Line: Codable, Sendable, Hashable {
    package let account: String
    package let accountName: String
    /// The warehouse that serves it; nil where its sites hang below none.
    package let warehouse: String?
    package let product: String
    package let productName: String
    package let gtin: String?
    package let caseQuantity: Int?
    package let units: [Int64]
    /// Nil where nobody has said how many are in a case.
    package let cases: [Int64]?
  }

  static let usualWeeks = 13

  package let version: ForecastVersion
  package let weeks: [Week]
  package let lines: [Line]

  /// Whole cases that never fall behind the units: the running sum is rounded up, so that no week is short and no case
  /// is planned twice.
  static func cases(_ units: [Int64], of quantity: Int) -> [Int64] {
    var sum: Int64 = 0, before: Int64 = 0
    return units.map { unit in
      sum += unit
      let now = (sum + Int64(quantity) - 1) / Int64(quantity)
      defer { before = now }
      return now - before
    }
  }
}
