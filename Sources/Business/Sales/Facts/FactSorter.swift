/// Sorts any number of facts in constant memory and hands them on by item and year, sites and weeks in order.
///
/// Facts gather in a buffer of fixed size; a full buffer is sorted and appended to one temporary file, and
/// `finish` merges these runs. Where everything fits the buffer no file is made.
package final class FactSorter {
  /// What becomes of a second fact of the same site, item and week.
  package enum Duplicates: Sendable {
    /// The first is kept, later ones are listed in `FactGroup.duplicates`.
    case refuse
    /// They become one: units, value and cost add up, flags unite, prices stand where all agree.
    case sum
  }

  package struct Options: Sendable {
    package var duplicates: Duplicates
    /// All the sorter takes, in bytes; at least a few records are always held.
    package var memory: Int
    /// Where a temporary file goes.
    package var folder: String
    /// A group with more facts is handed on in parts.
    package var largestGroup: Int

    package init(
      duplicates: Duplicates = .refuse, memory: Int = 64 << 20, folder: String = "/tmp",
      largestGroup: Int = 250_000
    ) {
      self.duplicates = duplicates
      self.memory = memory
      self.folder = folder
      self.largestGroup = largestGroup
    }
  }

  let measures: [Measure]
  let options: Options
  let stride: Int
  let buffer: UnsafeMutableRawPointer
  let capacity: Int
  /// How many facts were added.
  package private(set) var count = 0
  private(set) var buffered = 0
  private(set) var spilled: [SpilledRun] = []
  private(set) var file: SpillFile?
  var order: RadixOrder
  private let years: CompanyYears
  private var year: (year: Int32, weeks: ClosedRange<Int32>)

  package init(measures: [Measure], years: CompanyYears, options: Options = Options()) {
    self.measures = measures
    self.options = options
    self.years = years
    year = years.span(of: 0)
    stride = FactRecord.size(measures: measures.count)
    // Beside its record a fact needs two words for sorting; a tenth is kept for file buffers.
    capacity = max(4, options.memory / 10 * 9 / (stride + 16))
    buffer = .allocate(byteCount: capacity * stride, alignment: 16)
    order = RadixOrder(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  /// Bytes in the temporary file.
  package var spilledBytes: Int { file?.size ?? 0 }

  /// Adds a fact read from a line. Measures that the sorter was not made for are left out.
  package func add(_ fact: Fact, line: Int64) throws(FactSortFault) {
    if buffered == capacity { try spill() }
    if !year.weeks.contains(fact.week) { year = years.span(of: fact.week) }
    let record = FactRecord(start: buffer + buffered * stride)
    record.high = FactRecord.key(fact.item, year.year)
    record.low = FactRecord.key(fact.site, fact.week)
    record.line = line
    var present: UInt32 = 0
    let cells = record.cells
    for place in measures.indices {
      let measure = measures[place]
      present |= fact.values.present & measure.bit
      cells[place] = fact.values.raw(measure.slot)
    }
    record.present = present
    buffered += 1
    count += 1
  }

  /// Hands every fact on, group by group: items ascending, then years, then sites and weeks. The sorter is
  /// empty afterwards.
  package func finish(_ emit: (FactGroup) throws -> Void) throws {
    defer { reset() }
    var groups = FactGrouping(measures: measures, options: options)
    if spilled.isEmpty {
      let sorted = order.sort(buffer, count: buffered, stride: stride)
      for number in sorted {
        try groups.take(FactRecord(start: buffer + Int(truncatingIfNeeded: number) * stride), emit)
      }
    } else {
      try spill()
      try mergeRuns { try groups.take($0, emit) }
    }
    try groups.close(emit)
  }

  private func reset() {
    buffered = 0
    spilled = []
    file = nil
    count = 0
  }

  func spill() throws(FactSortFault) {
    guard buffered > 0 else { return }
    let file = try openFile()
    let start = file.size
    let sorted = order.sort(buffer, count: buffered, stride: stride)
    try write(sorted, to: file)
    spilled.append(SpilledRun(offset: start, count: buffered))
    buffered = 0
  }

  private func openFile() throws(FactSortFault) -> SpillFile {
    if let file { return file }
    let opened = try SpillFile(in: options.folder)
    file = opened
    return opened
  }

  private func write(_ sorted: ArraySlice<UInt64>, to file: SpillFile) throws(FactSortFault) {
    let chunk = max(1, (256 << 10) / stride)
    let out = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk * stride, alignment: 16)
    defer { out.deallocate() }
    var filled = 0
    for number in sorted {
      let source = UnsafeRawBufferPointer(
        start: buffer + Int(truncatingIfNeeded: number) * stride, count: stride)
      UnsafeMutableRawBufferPointer(rebasing: out[filled..<filled + stride]).copyMemory(from: source)
      filled += stride
      if filled == out.count {
        try file.append(UnsafeRawBufferPointer(out))
        filled = 0
      }
    }
    try file.append(UnsafeRawBufferPointer(rebasing: out[..<filled]))
  }
}

/// Where a sorted run lies in the temporary file.
struct SpilledRun {
  let offset: Int
  let count: Int
}
