package import Kernel

/// What an 852 or 867 says that one site sold of one item in one stretch of days; returns are negative.
package struct EDISale: Sendable, Equatable {
  package struct Site: Sendable, Hashable {
    package var code: String
    package var name: String
    package var city: String

    package init(code: String, name: String = "", city: String = "") {
      self.code = code
      self.name = name
      self.city = city
    }
  }

  package struct Item: Sendable, Hashable {
    package var code: String
    /// Whose code it is: `UP`, `EN`, `IN`, as LIN qualifies it.
    package var qualifier: String
    package var name: String

    package init(code: String, qualifier: String = "UP", name: String = "") {
      self.code = code
      self.qualifier = qualifier
      self.name = name
    }
  }

  package var site: Site
  package var item: Item
  package var days: ClosedRange<Day>
  /// Thousandths, as `Measure.units` keeps them.
  package var units: Int64
  /// Ten-thousandths, as `Measure.value` keeps them; nil where the report names none.
  package var value: Int64?
  /// Of one, in millionths: wholesalers price small things at more than four decimals.
  package var price: Int64?
  /// The segment that carries the quantity.
  package var segment: Int

  package static let unitsScale = 3, valueScale = 4, priceScale = 6

  package init(
    site: Site, item: Item, days: ClosedRange<Day>, units: Int64, value: Int64? = nil, price: Int64? = nil,
    segment: Int = 0
  ) {
    self.site = site
    self.item = item
    self.days = days
    self.units = units
    self.value = value
    self.price = price
    self.segment = segment
  }

  /// The day by which the sale finds its week: the week that holds it holds most of the days, and of two that hold
  /// equally many, the later.
  package var middleDay: Day { days.lowerBound.advanced(by: days.count / 2) }
}

/// A line of a report that can't be taken: the segment, what is wrong there, and what to do.
package struct EDIReject: Sendable, Equatable, Error {
  package let segment: Int
  /// The element at fault: `ZA02`.
  package let field: String
  package let reason: String
  package let text: String
}
