package import Blueprint
package import Foundation
package import Kernel
package import Sales

/// A watch on a metric of a saved analysis: each row is held against a threshold whenever the data change.
package struct Alert: Reply, Located, Hashable {
  package enum Rule: String, Choice {
    case above, below
    /// Against last year, in percent (in points for metrics that are percentages).
    case rises, falls

    var label: String {
      switch self {
      case .above: "is above"
      case .below: "is below"
      case .rises: "rose by more than"
      case .falls: "fell by more than"
      }
    }
    var watchesChange: Bool { self == .rises || self == .falls }
  }

  package let id: ID<Alert>
  package let analysis: ID<SavedAnalysis>
  package let analysisName: String
  package let owner: ID<Actor>
  package let metric: Metric.Name
  package let rule: Rule
  /// Ten-thousandths.
  package let threshold: Int64
  package let checkedAt: Date?

  package var location: String { "/alerts" }

  package struct New: Codable, Sendable {
    package var analysis: ID<SavedAnalysis>
    /// The analysis's first metric when left out.
    package var metric: Metric.Name?
    package var rule: Rule
    /// A decimal, such as 10 or -2.5.
    package var threshold: String
  }
  package struct Wanted: Codable, Sendable { package var id: ID<Alert> }

  /// What an alert found, once, with how it came about.
  package struct Finding: Reply, Hashable {
    package let id: ID<Finding>
    package let alert: ID<Alert>
    package let name: String
    package let arithmetic: String
    /// The question behind it, as the part of an address after `?`.
    package let address: String
    /// Whether it still holds.
    package let isStanding: Bool
    package let foundAt: Date
  }

  var thresholdText: String {
    DisplayNumber.decimal(threshold, scale: 4, decimals: threshold % 10_000 == 0 ? 0 : 2)
  }

  var words: String {
    let unit = rule.watchesChange ? (Metric.of(metric).format == .percent ? " points" : " %") : ""
    return "\(Metric.of(metric).name) \(rule.label) \(thresholdText)\(unit)"
  }
}

extension Alert {
  /// A row that is beyond the threshold, before anybody was told.
  struct Hit: Sendable, Hashable {
    let key: String
    let name: String
    let arithmetic: String
    let address: String
  }

  /// The question that the rule needs: last year beside this year where a change is watched.
  func query(_ address: String) throws -> AnalysisQuery {
    var query = try AnalysisQuery(address: address)
    query.metric = [metric.rawValue]
    query.sort = nil
    query.limit = nil
    query.compare =
      rule.watchesChange ? (query.compare == .previous ? .previous : .lastYear) : AnalysisQuery.Compare.none
    query.columns = nil
    return query
  }

  /// The rows of an answer that are beyond the threshold.
  func hits(_ table: AnalysisTable) -> [Hit] {
    let rows = table.rowDimensions.isEmpty ? [table.total] : table.leaves.filter { !$0.isOther }
    let role: AnalysisTable.Role = rule.watchesChange ? .change : .now
    guard let place = table.columns.firstIndex(where: { $0.role == role && $0.members.isEmpty }) else {
      return []
    }
    return rows.compactMap { row in
      guard let number = row.cells[place].number, let value = DecimalText.parse(number, decimals: 4) else {
        return nil
      }
      let isBeyond =
        switch rule {
        case .above, .rises: value > threshold
        case .below: value < threshold
        case .falls: value < -threshold
        }
      guard isBeyond else { return nil }
      let filters = row.members.map { "\($0.dimension.rawValue)=\($0.id)" }
      let name = row.members.map(\.name).joined(separator: ", ")
      return Hit(
        key: filters.joined(separator: ";"), name: name.isEmpty ? table.title : name,
        arithmetic: arithmetic(row, table, place),
        address: table.query.narrowed(by: filters, rows: []).address)
    }
  }

  private func arithmetic(_ row: AnalysisTable.Row, _ table: AnalysisTable, _ place: Int) -> String {
    let name = Metric.of(metric).name, limit = "\(rule == .falls ? "-" : "")\(thresholdText)"
    guard rule.watchesChange else {
      return
        "\(name) \(row.cells[place].text) is \(rule == .above ? "above" : "below") \(limit), \(table.period.text)"
    }
    let past = table.compare == .previous ? "in the period before" : "last year"
    return "\(name) \(row.cells[place - 2].text) against \(row.cells[place - 1].text) \(past): "
      + "\(row.cells[place].text), beyond \(limit); \(table.period.text)"
  }
}
