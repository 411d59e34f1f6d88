/// How a file writes numbers. The caller chooses; nothing is guessed, since 1.234 is two different amounts.
package struct NumberStyle: Hashable, Sendable {
  /// The byte between whole part and fraction.
  let decimalMark: UInt8
  let grouping: Grouping
  /// Currency marks, parentheses or a trailing minus for negatives, and percent signs are understood.
  let allowsMarks: Bool

  enum Grouping: Hashable, Sendable {
    case none
    case byte(UInt8)
    /// Space, no-break space or narrow no-break space.
    case space
  }

  /// `1234.50`, `-1.5e3`.
  package static let plain = NumberStyle(decimalMark: 46, grouping: .none, allowsMarks: false)
  /// `1,234.50`, `$1,234.50`, `(12.00)`, `12-`, `12.5%`.
  package static let english = NumberStyle(decimalMark: 46, grouping: .byte(44), allowsMarks: true)
  /// `1.234,50`, `1.234,50 €`.
  package static let european = NumberStyle(decimalMark: 44, grouping: .byte(46), allowsMarks: true)
  /// `1 234,50 zł`.
  package static let spaced = NumberStyle(decimalMark: 44, grouping: .space, allowsMarks: true)
  /// `1'234.50`.
  package static let swiss = NumberStyle(decimalMark: 46, grouping: .byte(39), allowsMarks: true)
}

/// A parsed number: whole units of 10 to the minus `scale`, and whether rounding was needed to get there.
package struct FixedPoint: Hashable, Sendable {
  package let units: Int64
  package let isExact: Bool

  @inlinable package init(units: Int64, isExact: Bool) {
    self.units = units
    self.isExact = isExact
  }
}
