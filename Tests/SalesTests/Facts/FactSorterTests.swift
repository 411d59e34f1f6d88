import Testing

@testable import Sales

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private let measures: [Measure] = [.units, .value, .price, .flags]
private let years = CompanyYears(firstYear: 2020, firstWeeks: [0, 52, 104, 157])

@Suite struct FactSorterTests {
  private func groups(_ facts: [Fact], _ options: FactSorter.Options) throws -> (
    groups: [FactGroup], spilled: Int
  ) {
    let sorter = FactSorter(measures: measures, years: years, options: options)
    for (place, fact) in facts.enumerated() { try sorter.add(fact, line: Int64(place) + 2) }
    let spilled = sorter.spilledBytes
    var groups: [FactGroup] = []
    try sorter.finish { groups.append($0) }
    return (groups, spilled)
  }

  private func randomInput(_ seed: Int, _ count: Int) -> [Fact] {
    var generator = Seeded(UInt64(seed))
    let wide = seed % 3 == 0
    return (0..<count).map { _ in
      var fact = Fact(
        site: Int32.random(in: wide ? .min ... .max : 1...30, using: &generator),
        item: Int32.random(in: wide ? .min ... .max : -2...6, using: &generator),
        week: Int32.random(in: -5...200, using: &generator))
      for measure in measures where Bool.random(using: &generator) {
        fact[measure] = Int64.random(in: -50...50, using: &generator)
      }
      if fact[.flags] != nil { fact[.flags] = Int64.random(in: 0...7, using: &generator) }
      return fact
    }
  }

  @Test(arguments: 0..<12) func `facts come out as a plain sort would put them`(seed: Int) throws {
    let facts = randomInput(seed, 3_000)
    let memory = [400, 3_000, 40_000, 64 << 20][seed % 4]
    let (groups, spilled) = try groups(
      facts, .init(memory: memory, largestGroup: seed % 2 == 0 ? 10 : 100_000))
    #expect((spilled > 0) == (memory < 64 << 20))
    let sorted = facts.enumerated().sorted {
      let (a, b) = ($0.element, $1.element)
      return [a.item, years.year(of: a.week), a.site, a.week, Int32($0.offset)]
        .lexicographicallyPrecedes([b.item, years.year(of: b.week), b.site, b.week, Int32($1.offset)])
    }
    var kept: [(Int, Fact)] = [], refused: [Int64] = []
    for (offset, fact) in sorted {
      if let last = kept.last?.1, (last.item, last.site, last.week) == (fact.item, fact.site, fact.week) {
        refused.append(Int64(offset) + 2)
      } else {
        kept.append((offset, fact))
      }
    }
    #expect(groups.flatMap { group in group.facts.facts(item: group.item) } == kept.map(\.1))
    #expect(groups.flatMap(\.lines) == kept.map { Int64($0.0) + 2 })
    #expect(groups.flatMap(\.duplicates).map(\.line) == refused)
    for group in groups {
      #expect(group.facts.weeks.allSatisfy { years.year(of: $0) == group.year })
      _ = try Segment.encode(group.facts)
    }
    let heads = groups.filter { $0.part == 0 }.map { [$0.item, $0.year] }
    #expect(Set(heads).count == heads.count)
  }

  @Test func `a second line for the same site, item and week is named with the first`() throws {
    let facts = [Fact.of(1, 5, [.units: 1]), .of(2, 5), .of(1, 5, [.units: 9]), .of(1, 5)]
    let group = try #require(try groups(facts, .init()).groups.first)
    #expect(
      group.duplicates == [
        .init(line: 4, firstLine: 2, site: 1, week: 5), .init(line: 5, firstLine: 2, site: 1, week: 5),
      ])
    #expect(group.facts.facts(item: 1).map { $0[.units] } == [1, nil])
  }

  @Test(arguments: [300, 64 << 20]) func `receipts of one week become one fact`(memory: Int) throws {
    let facts = [
      Fact.of(1, 5, [.units: 1, .value: 10, .price: 7, .flags: 1]), .of(1, 6, [.price: 7]),
      .of(1, 5, [.units: -3, .price: 7, .flags: 4]), .of(1, 6, [.price: 8, .value: 2]),
      .of(1, 6, [.price: 7]),
      .of(2, 5), .of(3, 5), .of(4, 5),
    ]
    let (groups, _) = try groups(facts, .init(duplicates: .sum, memory: memory))
    let summed = groups[0].facts.facts(item: 1)
    #expect(summed[0] == .of(1, 5, [.units: -2, .value: 10, .price: 7, .flags: 5]))
    #expect(summed[1] == .of(1, 6, [.value: 2]))
    #expect(groups[0].lines.prefix(2) == [2, 3])
    #expect(groups[0].duplicates.isEmpty)
  }

  @Test func `receipts that add up beyond 64 bits are refused with the line`() {
    let facts = [Fact.of(1, 5, [.value: .max]), .of(1, 5, [.value: 1])]
    #expect(throws: FactSortFault.overflow(.value, line: 3)) {
      try groups(facts, .init(duplicates: .sum))
    }
  }

  @Test func `a folder that is not there is named as the reason`() {
    #expect {
      try groups(randomInput(1, 100), .init(memory: 400, folder: "/nowhere/at/all"))
    } throws: { error in
      "\(error)".contains("cannot open the temporary file") && "\(error)".contains("No such file")
    }
  }

  @Test(.enabled(if: access("/dev/full", W_OK) == 0)) func `a full disk is an error with its reason`() {
    let file = SpillFile(descriptor: open("/dev/full", O_RDWR))
    #expect {
      try [1, 2, 3].withUnsafeBytes { try file.append($0) }
    } throws: { error in
      "\(error)".contains("cannot write the temporary file") && "\(error)".contains("No space left")
    }
  }

  @Test func `an empty sorter has no groups, and can be used again`() throws {
    let sorter = FactSorter(measures: measures, years: years)
    try sorter.finish { _ in Issue.record("a group of nothing") }
    try sorter.add(.of(1, 1), line: 1)
    var count = 0
    try sorter.finish { count += $0.facts.count }
    try sorter.finish { count += $0.facts.count }
    #expect(count == 1)
  }

  @Test func `weeks find their year, also outside the calendar`() {
    #expect(
      [-1, 0, 51, 52, 156, 157, 900].map { years.year(of: $0) } == [2019, 2020, 2020, 2021, 2022, 2023, 2023])
  }
}
