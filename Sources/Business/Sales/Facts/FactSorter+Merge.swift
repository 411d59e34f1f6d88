extension FactSorter {
  /// Merges the spilled runs; equal keys come in the order in which they were added. The record buffer, empty
  /// by now, is divided among the runs to read them.
  func mergeRuns(_ visit: (FactRecord) throws -> Void) throws {
    guard let file else { return }
    let share = max(1, capacity / spilled.count)
    let extra = share * spilled.count > capacity
    // More runs than records in the buffer: only with a buffer of a few records.
    let space =
      extra ? UnsafeMutableRawPointer.allocate(byteCount: spilled.count * stride, alignment: 16) : buffer
    defer { if extra { space.deallocate() } }
    var readers: [RunReader] = []
    for (place, run) in spilled.enumerated() {
      var reader = RunReader(
        run: run, file: file, stride: stride, buffer: space + place * share * stride, capacity: share)
      try reader.fill()
      readers.append(reader)
    }
    var heap = RunHeap(readers)
    while let record = heap.head {
      try visit(record)
      try heap.advance()
    }
  }
}

/// Reads one run a buffer at a time.
struct RunReader {
  private var offset: Int
  private var unread: Int
  private let file: SpillFile
  private let stride: Int
  private let buffer: UnsafeMutableRawPointer
  private let capacity: Int
  private var place = 0
  private var held = 0
  /// The keys of the record at hand.
  private(set) var high: UInt64 = 0
  private(set) var low: UInt64 = 0

  init(run: SpilledRun, file: SpillFile, stride: Int, buffer: UnsafeMutableRawPointer, capacity: Int) {
    offset = run.offset
    unread = run.count
    self.file = file
    self.stride = stride
    self.buffer = buffer
    self.capacity = capacity
  }

  var isDone: Bool { place == held }
  var record: FactRecord { FactRecord(start: buffer + place * stride) }

  mutating func fill() throws(FactSortFault) {
    held = min(capacity, unread)
    place = 0
    guard held > 0 else { return }
    try file.read(UnsafeMutableRawBufferPointer(start: buffer, count: held * stride), at: offset)
    offset += held * stride
    unread -= held
    readKeys()
  }

  mutating func advance() throws(FactSortFault) {
    place += 1
    if place == held { try fill() } else { readKeys() }
  }

  private mutating func readKeys() {
    high = record.high
    low = record.low
  }
}

/// The runs by their next record: a binary heap of run numbers; of equal keys the earlier run comes first.
struct RunHeap {
  private var readers: [RunReader]
  private var heap: [Int]

  init(_ readers: [RunReader]) {
    self.readers = readers
    heap = readers.indices.filter { !readers[$0].isDone }
    for place in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(place) }
  }

  var head: FactRecord? { heap.first.map { readers[$0].record } }

  mutating func advance() throws(FactSortFault) {
    let top = heap[0]
    try readers[top].advance()
    if readers[top].isDone {
      heap.swapAt(0, heap.count - 1)
      heap.removeLast()
    }
    sink(0)
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    let (a, b) = (readers[left].high, readers[right].high)
    if a != b { return a < b }
    let (c, d) = (readers[left].low, readers[right].low)
    return c != d ? c < d : left < right
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if isBefore(heap[child], heap[least]) { least = child }
      }
      if least == place { return }
      heap.swapAt(place, least)
      place = least
    }
  }
}
