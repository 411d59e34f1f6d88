import Testing

@testable import Sales

@Suite struct SegmentTests {
  private func roundTrip(_ facts: [Fact]) throws -> [Fact] {
    try withViews([Segment.encode(facts)]) { $0[0].factColumns().facts(item: 1) }
  }

  @Test(arguments: 0..<40) func `any facts come back as they went in`(seed: Int) throws {
    var generator = Seeded(UInt64(seed))
    let ranges: [ClosedRange<Int64>] = [0...0, 0...200, -70_000...70_000, 0...1 << 40, Int64.min...Int64.max]
    let facts = randomFacts(
      sites: seed % 2 == 0 ? 1...60 : Int32.min...Int32.max,
      weeks: seed % 3 == 0 ? 2_000...2_052 : -30_000...30_000,
      count: [1, 5, 300, 2_000][seed % 4], range: ranges[seed % 5], nulls: [0, 0.3, 0.95][seed % 3],
      &generator)
    #expect(try roundTrip(facts) == facts)
  }

  @Test func `no facts make a segment too`() throws {
    #expect(try roundTrip([]) == [])
  }

  @Test func `the largest and smallest figures stay exact`() throws {
    let facts = [
      Fact.of(.min, 0, [.units: .min, .value: .max]), Fact.of(0, 7, [.units: .max]),
      Fact.of(.max, 3, [.value: .min]),
    ]
    #expect(try roundTrip(facts) == facts)
  }

  @Test func `a column of equal figures takes no bytes per row`() throws {
    let plain = (1...1_000).map { Fact.of(Int32($0), 5, [.units: 1_000]) }
    let priced = (1...1_000).map { Fact.of(Int32($0), 5, [.units: 1_000, .price: 19_900]) }
    #expect(try Segment.encode(priced).count == Segment.encode(plain).count + 24)
  }

  @Test func `a common factor costs no width`() throws {
    let cents = (0..<200).map { Fact.of(Int32($0), 5, [.value: 12_300 + Int64($0) * 100]) }
    let bytes = try Segment.encode(cents)
    #expect(bytes.count == 40 + 24 + 200 + 200)
    #expect(try roundTrip(cents) == cents)
  }

  @Test func `a row out of order or twice is refused by its number`() {
    #expect(throws: SegmentFault.unsorted(row: 1)) { try Segment.encode([Fact.of(2, 1), Fact.of(1, 1)]) }
    #expect(throws: SegmentFault.unsorted(row: 2)) {
      try Segment.encode([Fact.of(1, 1), Fact.of(1, 2), Fact.of(1, 2)])
    }
    #expect(throws: SegmentFault.weeksTooFarApart(first: -1, last: 65_535)) {
      try Segment.encode([Fact.of(1, -1), Fact.of(1, 65_535)])
    }
  }

  @Test func `segments of centuries apart are not made into one`() throws {
    try withViews([Segment.encode([Fact.of(1, 0)]), Segment.encode([Fact.of(1, .max)])]) { views in
      #expect(throws: SegmentFault.weeksTooFarApart(first: 0, last: .max)) { try Segment.compacted(views) }
    }
  }

  @Test func `one site's series is found without reading the others`() throws {
    let facts = [
      Fact.of(3, 10, [.units: 1]), Fact.of(3, 12), Fact.of(5, 9, [.units: -4]), Fact.of(9, 9, [.units: 8]),
    ]
    try withViews([Segment.encode(facts)]) { views in
      #expect(views[0].series(of: 3, .units).map(\.week) == [10, 12])
      #expect(views[0].series(of: 3, .units).map(\.value) == [1, nil])
      #expect(views[0].series(of: 5, .units).map(\.value) == [-4])
      #expect(views[0].series(of: 4, .units).isEmpty)
      #expect(views[0].series(of: 2, .units).isEmpty)
      #expect(views[0].series(of: 10, .units).isEmpty)
    }
  }

  @Test func `decoding a column gives its figures, and 0 where one is unknown`() throws {
    var generator = Seeded(8)
    for range in [0...9, -500...500, 0...90_000, 0...Int64.max] as [ClosedRange<Int64>] {
      let facts = randomFacts(sites: 1...50, weeks: 1...52, count: 900, range: range, nulls: 0.2, &generator)
      try withViews([Segment.encode(facts)]) { views in
        var decoded = [Int64](repeating: -1, count: facts.count)
        #expect(decoded.withUnsafeMutableBufferPointer { views[0].decode(.value, into: $0) })
        #expect(decoded == facts.map { $0[.value] ?? 0 })
      }
    }
  }

  @Test func `every measure has its own slot, and all fit a fact`() {
    #expect(Set(Measure.allCases.map(\.slot)).count == Measure.allCases.count)
    #expect(Measure.allCases.allSatisfy { (0..<MeasureValues.capacity).contains($0.slot) })
  }
}
