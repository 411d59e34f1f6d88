import Blueprint
import Foundation
import Kernel
import Storage

/// The second half of an import: sorted facts are held against what is visible, and what is new is written,
/// a few milliseconds at a time.
struct SegmentWriting {
  let source: Int64
  /// Nil: nothing is written, all is counted.
  let batch: (id: ID<SalesBatch>, number: Int64)?
  let context: Context
  /// Items and years that have visible facts.
  let known: Set<Int64>

  private(set) var facts = 0
  private(set) var lines = 0
  private(set) var duplicates = 0
  private(set) var restated = 0
  private(set) var sums = MeasureSums()
  private(set) var years = Set<Int32>()
  private var waiting: [FactGroup] = []
  private var waitingFacts = 0
  private var ready: [NewSegment] = []
  private var readyBytes = 0
  private var restatements: [Restatement] = []

  private struct Restatement {
    let product: Int32
    let year: Int32
    let part: Int
    let change: FactChange
  }

  init(
    source: Int64, batch: (id: ID<SalesBatch>, number: Int64)?, known: Set<Int64>, _ context: Context
  ) {
    self.source = source
    self.batch = batch
    self.known = known
    self.context = context
  }

  /// A transaction holds this much, so that others wait a few milliseconds at most.
  private static let bytesAtOnce = 192 << 10
  private static let factsAtOnce = 40_000

  mutating func take(_ group: FactGroup) async throws {
    sums.add(group.facts)
    if known.contains(StoredSegments.key(group.item, group.year)) {
      waiting.append(group)
      waitingFacts += group.facts.count
      if waitingFacts >= Self.factsAtOnce || waiting.count >= 100 { try await settle() }
    } else {
      try keep(group, group.facts)
    }
    if readyBytes >= Self.bytesAtOnce { try await write() }
  }

  mutating func finish() async throws {
    try await settle()
    try await write()
  }

  private mutating func keep(_ group: FactGroup, _ columns: FactColumns) throws {
    guard !columns.isEmpty else { return }
    facts += columns.count
    lines += columns.lineCount
    years.insert(group.year)
    guard batch != nil else { return }
    let data = try Segment.encode(columns)
    let weeks = (columns.weeks.min() ?? 0)...(columns.weeks.max() ?? 0)
    ready.append(
      NewSegment(
        product: group.item, year: group.year, part: group.part, weeks: weeks, facts: columns.count,
        data: data))
    readyBytes += data.count
  }

  /// Compares the waiting groups with what is visible, all of them by one query.
  private mutating func settle() async throws {
    guard let low = waiting.map(\.item).min(), let high = waiting.map(\.item).max() else { return }
    let source = source
    // Only what may hold the same weeks: a year of weekly imports would else be read again with each of them.
    let weeks = waiting.flatMap { [$0.facts.weeks.min(), $0.facts.weeks.max()].compactMap(\.self) }
    let reach = (weeks.min() ?? 0)...(weeks.max() ?? 0)
    let stored = try await context.read {
      try StoredSegments.load(
        source: source, products: low...high, weeks: reach, StoredSegments.Choice(), $0)
    }
    let groups = waiting
    (waiting, waitingFacts) = ([], 0)
    let wanted = Set(groups.map { StoredSegments.key($0.item, $0.year) })
    let shelves = try Self.shelved(stored, wanted)
    for group in groups {
      let old = shelves[StoredSegments.key(group.item, group.year)]
      let visible = old.map { SegmentMerge($0.parts.map(\.view)).columns() } ?? FactColumns(measures: [])
      let change = FactChange(group.facts, over: visible)
      duplicates += change.duplicateLines
      restated += change.restated
      if change.restated > 0 {
        restatements.append(
          Restatement(product: group.item, year: group.year, part: group.part, change: change))
      }
      try keep(group, change.kept)
      if readyBytes >= Self.bytesAtOnce { try await write() }
    }
  }

  private static func shelved(
    _ stored: [(product: Int32, year: Int32, batch: Int64, data: [UInt8])], _ wanted: Set<Int64>
  ) throws -> [Int64: SegmentShelf] {
    var shelves: [Int64: SegmentShelf] = [:]
    for one in stored {
      let key = StoredSegments.key(one.product, one.year)
      guard wanted.contains(key) else { continue }
      let shelf = shelves[key] ?? SegmentShelf()
      try shelf.add(one.data, product: one.product, batch: one.batch)
      shelves[key] = shelf
    }
    return shelves
  }

  private mutating func write() async throws {
    guard let batch, !ready.isEmpty || !restatements.isEmpty else { return }
    let segments = ready, source = source
    let changes = restatements.map { one -> [Value] in
      [
        batch.id.value, one.product.value, one.year.value, one.part.value, one.change.restated.value,
        one.change.before[.units].value, one.change.after[.units].value, one.change.before[.value].value,
        one.change.after[.value].value,
      ]
    }
    (ready, readyBytes, restatements) = ([], 0, [])
    try await context.database.write { db in
      try StoredSegments.insert(segments, source: source, batch: batch.number, db)
      try db.insertMany(
        into: "sales_restatements",
        columns: [
          "batch_id", "product", "year", "part", "facts", "units_before", "units_after", "value_before",
          "value_after",
        ], rows: changes)
    }
  }
}

extension [Measure: Int64] {
  fileprivate subscript(measure: Measure) -> Int64 { self[measure, default: 0] }
}
