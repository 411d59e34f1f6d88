/// A panel of drivers beside the series of a run: which series sits where in it.
package struct SeatedPanel: Sendable {
  package let panel: DriverPanel
  /// For each series of the panel its place among the run's series.
  package let seats: [Int]
  /// For each series of the panel the steps by which it ends before the panel's history does.
  package let delays: [Int]

  /// For each series of the panel whether drivers may forecast it; the others are only learned from.
  package let speaks: [Bool]

  package init(_ panel: DriverPanel, seats: [Int], delays: [Int], speaks: [Bool]? = nil) {
    (self.panel, self.seats, self.delays) = (panel, seats, delays)
    self.speaks = speaks ?? seats.map { _ in true }
  }

  /// Larger panels would not fit into memory: items beyond are learned from apart.
  package static let mostSeries = 2_000
}
