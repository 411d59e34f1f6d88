import Blueprint
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Today

struct HealthTests {
  private static let weights = [("a", 3_000), ("b", 2_500), ("c", 2_000), ("d", 1_500), ("e", 1_000)]
  private let inputs = HealthTests.weights.map { name, weight in
    HealthInput(name, name.uppercased(), weight: BasisPoints(weight)) { _, _, _ in [:] }
  }

  private func score(_ points: [Int?]) -> HealthScore {
    let pairs = zip(inputs, points).compactMap { input, points in
      points.map { (input.name, HealthInput.Reading(points: $0, words: "", evidence: "/")) }
    }
    return HealthScore(
      account: "1", .proposed(inputs), inputs, Dictionary(pairs) { first, _ in first })
  }

  // G22
  @Test func `weights of .30, .25, .20, .15, .10 on 80, 40, 90, 60, 100 make 71.0 by 24, 10, 18, 9 and 10`() {
    let found = score([80, 40, 90, 60, 100])
    #expect(found.score == 710)
    #expect(found.lines.map(\.contribution) == [240, 100, 180, 90, 100])
    #expect(!found.isValidated)
  }

  @Test func `what is not known neither helps nor harms, and the score says how much of it is known`() {
    let found = score([80, nil, 80, nil, 80])
    #expect(found.score == 800)
    #expect(found.known == BasisPoints(6_000))
    #expect(found.lines[1].contribution == nil)
    #expect(score([nil, nil, nil, nil, nil]).score == nil)
  }

  @Test func `the parts add up to the score, whatever the weights`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let known = (0..<Int.random(in: 1...7, using: &random)).map { _ in
        (weight: Int.random(in: 1...5_000, using: &random), points: Int.random(in: 0...100, using: &random))
      }
      let parts = HealthScore.contributions(known), whole = known.reduce(0) { $0 + $1.weight }
      let exact = known.reduce(0) { $0 + $1.weight * $1.points * 10 }
      #expect(abs(parts.reduce(0, +) * whole - exact) * 2 <= whole)
    }
  }

  @Test func `weights that are not whole, twice given or of no input are refused by line`() {
    let known = ["growth", "share"]
    let refusals: [(String, HealthRefusal)] = [
      ("growth 40\nshare 50", .badSum(BasisPoints(9_000))),
      ("growth 40\ngrowth 60", .twice("growth", line: 2)),
      ("growth 40\nmood 60", .noSuchInput("mood", line: 2, known: known)),
      ("growth much", .badWeight("growth much", line: 1)), ("growth 101", .badWeight("growth 101", line: 1)),
    ]
    for (text, refusal) in refusals {
      #expect(throws: refusal) { try HealthWeights.read(text, known: known) }
    }
    #expect(throws: Never.self) { try HealthWeights.read("share: 60 \n\ngrowth = 40", known: known) }
  }

  @Test(arguments: Backing.available)
  func `every change of weights is a new version with its author, and the old one stays`(_ backing: Backing)
    async throws
  {
    try await SmallCompany.open(backing, with: [TodayDesk.capability(over: [])]) { company in
      let desk = HealthDesk(inputs: inputs), context = company.context()
      _ = try await desk.change(.init(weights: "a 50\nb 50", reason: "two things count"), context)
      _ = try await desk.change(.init(weights: "a 100", reason: "one does"), context)
      let all = try await context.read { try HealthModel.all($0) }
      #expect(all.map(\.version) == [2, 1])
      #expect(all.map(\.madeBy) == ["Cleo Chief", "Cleo Chief"])
      #expect(all[1].weights.filter { $0.weight.count > 0 }.map(\.input) == ["a", "b"])
    }
  }
}
