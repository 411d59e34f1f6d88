/// A sorter's facts, group by group, for a reader that must do something slow between two groups.
///
/// The sorter must be given no more facts while this is read.
final class FactGroups {
  private let sorter: FactSorter
  private var grouping: FactGrouping
  private var sorted: ArraySlice<UInt64> = []
  private var heap: RunHeap?
  private var space: UnsafeMutableRawPointer?
  private var isDone = false

  init(_ sorter: FactSorter) throws {
    self.sorter = sorter
    grouping = FactGrouping(measures: sorter.measures, options: sorter.options)
    if sorter.spilled.isEmpty {
      sorted = sorter.order.sort(sorter.buffer, count: sorter.buffered, stride: sorter.stride)
    } else {
      try sorter.spill()
      heap = try openRuns()
    }
  }

  deinit { space?.deallocate() }

  private func openRuns() throws -> RunHeap? {
    guard let file = sorter.file else { return nil }
    let stride = sorter.stride, runs = sorter.spilled.count
    let share = max(1, sorter.capacity / runs)
    var start = sorter.buffer
    if share * runs > sorter.capacity {
      // More runs than the buffer holds records: only with a buffer of a few records.
      start = .allocate(byteCount: runs * stride, alignment: 16)
      space = start
    }
    var readers: [RunReader] = []
    for (place, run) in sorter.spilled.enumerated() {
      var reader = RunReader(
        run: run, file: file, stride: stride, buffer: start + place * share * stride, capacity: share)
      try reader.fill()
      readers.append(reader)
    }
    return RunHeap(readers)
  }

  /// The next group; nil at the end.
  func next() throws -> FactGroup? {
    var ready: FactGroup?
    while ready == nil, !isDone {
      if heap != nil {
        if let record = heap?.head {
          try grouping.take(record) { ready = $0 }
          try heap?.advance()
          continue
        }
      } else if let number = sorted.popFirst() {
        let place = Int(truncatingIfNeeded: number) * sorter.stride
        try grouping.take(FactRecord(start: sorter.buffer + place)) { ready = $0 }
        continue
      }
      isDone = true
      try grouping.close { ready = $0 }
    }
    return ready
  }
}
