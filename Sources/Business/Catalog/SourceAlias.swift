package import Kernel

/// A code by which a source (a retailer's portal, a data vendor, the ERP) calls one of our records, and when.
package struct SourceAlias: Hashable, Sendable, Codable {
  package let source: String
  package let code: String
  package let firstDay: Day
  package let lastDay: Day

  package init(source: String, code: String, _ validity: Validity = .always) {
    self.source = source
    self.code = code
    firstDay = validity.firstDay
    lastDay = validity.lastDay
  }
}

/// The record that a code means from one day to another, by the dense number that facts keep.
package struct DatedNumber: Hashable, Sendable {
  package let firstDay: Day
  package let lastDay: Day
  package let number: Int64

  package init(firstDay: Day, lastDay: Day, number: Int64) {
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.number = number
  }
}

extension [String: [DatedNumber]] {
  /// The number behind a code on a day; nil where the source had no such code then.
  package func number(of code: String, on day: Day) -> Int64? {
    self[code]?.first { $0.firstDay <= day && day <= $0.lastDay }?.number
  }
}
