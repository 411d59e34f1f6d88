import Blueprint
import Kernel

/// Which inputs make a health score, and how much each counts; every change of it is a new version.
struct HealthModel: Reply, Located, Hashable {
  struct Weight: Reply, Hashable {
    let input: String
    let weight: BasisPoints
  }

  let version: Int
  let weights: [Weight]
  let madeBy: String
  let madeOn: Day?
  let reason: String

  var location: String { "/health-model" }

  /// The weights of the inputs as their capabilities propose them: version 0, until somebody decides.
  static func proposed(_ inputs: [HealthInput]) -> HealthModel {
    HealthModel(
      version: 0, weights: inputs.map { Weight(input: $0.name, weight: $0.weight) }, madeBy: "Mainstay",
      madeOn: nil, reason: "as the inputs come")
  }
}

/// An account's health: a weighted mean of outcomes, with what each of them adds.
struct HealthScore: Reply, Hashable {
  struct Line: Reply, Hashable {
    let input: String
    let title: String
    let weight: BasisPoints
    /// 0 to 100; nil where nothing is known.
    let points: Int?
    /// What it adds to the score, in tenths of a point; the lines add up to the score.
    let contribution: Int?
    let words: String
    let evidence: String?
  }

  let account: String
  let model: Int
  /// In tenths of a point, 0 to 1,000; nil where no input is known.
  let score: Int?
  /// How much of the weight is known.
  let known: BasisPoints
  let lines: [Line]
  /// Whether the score was held against renewals that the company has had. Until then it is an opinion.
  let isValidated: Bool

  /// What is unknown neither helps nor harms: its weight is shared out among what is known.
  init(
    account: String, _ model: HealthModel, _ inputs: [HealthInput], _ readings: [String: HealthInput.Reading]
  ) {
    let weights = model.weights.filter { $0.weight.count > 0 }
    let whole = weights.reduce(0) { $0 + $1.weight.count }
    let known = weights.filter { readings[$0.input] != nil }
    let sum = known.reduce(0) { $0 + $1.weight.count }
    let parts = Self.contributions(known.map { ($0.weight.count, readings[$0.input]?.points ?? 0) })
    let added = Dictionary(zip(known.map(\.input), parts)) { first, _ in first }
    let titles = Dictionary(inputs.map { ($0.name, $0.title) }) { first, _ in first }
    self.account = account
    self.model = model.version
    self.score = sum == 0 ? nil : parts.reduce(0, +)
    self.known = BasisPoints(Int64(sum), of: Int64(whole)) ?? BasisPoints(0)
    lines = weights.map { one in
      let reading = readings[one.input]
      return Line(
        input: one.input, title: titles[one.input] ?? one.input, weight: one.weight, points: reading?.points,
        contribution: added[one.input], words: reading?.words ?? "not known for this account",
        evidence: reading?.evidence)
    }
    isValidated = false
  }

  /// Weight x points over all weights, in tenths. Leftover tenths go to the largest remainders, so that the parts always
  /// add up to the rounded whole.
  static func contributions(_ known: [(weight: Int, points: Int)]) -> [Int] {
    let whole = known.reduce(0) { $0 + $1.weight }
    guard whole > 0 else { return known.map { _ in 0 } }
    let exact = known.map { $0.weight * $0.points * 10 }
    let score = (exact.reduce(0, +) * 2 + whole) / (whole * 2)
    var parts = exact.map { $0 / whole }
    let order = exact.indices.sorted { (exact[$1] % whole, $0) < (exact[$0] % whole, $1) }
    for place in order.prefix(max(0, score - parts.reduce(0, +))) { parts[place] += 1 }
    return parts
  }
}
