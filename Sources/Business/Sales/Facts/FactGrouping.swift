/// Gathers records that arrive in order into groups, and settles facts of the same site, item and week.
struct FactGrouping {
  private let measures: [Measure]
  private let options: FactSorter.Options
  private var group: FactGroup?
  /// The fact at hand: later records of its key join it before it is added to the group.
  private var high: UInt64 = 0
  private var low: UInt64 = 0
  private var line: Int64 = 0
  private var present: UInt32 = 0
  /// Measures that do not add up and on which two records disagreed.
  private var disputed: UInt32 = 0
  private var cells: [Int64]
  private var hasFact = false

  init(measures: [Measure], options: FactSorter.Options) {
    self.measures = measures
    self.options = options
    cells = [Int64](repeating: 0, count: measures.count)
  }

  mutating func take(_ record: FactRecord, _ emit: (FactGroup) throws -> Void) throws {
    if hasFact && record.low == low && record.high == high {
      try join(record)
    } else {
      try settle(next: record, emit)
      high = record.high
      low = record.low
      line = record.line
      present = record.present
      for place in cells.indices { cells[place] = record.cells[place] }
      hasFact = true
    }
  }

  mutating func close(_ emit: (FactGroup) throws -> Void) throws {
    try settle(next: nil, emit)
    if let group { try emit(group) }
    group = nil
  }

  /// Puts the fact at hand into its group, and hands the group on where the next record belongs to another.
  private mutating func settle(next: FactRecord?, _ emit: (FactGroup) throws -> Void) throws {
    if hasFact {
      let site = Int32(bitPattern: UInt32(truncatingIfNeeded: low >> 32) ^ 0x8000_0000)
      let week = Int32(bitPattern: UInt32(truncatingIfNeeded: low) ^ 0x8000_0000)
      let known = present & ~disputed
      if disputed != 0 {
        for place in cells.indices where disputed & measures[place].bit != 0 { cells[place] = 0 }
      }
      cells.withUnsafeBufferPointer { group?.facts.append(site: site, week: week, present: known, cells: $0) }
      group?.lines.append(line)
      hasFact = false
      disputed = 0
    }
    guard let next else { return }
    let isOther = next.high != high, isFull = (group?.facts.count ?? 0) >= options.largestGroup
    if let done = group, isOther || isFull && next.low >> 32 != low >> 32 {
      group = nil
      try emit(done)
      start(next, part: isOther ? 0 : done.part + 1)
    } else if group == nil {
      start(next, part: 0)
    }
  }

  private mutating func start(_ record: FactRecord, part: Int) {
    group = FactGroup(
      item: record.item, year: record.year, part: part, facts: FactColumns(measures: measures))
  }

  private mutating func join(_ record: FactRecord) throws {
    guard options.duplicates == .sum else {
      group?.duplicates.append(
        FactGroup.Duplicate(line: record.line, firstLine: line, site: record.site, week: record.week))
      return
    }
    for (place, measure) in measures.enumerated() where record.present & measure.bit != 0 {
      let value = record.cells[place]
      guard present & measure.bit != 0 else {
        cells[place] = value
        present |= measure.bit
        continue
      }
      switch measure.additivity {
      case .sum:
        let (sum, overflow) = cells[place].addingReportingOverflow(value)
        if overflow { throw FactSortFault.overflow(measure, line: record.line) }
        cells[place] = sum
      case .union: cells[place] |= value
      case .agreement: if cells[place] != value { disputed |= measure.bit }
      }
    }
  }
}
