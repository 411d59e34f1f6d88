import Foundation
import Statistics
import Testing

struct ChangeSearchTests {
  private let search = ChangeSearch()

  @Test func `series without a break rarely show one: fewer than the stated share`() {
    for (noise, rho) in [(MadeSeries.Noise.normal, 0.0), (.normal, 0.3), (.heavy, 0.2), (.spiky, 0.2)] {
      var dice = Dice(20), values: [Double] = []
      while values.count < 60 {
        let series = MadeSeries(rho: rho, noise: noise).logs(&dice)
        if let found = search.examine(series) { values.append(found.p) }
      }
      // One in twenty is stated; more than six of sixty would happen to an honest test in one of fifty families.
      #expect(values.count { $0 < 0.05 } <= 6, "\(noise) \(rho)")
      #expect(falseDiscoveryCut(values, rate: 0.1) == nil, "\(noise) \(rho)")
    }
  }

  @Test func `a break of 30 % is found within two weeks, with its size`() {
    var dice = Dice(4), found = 0
    for place in stride(from: 30, through: 126, by: 8) {
      let series = MadeSeries(steps: [(place, log(0.7))]).logs(&dice)
      guard let first = search.examine(series)?.steps.first, first.p < 0.001 else { continue }
      found += 1
      #expect(abs(first.place - place) <= 3)
      #expect(abs(first.size - log(0.7)) < 4 * first.standardError)
    }
    #expect(found >= 12)
  }

  @Test func `two breaks are found one after the other, each with its own size`() {
    var dice = Dice(9)
    let series = MadeSeries(spread: 0.06, steps: [(50, -0.5), (110, 0.4)]).logs(&dice)
    let steps = search.examine(series)?.steps.sorted { $0.place < $1.place } ?? []
    #expect(steps.map(\.place) == [50, 110])
    #expect(zip(steps, [-0.5, 0.4]).allSatisfy { abs($0.size - $1) < 0.12 })
  }

  @Test func `an odd week is no break, and stands out among ordinary ones`() {
    var dice = Dice(15)
    var series = MadeSeries(spread: 0.08).logs(&dice)
    series[80] -= 0.8
    let found = search.examine(series)!
    #expect(found.steps.isEmpty)
    let ordinary = (0..<10).flatMap { _ in
      search.examine(MadeSeries(spread: 0.08).logs(&dice))?.surprises ?? []
    }
    let odd = OddWeeks(ordinary + found.surprises), values = found.surprises.map(odd.p)
    #expect(values.indices.min { values[$0] < values[$1] } == 80)
    #expect(odd.p(found.surprises[80]) < 1e-5)
  }

  @Test func `what is known, a promotion, explains its weeks away`() {
    var dice = Dice(16)
    var series = MadeSeries(spread: 0.05).logs(&dice)
    let promoted = series.indices.map { $0 % 13 == 0 ? 1.0 : 0 }
    for week in series.indices { series[week] += 0.7 * promoted[week] }
    let found = search.examine(series, known: [promoted])!
    let odd = OddWeeks(found.surprises)
    #expect(falseDiscoveryCut(found.surprises.map(odd.p), rate: 0.05) == nil)
  }

  @Test func `a series that is short, broken or still is not judged`() {
    #expect(search.examine(Array(repeating: 1, count: 40)) == nil)
    #expect(search.examine(Array(repeating: 5, count: 156)) == nil)
    #expect(search.examine((0..<156).map { $0 == 9 ? Double.nan : 1 }) == nil)
    var dice = Dice(2)
    let wandering = (0..<156).reduce(into: [0.0]) { list, _ in list.append(list.last! + dice.fraction() - 0.5)
    }
    #expect(search.examine(wandering) == nil)
  }

  @Test func `the same series gives the same findings`() {
    var one = Dice(3), other = Dice(3)
    let first = search.examine(MadeSeries().logs(&one)), second = search.examine(MadeSeries().logs(&other))
    #expect(first?.p == second?.p && first?.surprises == second?.surprises)
  }
}

struct FalseDiscoveryTests {
  @Test func `Benjamini and Hochberg's own example counts four of fifteen`() {
    // Their 1995 paper, section 3.2: thrombolysis, rate 0.05.
    let values = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
      0.7590, 1,
    ]
    #expect(falseDiscoveryCut(values, rate: 0.05) == 0.0095)
    #expect(falseDiscoveryCut([0.5, 0.9], rate: 0.05) == nil)
    #expect(falseDiscoveryCut([], rate: 0.05) == nil)
  }

  @Test func `Student's t is as in the tables`() {
    #expect(abs(StudentT.twoSided(2.228, freedom: 10) - 0.05) < 1e-4)
    #expect(abs(StudentT.twoSided(12.706, freedom: 1) - 0.05) < 1e-5)
    #expect(abs(StudentT.twoSided(1.98, freedom: 120) - 0.05) < 1e-4)
    #expect(StudentT.twoSided(0, freedom: 7) == 1)
    #expect(abs(StudentT.twoSided(1, freedom: 1) - 0.5) < 1e-12)
  }

  @Test func `parts shown in tenths sum to the whole shown in tenths`() {
    #expect(largestRemainder([1, 1, 1], of: 3, scale: 100) == [34, 33, 33])
    #expect(largestRemainder([-1, -1, 2], of: 7, scale: 1_000).reduce(0, +) == 0)
    #expect(largestRemainder([5], of: 0, scale: 10).isEmpty)
  }
}
