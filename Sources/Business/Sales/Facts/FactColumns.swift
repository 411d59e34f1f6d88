/// Facts of one item, ready to be encoded: what a segment is made of and what it gives back.
///
/// The figures lie row by row in one array (`cells`), so that appending a row is one copy.
package struct FactColumns: Equatable, Sendable {
  package let measures: [Measure]
  package private(set) var sites: [Int32] = []
  package private(set) var weeks: [Int32] = []
  /// Which measures each row knows, one bit per `Measure.slot`.
  private(set) var present: [UInt32] = []
  private(set) var cells: [Int64] = []

  package init(measures: [Measure] = Measure.allCases) {
    self.measures = measures
  }

  package init(_ facts: some Sequence<Fact>, measures: [Measure] = Measure.allCases) {
    self.init(measures: measures)
    for fact in facts { append(fact) }
  }

  package var count: Int { sites.count }
  package var isEmpty: Bool { sites.isEmpty }

  /// Adds a row; figures of measures that these columns do not hold are left out.
  package mutating func append(_ fact: Fact) {
    sites.append(fact.site)
    weeks.append(fact.week)
    var mask: UInt32 = 0
    for measure in measures {
      mask |= fact.values.present & measure.bit
      cells.append(fact.values.raw(measure.slot))
    }
    present.append(mask)
  }

  /// Adds a row whose figures lie in memory in the order of `measures`.
  mutating func append(site: Int32, week: Int32, present mask: UInt32, cells row: UnsafeBufferPointer<Int64>)
  {
    sites.append(site)
    weeks.append(week)
    present.append(mask)
    cells.append(contentsOf: row)
  }

  /// Gives every site another number; the order of the numbers must stay the same.
  mutating func renumber(_ number: (Int32) -> Int32) {
    for row in sites.indices { sites[row] = number(sites[row]) }
  }

  mutating func removeAll() {
    sites.removeAll(keepingCapacity: true)
    weeks.removeAll(keepingCapacity: true)
    present.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
  }

  mutating func reserve(_ rows: Int) {
    sites.reserveCapacity(rows)
    weeks.reserveCapacity(rows)
    present.reserveCapacity(rows)
    cells.reserveCapacity(rows * measures.count)
  }

  /// One row as a fact of `item`.
  package func fact(at row: Int, item: Int32) -> Fact {
    var fact = Fact(site: sites[row], item: item, week: weeks[row])
    for (place, measure) in measures.enumerated() where present[row] & measure.bit != 0 {
      fact[measure] = cells[row * measures.count + place]
    }
    return fact
  }

  package func facts(item: Int32) -> [Fact] {
    (0..<count).map { fact(at: $0, item: item) }
  }
}
