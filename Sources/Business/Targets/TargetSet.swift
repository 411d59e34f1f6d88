package import Blueprint
package import Foundation
package import Kernel
package import Sales

/// What a target counts, by the metric dictionary: only what can be added up can be handed down.
package enum TargetMetric: String, Choice {
  case value, units
  case volume = "eq-volume"

  package var metric: Metric {
    switch self {
    case .value: Metric.of(.value)
    case .units: Metric.of(.units)
    case .volume: Metric.of(.volume)
    }
  }
}

/// The targets of one fiscal year in one metric: a tree from the company down.
package struct TargetSet: Reply, Versioned, Located, Hashable {
  package enum Status: String, Choice { case draft, agreed }

  package let id: ID<TargetSet>
  package let name: String
  package let year: Int
  package let metric: TargetMetric
  /// Sell-out or sell-in: which facts are held against it.
  package let basis: SalesSource.Kind
  package let currency: Currency
  /// The calendar of the day the targets were set: a later change of the company's leaves their periods alone.
  package let calendar: FiscalCalendar
  package let status: Status
  /// Whether the periods come from what was sold, and not from their length alone.
  package let seasonKnown: Bool
  package let version: Int
  package let createdAt: Date

  package var location: String { "/targets?set=\(id)" }
  package var period: TargetYear { TargetYear(year, calendar) }
  package var unit: TargetUnit { TargetUnit(metric: metric, currency: currency) }

  package static let wasAdded = EventKind<TargetSet>("target.added")
  package static let wasAgreed = EventKind<TargetSet>("target.agreed")
  package static let nodeChanged = EventKind<TargetNode>("target.changed")
  package static let nodeMoved = EventKind<TargetNode>("target.moved")

  package struct New: Codable, Sendable {
    package var year: Int
    package var metric: TargetMetric?
    package var basis: SalesSource.Kind?
    /// The company's target; without one, last year's sales and the growth.
    package var amount: String?
    /// Percent on top of the year before.
    package var growth: String?
    /// What each level holds back, in percent.
    package var holdBack: String?
    /// What last year's sales, the newest quarter and an even split weigh, in percent; together 100.
    package var lastYear: Int?
    package var recent: Int?
    package var even: Int?
    /// Whether each account's target is split by category.
    package var categories: Bool?

    package init(
      year: Int, metric: TargetMetric? = nil, basis: SalesSource.Kind? = nil, amount: String? = nil,
      growth: String? = nil, holdBack: String? = nil, lastYear: Int? = nil, recent: Int? = nil,
      even: Int? = nil,
      categories: Bool? = nil
    ) {
      self.year = year
      self.metric = metric
      self.basis = basis
      self.amount = amount
      self.growth = growth
      self.holdBack = holdBack
      self.lastYear = lastYear
      self.recent = recent
      self.even = even
      self.categories = categories
    }
  }
}

/// How a target's numbers are read and written: whole numbers of the metric's smallest unit.
package struct TargetUnit: Sendable, Hashable {
  package let metric: TargetMetric
  package let currency: Currency

  package init(metric: TargetMetric, currency: Currency) {
    self.metric = metric
    self.currency = currency
  }

  /// Digits after the point.
  package var decimals: Int { metric == .value ? currency.decimals : 3 }
  package var label: String { metric == .value ? currency.code : metric == .units ? "units" : "EQ" }

  /// `4.2 M`
  package func short(_ amount: Int64) -> String {
    DisplayNumber.short(metric == .value ? amount : whole(amount), decimals: metric == .value ? decimals : 0)
  }
  /// `4,213,450`: for tables.
  package func table(_ amount: Int64) -> String {
    DisplayNumber.decimal(amount, scale: decimals, decimals: 0)
  }
  /// `4,213,450.12 USD`
  package func exact(_ amount: Int64) -> String {
    let digits = metric == .units && amount % 1_000 == 0 ? 0 : decimals
    return "\(DisplayNumber.decimal(amount, scale: decimals, decimals: digits)) \(label)"
  }
  package func plain(_ amount: Int64) -> String { DecimalText.plain(amount, decimals: decimals) }
  package func cell(_ amount: Int64) -> Table.Cell { .decimal(units: amount, scale: decimals) }

  package func parse(_ text: String, field: String) throws(TargetRefusal) -> Int64 {
    let plain = text.filter { $0 != " " && $0 != "," && $0 != "\u{a0}" }
    guard let amount = DecimalText.parse(plain, decimals: decimals) else {
      throw .notAnAmount(text, field: field)
    }
    return amount
  }

  /// From the scale of facts: money at four decimals, units at three.
  package func fromFacts(_ sum: Int64) -> Int64 {
    guard metric == .value else { return sum }
    let step = DecimalText.power(4 - min(4, decimals))
    let (whole, rest) = sum.quotientAndRemainder(dividingBy: step)
    return whole + (rest.magnitude * 2 >= step.magnitude && rest != 0 ? (sum < 0 ? -1 : 1) : 0)
  }

  private func whole(_ amount: Int64) -> Int64 { amount / 1_000 }
}
