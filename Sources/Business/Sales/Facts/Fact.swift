/// One item at one site in one company week.
package struct Fact: Equatable, Sendable {
  package var site: Int32
  package var item: Int32
  /// The week's number since the company calendar's epoch.
  package var week: Int32
  package var values: MeasureValues

  package init(site: Int32, item: Int32, week: Int32, values: MeasureValues = MeasureValues()) {
    self.site = site
    self.item = item
    self.week = week
    self.values = values
  }

  package subscript(measure: Measure) -> Int64? {
    get { values[measure] }
    set { values[measure] = newValue }
  }
}

/// The figures of one fact, kept inline so that a million facts cost no allocation. An absent figure is unknown.
package struct MeasureValues: Equatable, Sendable {
  /// How many measures fit.
  package static let capacity = 12

  private typealias Slots = (
    Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64
  )

  /// Bit `slot` is set where the figure is known.
  private(set) var present: UInt32 = 0
  private var slots: Slots = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

  package init() {}

  package subscript(measure: Measure) -> Int64? {
    get { present & measure.bit == 0 ? nil : raw(measure.slot) }
    set {
      if newValue == nil { present &= ~measure.bit } else { present |= measure.bit }
      withUnsafeMutableBytes(of: &slots) {
        $0.storeBytes(of: newValue ?? 0, toByteOffset: measure.slot * 8, as: Int64.self)
      }
    }
  }

  /// The figure in a slot, 0 where it is unknown.
  func raw(_ slot: Int) -> Int64 {
    withUnsafeBytes(of: slots) { $0.loadUnaligned(fromByteOffset: slot * 8, as: Int64.self) }
  }

  package static func == (left: MeasureValues, right: MeasureValues) -> Bool {
    left.present == right.present && (0..<capacity).allSatisfy { left.raw($0) == right.raw($0) }
  }
}
