import Testing

@testable import Sales

/// What a scan must find, the slow and plain way.
private struct Expected: Equatable {
  var rows: Int64 = 0
  var sums: [Int64?]
  var counts: [Int64]
}

private struct Key: Hashable {
  let item: Int32?, site: Int32?, week: Int32?
}

private let quantities: [SegmentScan.Quantity] = [
  .total(.units), .total(.value), .flagged(.value, .any), .flagged(.cost, .display), .total(.flags),
  .total(.value).given(.basePrice),
]

/// Products of the widest figures would leave 64 bits, so these are asked of narrower facts.
private let products: [SegmentScan.Quantity] = [
  .weighted(.basePrice, by: .units), .weighted(.promotedShare, by: .units).flagged(.any),
  .weighted(.acv, by: .value).given(.cost), .total(.units).given(.basePrice).flagged(.display),
]

@Suite struct SegmentScanTests {
  private struct Batch {
    let item: Int32, batch: Int64, facts: [Fact]
  }

  private func plain(_ batches: [Batch], _ scan: SegmentScan) -> [Key: Expected] {
    var latest: [[Int32]: Fact] = [:]
    for batch in batches.sorted(by: { $0.batch < $1.batch }) {
      for fact in batch.facts { latest[[batch.item, fact.site, fact.week]] = fact }
    }
    var answer: [Key: Expected] = [:]
    for (key, fact) in latest {
      guard scan.sites?.contains(fact.site) ?? true, scan.weeks?.contains(fact.week) ?? true else { continue }
      var site = fact.site
      if let groups = scan.siteGroups {
        guard let group = groups[site] else { continue }
        site = group
      }
      let group = Key(
        item: scan.axes.contains(.item) ? key[0] : nil, site: scan.axes.contains(.site) ? site : nil,
        week: scan.axes.contains(.week) ? fact.week : nil)
      var expected =
        answer[group]
        ?? Expected(sums: scan.quantities.map { _ in nil }, counts: scan.quantities.map { _ in 0 })
      expected.rows += 1
      for (place, quantity) in scan.quantities.enumerated() {
        if let flags = quantity.flags, (fact[.flags] ?? 0) & Int64(flags.rawValue) == 0 { continue }
        if let given = quantity.given, fact[given] == nil { continue }
        guard let value = fact[quantity.measure], let factor = quantity.weight.map({ fact[$0] }) ?? 1 else {
          continue
        }
        expected.sums[place] = (expected.sums[place] ?? 0) + value * factor
        expected.counts[place] += 1
      }
      answer[group] = expected
    }
    return answer
  }

  private func scanned(_ batches: [Batch], _ scan: SegmentScan) throws -> [Key: Expected] {
    try withViews(batches.map { try Segment.encode($0.facts) }) { views in
      let totals = try scan.run(
        zip(batches, views).map { .init(item: $0.item, batch: $0.batch, view: $1) })
      var answer: [Key: Expected] = [:]
      for group in totals.groups {
        #expect(totals.group(item: group.item, site: group.site, week: group.week) == group)
        answer[Key(item: group.item, site: group.site, week: group.week)] = Expected(
          rows: group.rows, sums: scan.quantities.indices.map { totals.sum($0, group) },
          counts: scan.quantities.indices.map { totals.count($0, group) })
      }
      return answer
    }
  }

  /// Random batches of three items: some restate weeks of others, some lie apart.
  private func randomBatches(_ seed: Int, _ generator: inout Seeded) -> [Batch] {
    (0..<7).map { number in
      let first = Int32.random(in: 100...140, using: &generator)
      let last = first + [0, 3, 30, 400][number % 4], item = Int32.random(in: 1...3, using: &generator)
      let range: ClosedRange<Int64> = [-9...200, 0...60_000, -(1 << 50)...1 << 50][seed % 3]
      let facts = randomFacts(
        sites: seed % 4 == 0 ? -2_000_000_000...2_000_000_000 : 1...25, weeks: first...last,
        count: Int.random(in: 0...120, using: &generator), item: item, range: range,
        nulls: [0, 0.2][seed % 2],
        &generator)
      return Batch(item: item, batch: Int64(number * 7 % 5), facts: facts)
    }
  }

  @Test(arguments: 0..<60) func `a scan finds what a plain loop over the facts in force finds`(seed: Int)
    throws
  {
    var generator = Seeded(UInt64(seed) + 1_000)
    // Equal batch numbers are replaced by their order, as the plain loop cannot tell them apart.
    let batches = randomBatches(seed, &generator).enumerated().map {
      Batch(item: $1.item, batch: $1.batch * 100 + Int64($0), facts: $1.facts)
    }
    var scan = SegmentScan(quantities, by: SegmentScan.Axes(rawValue: UInt8(seed % 8)))
    if seed % 3 != 0 { scan.weeks = 110...Int32(115 + seed) }
    let someSites = Set(batches.flatMap { $0.facts.map(\.site) }.filter { $0 % 5 == 1 })
    if seed % 5 == 1 { scan.sites = SiteSet(Array(someSites.filter { abs($0) < 1_000 })) }
    if seed % 5 == 2 { scan.siteGroups = Dictionary(uniqueKeysWithValues: (3...20).map { ($0, $0 % 4) }) }
    if seed % 7 == 3 { scan.sites = SiteSet([2]) }
    scan.cellLimit = 40_000_000
    #expect(try scanned(batches, scan) == plain(batches, scan))
  }

  @Test(arguments: 0..<24) func `products of measures are summed exactly, over the facts that know both`(
    seed: Int
  ) throws {
    var generator = Seeded(UInt64(seed) + 7_000)
    let batches = (0..<3).map { number in
      Batch(
        item: 1, batch: Int64(number),
        facts: randomFacts(
          sites: 1...20, weeks: 100...130, count: 150, range: -70_000...[90, 60_000, 9_000_000][seed % 3],
          nulls: [0, 0.3][seed % 2], &generator))
    }
    var scan = SegmentScan(products, by: SegmentScan.Axes(rawValue: UInt8(seed % 8)))
    if seed % 5 == 0 { scan.weeks = 104...120 }
    #expect(try scanned(batches, scan) == plain(batches, scan))
  }

  @Test func `a product of figures beyond 64 bits is refused, not wrapped`() throws {
    let batch = Batch(item: 1, batch: 1, facts: [.of(1, 10, [.units: 1 << 40, .basePrice: 1 << 40])])
    #expect(throws: SegmentFault.overflow(.basePrice)) {
      try scanned([batch], SegmentScan([.weighted(.basePrice, by: .units)]))
    }
  }

  @Test func `a restated fact counts once, with the newest figure, and unknown if that says so`() throws {
    let first = Batch(
      item: 1, batch: 1, facts: [.of(1, 10, [.units: 5, .value: 9]), .of(1, 11, [.units: 7])])
    let second = Batch(item: 1, batch: 2, facts: [.of(1, 10, [.units: 6])])
    let scan = SegmentScan(quantities, by: .week)
    for batches in [[first, second], [second, first]] {
      let answer = try scanned(batches, scan)
      #expect(answer[Key(item: nil, site: nil, week: 10)]?.sums[0] == 6)
      #expect(answer[Key(item: nil, site: nil, week: 10)]?.sums[1] == nil)
      #expect(answer[Key(item: nil, site: nil, week: 11)]?.sums[0] == 7)
    }
  }

  @Test func `leaving a batch out gives what was known before it`() throws {
    let first = Batch(item: 1, batch: 1, facts: [.of(1, 10, [.units: 5])])
    #expect(try scanned([first], SegmentScan(quantities)).values.first?.sums[0] == 5)
  }

  @Test func `a total beyond 64 bits is refused, not wrapped`() throws {
    for axes in [[], .week, .site] as [SegmentScan.Axes] {
      let facts = [Fact.of(1, 10, [.units: .max]), Fact.of(1, 11, [.units: 0])]
      let more = [Fact.of(1, 10, [.units: 1])]
      let batches = [Batch(item: 1, batch: 1, facts: facts), Batch(item: 2, batch: 1, facts: more)]
      #expect(throws: SegmentFault.overflow(.units)) {
        try scanned(batches, SegmentScan(quantities, by: axes))
      }
    }
  }

  @Test func `an answer too large for memory is refused before it is made`() throws {
    let batch = Batch(item: 1, batch: 1, facts: (1...100).map { .of($0, $0) })
    var scan = SegmentScan(quantities, by: [.site, .week])
    scan.cellLimit = 9_999
    #expect(throws: SegmentFault.tooManyGroups(10_000)) { try scanned([batch], scan) }
  }

  @Test func `no segments, no groups`() throws {
    for axes in 0..<8 {
      let scan = SegmentScan(quantities, by: SegmentScan.Axes(rawValue: UInt8(axes)))
      #expect(try scanned([], scan).isEmpty)
      #expect(try scanned([Batch(item: 1, batch: 1, facts: [])], scan).isEmpty)
    }
  }

  @Test(arguments: 0..<12) func `a compacted segment holds the facts in force`(seed: Int) throws {
    var generator = Seeded(UInt64(seed) + 50)
    let batches = randomBatches(seed * 4 + 1, &generator).enumerated().map {
      Batch(item: 1, batch: Int64($0), facts: $1.facts)
    }
    let compacted = try withViews(batches.map { try Segment.encode($0.facts) }) { try Segment.compacted($0) }
    let scan = SegmentScan(quantities, by: [.site, .week])
    try withViews([compacted]) { views in
      let facts = views[0].factColumns().facts(item: 1)
      let again = plain([Batch(item: 1, batch: 0, facts: facts)], scan)
      #expect(again == plain(batches, scan))
    }
  }
}
